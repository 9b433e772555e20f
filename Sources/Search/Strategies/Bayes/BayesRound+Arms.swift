extension BayesRound {
    /// A candidate of the pool and the reason for it.
    typealias Choice = (index: Int, why: String)

    /// How many of the best points have neighbours, and how many are recombined.
    private static let origins = 2
    private static let parents = 8
    private static let recombinations = 100

    /// `nil` when the arm has no candidate that is not taken.
    /// - Parameter improvements: the logarithm of the expected improvement of every candidate.
    func choice(
        of arm: BayesArm, _ improvements: [Double], using generator: inout SeededGenerator
    ) -> Choice? {
        switch arm {
        case .improvement:
            return best(of: isOpen.indices, by: improvements).map {
                ($0, "\(expectationText($0)) (log expected improvement)")
            }
        case .neighbours: return neighbour(improvements)
        case .recombination:
            let parents = ranking.prefix(Self.parents).map { surrogate.observations.places[$0] }
            let children = Neighbourhood(strategy)
                .recombinations(of: parents, Self.recombinations, using: &generator)
            // In order of index, so that of equals the first is the same in every process.
            let indices = Set(children.compactMap(pool.index(of:))).sorted()
            return best(of: indices, by: improvements).map {
                ($0, "mixes values of the best \(parents.count); \(expectationText($0))")
            }
        case .uncertainty:
            let predictions = posterior.predictions
            let promising = isOpen.indices.filter {
                isOpen[$0] && predictions.means[$0] + predictions.variances[$0].squareRoot() > incumbent
            }
            return best(of: promising, by: predictions.variances).map {
                ($0, "least known of \(promising.count) promising points; \(expectationText($0))")
            }
        }
    }

    private func neighbour(_ improvements: [Double]) -> Choice? {
        var origins: [Int: (number: Int, change: String)] = [:]
        for place in ranking.prefix(Self.origins).map({ surrogate.observations.places[$0] }) {
            for neighbour in Neighbourhood(strategy).neighbours(of: place) {
                if let index = pool.index(of: neighbour.hash), origins[index] == nil {
                    origins[index] = (place.number, neighbour.change)
                }
            }
        }
        guard let index = best(of: origins.keys.sorted(), by: improvements), let origin = origins[index]
        else {
            return nil
        }
        return (index, "neighbour of #\(origin.number): \(origin.change); \(expectationText(index))")
    }

    /// Of equals the first.
    private func best(of indices: some Sequence<Int>, by values: [Double]) -> Int? {
        var best: Int?
        for index in indices where isOpen[index] {
            if let known = best, values[index] <= values[known] { continue }
            best = index
        }
        return best
    }
}
