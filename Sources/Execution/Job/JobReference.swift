/// What is known of a job whose fate is asked for.
public struct JobReference: Sendable, Hashable {
    public let token: JobToken
    /// `nil` when the job was to be submitted and the answer never came, as after a crash.
    public let id: JobID?
    /// The job's directory, absolute.
    public let directory: String
    /// What the scheduler shows of it; ends with the token.
    public let name: String

    public init(token: JobToken, id: JobID?, directory: String, name: String) {
        self.token = token
        self.id = id
        self.directory = directory
        self.name = name
    }
}
