/// How long to wait between two polls. Pure: no clock.
///
/// At least `shortest` and at least `factor` times what a poll takes, so that polling never burdens a cluster; twice as
/// long after every poll that finds all jobs still waiting, up to `longest`.
public struct PollSchedule: Sendable, Hashable {
    public let shortest: Duration
    public let longest: Duration
    public let factor: Double
    private var pendingPolls = 0

    public init(shortest: Duration = .seconds(30), longest: Duration = .seconds(300), factor: Double = 5) {
        self.shortest = shortest
        self.longest = max(shortest, longest)
        self.factor = factor
    }

    /// The time to wait after a poll that took `pollTime`.
    ///
    /// - Parameter allPending: no job has started yet.
    public mutating func interval(after pollTime: Duration, allPending: Bool) -> Duration {
        // Beyond 2⁶ times the shortest every sensible `longest` is reached.
        pendingPolls = allPending ? min(pendingPolls + 1, 6) : 0
        let wanted = max(shortest, pollTime * factor) * Double(1 << max(0, pendingPolls - 1))
        return min(wanted, max(longest, pollTime * factor))
    }
}
