/// A job in a scheduler's queue that nobody remembers.
public struct StrayJob: Sendable, Hashable {
    public let reference: JobReference
    /// What it has cost so far, in words.
    public let spent: String
}

/// Whose jobs are looked for, and which of them are known.
public struct StraySearch: Sendable {
    /// What their names begin with; a token follows.
    public let namePrefix: String
    /// Their directories are in it, each with its token at the end of its name.
    public let folder: String
    /// As `JobSpecification.origin` has it.
    public let origin: String
    /// The tokens of those that are known.
    public let known: Set<String>

    public init(namePrefix: String, folder: String, origin: String, known: Set<String>) {
        self.namePrefix = namePrefix
        self.folder = folder
        self.origin = origin
        self.known = known
    }
}
