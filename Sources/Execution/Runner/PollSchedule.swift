/// How often a scheduler is asked. Pure: no clock.
///
/// At least `shortest` and at least `factor` times what a poll takes, so that polling never burdens a cluster; twice as
/// long after every poll that finds all jobs still waiting, up to `longest`. In between, only the jobs' files are looked
/// at.
public struct PollSchedule: Sendable, Hashable {
    public let shortest: Duration
    public let longest: Duration
    public let factor: Double
    /// How often it is looked whether a file has appeared; `nil` for as often as is free.
    public let look: Duration?
    /// A job whose process is gone, or that has said its last word, is asked about at once.
    public let asksAtEnds: Bool
    private var pendingPolls = 0

    public init(
        shortest: Duration = .seconds(30), longest: Duration = .seconds(300), factor: Double = 5,
        look: Duration? = .seconds(1), asksAtEnds: Bool = false
    ) {
        self.shortest = shortest
        self.longest = max(shortest, longest)
        self.factor = factor
        self.look = look
        self.asksAtEnds = asksAtEnds
    }

    /// For what answers at once and burdens nobody: the machine at hand.
    public static let free = PollSchedule(
        shortest: .seconds(5), longest: .seconds(5), factor: 0, look: nil, asksAtEnds: true)

    /// The time to wait after a poll that took `pollTime`.
    ///
    /// - Parameter allPending: no job has started yet.
    public mutating func interval(after pollTime: Duration, allPending: Bool) -> Duration {
        // Beyond 2⁶ times the shortest every sensible `longest` is reached.
        pendingPolls = allPending ? min(pendingPolls + 1, 6) : 0
        let wanted = pause(after: pollTime) * Double(1 << max(0, pendingPolls - 1))
        return min(wanted, max(longest, pause(after: pollTime)))
    }

    /// The least time to wait after a poll that took `pollTime`, whatever has happened.
    func pause(after pollTime: Duration) -> Duration { max(shortest, pollTime * factor) }

    /// A job was submitted: it may start soon.
    mutating func startAfresh() { pendingPolls = 0 }
}
