/// Where a job is in its life. There is no "failed": the done files and outputs of its steps say what came of it.
public enum JobState: Sendable, Hashable {
    /// Waiting, for the reason the scheduler gives.
    case pending(reason: String?)
    case running
    /// The job is over. Steps without a record did not finish.
    case ended
    /// Everybody who could know it was asked, and nobody does. Twice with some minutes between, and it is lost.
    case missing(reason: String)
    /// The evidence says nothing: look again later.
    case unknown(reason: String)
}
