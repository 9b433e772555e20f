/// An expert's first guesses, then a space-filling design, then uniformly random points: none twice.
public struct RandomStrategy: Strategy {
    private let valid: ValidSet
    /// The expert's points and the design, in order.
    private let plan: [PlannedPoint]

    /// - Parameters:
    ///   - valid: the valid set of `space`.
    ///   - expert: how many of the space's first points to begin with.
    ///   - sobol: how many points of a scrambled Sobol design follow.
    ///   - seed: decides the design. The design must stay the same from round to round, so it cannot come from the
    ///     generator that each round is given.
    public init(space: SearchSpace, valid: ValidSet, expert: Int, sobol: Int, seed: UInt64) {
        self.valid = valid
        plan = PlannedPoint.initial(expert: expert, sobol: sobol, of: space, in: valid, seed: seed)
    }

    public func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) -> Proposal {
        guard count > 0 else { return .candidates([]) }
        let tried = TriedPoints(history)
        var candidates = plan.filter { !tried.hashes.contains($0.hash) }.prefix(count)
            .map(\.candidate)
        if candidates.count < count {
            let used = tried.hashes.union(candidates.map(\.point.hash))
            candidates += valid.draw(count - candidates.count, excluding: used, using: &generator)
        }
        return Proposal(candidates, tried: tried)
    }
}

extension ValidSet {
    /// Distinct points, each as likely as any other; fewer when there are no more.
    func draw(
        _ count: Int, excluding used: Set<PointHash>, using generator: inout SeededGenerator
    ) -> [Candidate] {
        let usedIndices = Set(used.compactMap(index(of:)))
        var untried = indices.filter { !usedIndices.contains($0) }
        let why = "random, one of \(untried.count) untried points"
        var candidates: [Candidate] = []
        while candidates.count < count, !untried.isEmpty {
            let pick = generator.next(below: untried.count)
            candidates.append(Candidate(point: self[untried[pick]], why: why))
            untried.swapAt(pick, untried.count - 1)
            untried.removeLast()
        }
        return candidates
    }
}

extension RandomStrategy {
    /// The keys of `kind: random`.
    struct Settings: StrategySettings {
        let expert: Int
        let sobol: Int

        init(reading reader: inout SettingsReader) throws(FileError) {
            expert = try reader.integer("initial.expert", default: 2, in: 0...1_000)
            sobol = try reader.integer("initial.sobol", default: 8, in: 0...10_000)
        }

        func strategy(
            for space: SearchSpace, valid: ValidSet, seed: UInt64, levels: [FidelityLevel]
        ) -> any Strategy {
            RandomStrategy(space: space, valid: valid, expert: expert, sobol: sobol, seed: seed)
        }
    }
}
