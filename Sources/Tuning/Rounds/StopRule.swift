/// What to do next, decided from the numbers alone.
struct StopRule: Sendable {
    /// After this many runs of which none succeeded, something is wrong that more runs will not mend.
    static let hopelessRuns = 3

    let budget: Budget
    let batch: Int

    enum Decision: Hashable {
        /// Ask the strategy for this many.
        case propose(Int)
        case stop(StudyEnd)
    }

    /// - Parameter secondsPerRun: what one run at full level is expected to take, on all `nodes`.
    func decide(after progress: StudyProgress, secondsPerRun: Double, nodes: Int) -> Decision {
        let left = budget.trials - progress.taught - progress.pending
        guard left > 0 else { return .stop(.budgetReached(trials: budget.trials)) }
        var count = min(batch, left)
        guard let limit = budget.nodeHours else { return .propose(count) }
        let spent = progress.nodeSeconds / 3600
        let perRun = secondsPerRun * Double(nodes) / 3600
        let affordable = perRun > 0 ? (limit - spent) / perRun : Double(count)
        count = min(count, affordable < Double(count) ? max(0, Int(affordable)) : count)
        guard count > 0 else { return .stop(.nodeHoursReached(spent: spent, limit: limit, next: perRun)) }
        return .propose(count)
    }
}
