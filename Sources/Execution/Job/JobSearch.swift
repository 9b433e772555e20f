/// What a search for a job of which only the name is known has given.
public enum JobSearch: Sendable, Hashable {
    /// The one to keep first; more than one means that it was submitted more than once.
    case found([JobID])
    /// It was never submitted, and it is safe to do so.
    case none
    /// Nobody can tell yet: search again later.
    case undecided(reason: String)
}
