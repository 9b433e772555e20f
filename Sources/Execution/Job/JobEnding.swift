/// How the scheduler says that a job ended. It does not say whether its runs were any good.
public struct JobEnding: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
        case finished, failed, timeLimit, cancelled, nodeFailure, preempted, outOfMemory
    }

    public let cause: Cause
    /// For people, after "the job ended: ".
    public let text: String
    /// How long its last start ran, as the scheduler counts; `nil` when it does not say.
    public let seconds: Double?

    public init(cause: Cause, text: String, seconds: Double? = nil) {
        self.cause = cause
        self.text = text
        self.seconds = seconds
    }
}
