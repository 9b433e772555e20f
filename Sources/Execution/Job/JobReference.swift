/// What is known of a job whose fate is asked for.
public struct JobReference: Sendable, Hashable {
    public let token: JobToken
    /// `nil` when the job was to be submitted and the answer never came, as after a crash.
    public let id: JobID?
    /// The job's directory, absolute.
    public let directory: String
    /// What the scheduler shows of it; ends with the token.
    public let name: String
    /// The marked folder that its directory is in, which tells a directory that was removed from a file system that is
    /// away; `nil` without one.
    public let workDirectory: String?
    /// The scheduler it was given to, as `Scheduler.site` says; `nil` when nobody knows.
    public let site: String?

    /// Which study it belongs to, by its name; `nil` when that does not say.
    var study: String? {
        let (prefix, suffix) = (JobToken.namePrefix, "-\(token)")
        guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else {
            return nil
        }
        return String(name.dropFirst(prefix.count).dropLast(suffix.count))
    }

    public init(
        token: JobToken, id: JobID?, directory: String, name: String, workDirectory: String? = nil,
        site: String? = nil
    ) {
        self.token = token
        self.id = id
        self.directory = directory
        self.name = name
        self.workDirectory = workDirectory
        self.site = site
    }
}
