/// A whole search in memory: propose, observe, and again, until the budget is spent. No run of anything, no storage.
public struct ReplayLoop: Sendable {
    private let table: ReplayTable
    private let budget: Int
    private let batch: Int
    private let time: @Sendable () -> Double

    /// - Parameters:
    ///   - budget: how many evaluations; failed, duplicate and invalid ones count.
    ///   - batch: how many candidates are asked for at once.
    ///   - time: seconds on a clock that only goes forward; for the time a proposal takes, which nothing else depends on.
    public init(_ table: ReplayTable, budget: Int, batch: Int, time: @escaping @Sendable () -> Double) {
        precondition(budget > 0 && batch > 0, "a replay has a budget and a batch")
        self.table = table
        self.budget = budget
        self.batch = batch
        self.time = time
    }

    /// - Parameter seed: decides what the strategy draws, in the generator it is given, and the noise.
    /// - Throws: what the strategy throws.
    public func run(_ strategy: some Strategy, seed: UInt64) throws -> ReplayRun {
        let oracle = ReplayOracle(table, seed: seed)
        var generator = SeededGenerator(seed: seed)
        var course = ReplayCourse(of: table, seed: seed)
        while course.trials.count < budget {
            let start = time()
            let proposal = try strategy.propose(
                min(batch, budget - course.trials.count),
                after: History(course.trials, remaining: budget - course.trials.count), using: &generator)
            course.note(secondsForProposal: time() - start)
            // Nothing is pending here: a strategy that wants to wait would wait for ever.
            guard case .candidates(let proposed) = proposal, !proposed.isEmpty else { break }
            let candidates = proposed.prefix(min(batch, budget - course.trials.count))
            for (place, candidate) in candidates.enumerated() {
                course.observe(candidate, oracle.evaluate(candidate))
                // The rest of the batch is still running when this one's result arrives.
                let pending = candidates.dropFirst(place + 1).map { Trial($0, .pending) }
                course.score(strategy.recommend(after: History(course.trials + pending)))
            }
        }
        return course.run(carriedOnTo: budget)
    }
}
