/// One program run within a job.
public struct JobStep: Sendable, Hashable {
    /// Unique in the job; letters, digits, `.`, `_` and `-`, at most 100, the first a letter or digit.
    public var name: String
    /// Absolute, of this step alone: the program runs there, its output goes to the files `stdout` and `stderr` there.
    public var directory: String
    public var argv: [String]
    /// Set for this step only, on top of what the job has.
    public var environment: [String: String]
    /// Written into `directory` before the job is submitted. Plain names.
    public var files: [FileContent]
    /// Commands of bash for this step only, each complete in itself. The step fails with the status of the first that
    /// fails.
    public var prologue: [String]
    /// The program and all its processes are ended when it is up. It does not cover the prologue.
    public var timeLimit: Duration

    public init(
        name: String, directory: String, argv: [String], environment: [String: String] = [:],
        files: [FileContent] = [], prologue: [String] = [], timeLimit: Duration
    ) {
        self.name = name
        self.directory = directory
        self.argv = argv
        self.environment = environment
        self.files = files
        self.prologue = prologue
        self.timeLimit = timeLimit
    }

    /// Where the step's output is: its directory, or one below it when the scheduler started the job again and the
    /// step had been begun before.
    public func outputDirectory(of record: StepRecord) -> String {
        record.restart == 0 ? directory : "\(directory)/restart-\(record.restart)"
    }
}
