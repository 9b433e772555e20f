import Execution

/// Since when nothing can be told of a job, and whether that makes it lost. Pure; its `since` is stored, for `sync` has
/// no other memory.
struct JobSilence: Sendable, Hashable {
    enum Verdict: Sendable, Hashable {
        case goesOn
        /// It cannot be told; why.
        case doubtful(reason: String)
        case over
    }

    /// When a look first told nothing, Unix seconds; `nil` when the last one told something.
    private(set) var since: Double?

    init(since: Double?) {
        self.since = since
    }

    /// A job of which nobody knows anything for as long as `grace` is taken for ended.
    mutating func verdict(on state: JobState, at now: Double, grace: Duration) -> Verdict {
        switch state {
        case .pending, .running:
            since = nil
            return .goesOn
        case .ended:
            since = nil
            return .over
        case .unknown(let reason):
            // A scheduler that cannot be asked tells nothing, however often.
            return .doubtful(reason: reason)
        case .missing(let reason):
            // After a clock was set back the wait begins anew.
            guard let since, since <= now else {
                self.since = now
                return .doubtful(reason: reason)
            }
            return .seconds(now - since) >= grace ? .over : .goesOn
        }
    }
}
