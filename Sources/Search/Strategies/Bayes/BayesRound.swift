import GaussianProcesses
import Glibc

/// The choices of one proposal, one after the other, each believed to turn out as expected before the next is made.
struct BayesRound {
    let strategy: BayesStrategy
    let surrogate: Surrogate
    let pool: CandidatePool
    var posterior: CandidatePosterior
    /// Whether a candidate of the pool may still be proposed.
    var isOpen: [Bool]
    /// Measured places, best posterior mean first.
    let ranking: [Int]
    /// The best posterior mean.
    let incumbent: Double
    let remaining: Int?
    /// How many runs the history has that taught something or will.
    let trials: Int
    /// Further runs of places, by this proposal.
    var repeats: [Int: Int] = [:]
    var slot = 0

    init(
        _ strategy: BayesStrategy, _ surrogate: Surrogate, taken: Set<PointHash>, planned: [Candidate],
        remaining: Int?, trials: Int
    ) throws {
        self.strategy = strategy
        self.surrogate = surrogate
        ranking = surrogate.ranking
        incumbent = ranking.first.map { surrogate.places.means[$0] } ?? 0
        pool = CandidatePool(strategy, surrogate, ranking: ranking)
        posterior = CandidatePosterior(surrogate.model, candidates: pool.features)
        isOpen = Array(repeating: true, count: pool.count)
        self.remaining = remaining
        self.trials = trials
        for hash in taken { pool.index(of: hash).map { isOpen[$0] = false } }
        let pending = surrogate.observations.places.filter { $0.pending > 0 && !$0.isMeasured }.map(\.hash)
        for hash in pending + planned.map(\.point.hash) {
            if let index = pool.index(of: hash) { try posterior.believe(index) }
        }
        slot = planned.count
    }

    mutating func choose(_ count: Int, using generator: inout SeededGenerator) throws -> [Candidate] {
        var candidates: [Candidate] = []
        while candidates.count < count, let candidate = try next(using: &generator) {
            candidates.append(candidate)
            slot += 1
        }
        return candidates
    }

    private mutating func next(using generator: inout SeededGenerator) throws -> Candidate? {
        if let confirmation = try confirmation() { return confirmation }
        guard isOpen.contains(true) else { return nil }
        if let replicate = try replicate() { return replicate }
        let values = LogExpectedImprovement(over: incumbent).values(posterior.predictions)
        let arm = BayesArm.scheduled(trials + slot - strategy.plan.count, shares: strategy.settings.shares)
        let choice = choice(arm, values, using: &generator) ?? choice(.improvement, values, using: &generator)
        guard let choice else { return nil }
        let expectation = expectation(choice.index)
        let candidate = Candidate(
            point: pool.point(at: choice.index), why: choice.why, expectation: expectation)
        isOpen[choice.index] = false
        try posterior.believe(choice.index)
        return candidate
    }

    private typealias Choice = (index: Int, why: String)

    private func choice(
        _ arm: BayesArm, _ values: [Double], using generator: inout SeededGenerator
    ) -> Choice? {
        switch arm {
        case .improvement:
            return best(of: isOpen.indices, by: values).map {
                ($0, "\(expectationText($0)) (log expected improvement)")
            }
        case .neighbours:
            var origins: [Int: (place: Int, change: String)] = [:]
            for place in ranking.prefix(strategy.settings.localBest) {
                for neighbour in Neighbourhood(strategy).neighbours(
                    of: surrogate.observations.places[place])
                {
                    if let index = pool.index(of: neighbour.hash), isOpen[index], origins[index] == nil {
                        origins[index] = (place, neighbour.change)
                    }
                }
            }
            let index =
                strategy.settings.localBy == 1
                ? pick(origins.keys.sorted(), using: &generator)
                : best(
                    of: origins.keys.sorted(),
                    by: strategy.settings.localBy == 2 ? posterior.predictions.means : values)
            guard let index, let origin = origins[index] else { return nil }
            let number = surrogate.observations.places[origin.place].number
            return (index, "neighbour of #\(number): \(origin.change); \(expectationText(index))")
        case .recombination:
            let parents = ranking.prefix(8).map { surrogate.observations.places[$0] }
            let children = Neighbourhood(strategy).recombinations(of: parents, 100, using: &generator)
            let open = Set(children.compactMap { pool.index(of: $0) }.filter { isOpen[$0] }).sorted()
            let index =
                strategy.settings.localBy == 1
                ? pick(open, using: &generator)
                : best(of: open, by: strategy.settings.localBy == 2 ? posterior.predictions.means : values)
            return index.map { ($0, "mixes values of the best \(parents.count); \(expectationText($0))") }
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

    private func pick(_ indices: [Int], using generator: inout SeededGenerator) -> Int? {
        indices.isEmpty ? nil : indices[generator.next(below: indices.count)]
    }

    private func best(of indices: some Sequence<Int>, by values: [Double]) -> Int? {
        var best: Int?
        for index in indices where isOpen[index] {
            if let known = best, !(values[index] > values[known]) { continue }
            best = index
        }
        return best
    }
}
