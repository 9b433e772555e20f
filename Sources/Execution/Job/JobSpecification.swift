/// A job: steps that run in turn, one script, submitted once.
public struct JobSpecification: Sendable, Hashable {
    public var token: JobToken
    /// For people; schedulers show it, followed by the token. One line.
    public var name: String
    /// Absolute, of this job alone: script, log and evidence of the job.
    public var directory: String
    public var steps: [JobStep]
    /// Commands of bash that prepare the job (modules, exports), each complete in itself. When one fails, the job ends
    /// before its first step: a run with the wrong modules would measure the wrong thing.
    public var prologue: [String]
    /// For schedulers that want one. Direct jobs are limited by their steps' limits.
    public var timeLimit: Duration
    /// Each step is a task of its own, which may run beside the others; schedulers without such a thing run them in turn.
    public var isArray = false
    /// The scheduler may start it again when a node fails. Each time it has its whole time limit again.
    public var mayRestart = true

    public init(
        token: JobToken, name: String, directory: String, steps: [JobStep], prologue: [String] = [],
        timeLimit: Duration
    ) {
        self.token = token
        self.name = name
        self.directory = directory
        self.steps = steps
        self.prologue = prologue
        self.timeLimit = timeLimit
    }

    /// The script's path once the job is submitted.
    public var scriptPath: String { directory + "/job.sh" }

    /// What the job's script itself printed, the prologue's complaints among it.
    public var logPath: String { directory + "/job.log" }

    public func reference(id: JobID?) -> JobReference {
        JobReference(token: token, id: id, directory: directory, name: name)
    }
}
