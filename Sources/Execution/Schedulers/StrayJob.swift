/// A job in a scheduler's queue whose name says of which study it is, and whose directory by whom it was made.
public struct StrayJob: Sendable, Hashable {
    public let reference: JobReference
    /// As `JobSpecification.origin` had it.
    public let origin: String
    /// What it has cost so far, in words.
    public let spent: String
}
