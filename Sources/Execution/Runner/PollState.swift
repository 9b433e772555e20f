/// When a scheduler may be asked again, on a clock that never goes back.
struct PollState {
    var schedule: PollSchedule
    /// When to ask although nothing has happened; `nil` before the first poll.
    private(set) var due: Duration?
    /// Not sooner, whatever happens.
    private var earliest = Duration.zero

    init(schedule: PollSchedule) {
        self.schedule = schedule
    }

    /// - Parameters:
    ///   - states: what the poll has found; empty when it failed.
    ///   - grace: after which a job that nobody knows is lost.
    mutating func ended(
        at time: Duration, after pollTime: Duration, finding states: [JobState], grace: Duration
    ) {
        let allPending =
            !states.isEmpty && states.allSatisfy { if case .pending = $0 { true } else { false } }
        let someMissing = states.contains { if case .missing = $0 { true } else { false } }
        let interval = schedule.interval(after: pollTime, allPending: allPending)
        earliest = time + schedule.pause(after: pollTime)
        due = time + (someMissing && schedule.asksAtEnds ? min(interval, grace) : interval)
    }

    /// A job was submitted: before it has had a moment to start there is nothing to learn.
    mutating func submitted(at time: Duration) {
        schedule.startAfresh()
        due = max(earliest, time + .seconds(5))
    }

    /// Something has happened: ask as soon as is polite.
    mutating func hurry() { due = due.map { min($0, earliest) } }

    mutating func postpone(until time: Duration) { due = due.map { max($0, time) } }
}
