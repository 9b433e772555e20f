import GaussianProcesses

/// The choices of one proposal, one after the other. Each is believed to turn out as expected before the next is made
/// (kriging believer; Ginsbourger, Le Riche and Carraro 2010), and so is every run that is still pending.
struct BayesRound {
    let strategy: BayesStrategy
    let surrogate: Surrogate
    let pool: CandidatePool
    var posterior: BelievedPosterior
    /// Whether a candidate of the pool may still be proposed.
    var isOpen: [Bool]
    /// Measured places, best posterior mean first.
    let ranking: [Int]
    /// The best posterior mean.
    let incumbent: Double
    let remaining: Int?
    /// How many trials the history has.
    let trials: Int
    /// Further runs of places, by this proposal.
    var repeats: [Int: Int] = [:]
    /// How many candidates this proposal has already.
    var slot: Int

    /// - Parameters:
    ///   - taken: what must not be proposed.
    ///   - planned: what this proposal has already.
    init(
        _ strategy: BayesStrategy, _ surrogate: Surrogate, taken: Set<PointHash>, planned: [Candidate],
        history: History
    ) throws {
        self.strategy = strategy
        self.surrogate = surrogate
        ranking = surrogate.ranking
        incumbent = ranking.first.map { surrogate.places.means[$0] } ?? 0
        pool = CandidatePool(strategy, surrogate, ranking: ranking)
        var isOpen = Array(repeating: true, count: pool.count)
        remaining = history.remaining
        trials = history.trials.count
        slot = planned.count
        for hash in taken {
            if let index = pool.index(of: hash) { isOpen[index] = false }
        }
        self.isOpen = isOpen
        let pending = surrogate.observations.places.filter { $0.pending > 0 }.map(\.hash)
        posterior = try BelievedPosterior(
            surrogate.model, candidates: pool.levels,
            believed: (pending + planned.map(\.point.hash)).compactMap(pool.index(of:)))
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
        try posterior.enterBeliefs()
        let improvements = LogExpectedImprovement(over: incumbent).values(posterior.predictions)
        var largest = -Double.infinity
        for index in improvements.indices where isOpen[index] { largest = max(largest, improvements[index]) }
        if let confirmation = confirmation(insteadOf: largest) { return confirmation }
        guard isOpen.contains(true) else { return nil }
        if let again = doubted() ?? repetition(insteadOf: largest) { return again }
        let arm = BayesArm.scheduled(trials + slot - strategy.plan.count, shares: strategy.settings.shares)
        let choice =
            choice(of: arm, improvements, using: &generator)
            ?? choice(of: .improvement, improvements, using: &generator)
        guard let choice else { return nil }
        let candidate = Candidate(
            point: pool.point(at: choice.index), why: choice.why, expectation: expectation(choice.index))
        isOpen[choice.index] = false
        posterior.believe(choice.index)
        return candidate
    }

    mutating func believe(_ hash: PointHash) {
        if let index = pool.index(of: hash) { posterior.believe(index) }
    }
}
