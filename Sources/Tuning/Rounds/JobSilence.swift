import Execution

/// Since when nothing can be told of a job, and whether that makes it lost. Pure; its `since` is stored, for `sync` has
/// no other memory.
public struct JobSilence: Sendable, Hashable {
    enum Verdict: Sendable, Hashable {
        case goesOn
        /// It cannot be told.
        case doubtful(Doubt)
        case over
    }

    /// Why nothing can be told of a job.
    struct Doubt: Sendable, Hashable {
        let reason: String
        /// From when on it is taken for ended if that stays so, Unix seconds; `nil` when it never is.
        var until: Double?
    }

    /// What comes of a doubt, in words.
    ///
    /// - Parameter until: as `Doubt` has it.
    public static func consequence(until: Double?) -> String {
        until.map {
            "if that stays so, its runs are taken for lost at the first look after \(TimeText.local($0).suffix(8))"
        } ?? "nothing changes by that"
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
            return .doubtful(Doubt(reason: reason))
        case .missing(let reason):
            // After a clock was set back the wait begins anew.
            let since = self.since.flatMap { $0 <= now ? $0 : nil } ?? now
            self.since = since
            if .seconds(now - since) >= grace { return .over }
            return .doubtful(
                Doubt(
                    reason: "\(reason), since \(TimeText.local(since).suffix(8))",
                    until: since + grace / .seconds(1)))
        }
    }
}
