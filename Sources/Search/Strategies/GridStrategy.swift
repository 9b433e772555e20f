/// An expert's first guesses, then every point of the space, coarse to fine: wherever the grid is stopped, what it has
/// seen lies evenly.
public struct GridStrategy: Strategy {
    private let valid: ValidSet
    private let expert: [PlannedPoint]
    private let order: CoarseToFineOrder

    /// - Parameters:
    ///   - valid: the valid set of `space`. When it is a sample, the grid is the sample.
    ///   - expert: how many of the space's first points to begin with.
    public init(space: SearchSpace, valid: ValidSet, expert: Int) {
        self.valid = valid
        self.expert = PlannedPoint.expert(expert, of: space, in: valid)
        order = CoarseToFineOrder(of: valid)
    }

    public func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) -> Proposal {
        guard count > 0 else { return .candidates([]) }
        let tried = TriedPoints(history)
        var used = tried.hashes
        var candidates: [Candidate] = []
        for planned in expert where candidates.count < count && used.insert(planned.hash).inserted {
            candidates.append(planned.candidate)
        }
        for (place, index) in order.indices.enumerated() {
            guard candidates.count < count else { break }
            if used.insert(valid.hash(at: index)).inserted {
                candidates.append(Candidate(point: valid[index], why: order.why(at: place)))
            }
        }
        return Proposal(candidates, tried: tried)
    }
}

extension GridStrategy {
    /// The keys of `kind: grid`.
    struct Settings: StrategySettings {
        let expert: Int

        init(reading reader: inout SettingsReader) throws(FileError) {
            expert = try reader.integer("initial.expert", default: 1, in: 0...1_000)
        }

        func strategy(
            for space: SearchSpace, valid: ValidSet, seed: UInt64, levels: [FidelityLevel]
        ) -> any Strategy {
            GridStrategy(space: space, valid: valid, expert: expert)
        }
    }
}
