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
    /// For schedulers that want one; for each task of an array. Direct jobs are limited by their steps' limits.
    public var timeLimit: Duration
    /// Every step is a task of a job array: they wait and run each for itself, at once where there is room. Schedulers
    /// without arrays run the steps in turn all the same.
    public var isArray: Bool
    /// The scheduler may start it again when a node fails. Each time it has its whole time limit again.
    public var mayRestart = true
    /// The folder that the directories of all jobs are in, absolute; it is marked when the job is submitted. `nil` without
    /// one.
    public var workDirectory: String?
    /// Who has made the job, for telling it from those of others when nobody remembers it; one line. `nil` without one.
    public var origin: String?

    public init(
        token: JobToken, name: String, directory: String, steps: [JobStep], prologue: [String] = [],
        timeLimit: Duration, isArray: Bool = false
    ) {
        self.token = token
        self.name = name
        self.directory = directory
        self.steps = steps
        self.prologue = prologue
        self.timeLimit = timeLimit
        self.isArray = isArray
    }

    /// The script's path once the job is submitted.
    public var scriptPath: String { directory + "/job.sh" }

    /// In the job's directory.
    static let originFile = "origin"

    /// What the job's script itself printed, the prologue's complaints among it.
    public var logPath: String { directory + "/job.log" }

    /// Where the script that runs a step keeps its claim, `job.json` and `ended.json`: the tasks of an array are scripts of
    /// their own.
    func home(ofStep index: Int) -> String { isArray ? "\(directory)/task-\(index)" : directory }

    public func reference(id: JobID?) -> JobReference {
        JobReference(
            token: token, id: id, directory: directory, name: name, workDirectory: workDirectory)
    }
}
