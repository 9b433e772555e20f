/// Runs jobs through SLURM: sbatch, squeue, sacct, scancel.
///
/// A job is found by its token, which its name ends in and the path of its script holds, and told apart from a later one
/// with the same number by it. What
/// came of a job its own files say first (`done.json`), then squeue, then sacct. A tool that fails changes nothing.
public struct SlurmScheduler: Scheduler {
    public let resources: SlurmResources
    /// Without it sacct is asked too; it then says that there is no accounting.
    public let capabilities: SlurmCapabilities?
    /// Where jobs run, to say why one never will.
    public let partition: SlurmPartition?
    /// Variables for every command of the scheduler (`SLURM_CONF`, say).
    public let environment: [String: String]
    /// What stands before the script's body, with `{{placeholders}}`; `nil` for hpltune's own.
    public let template: String?

    /// How long a job may take from the moment its submission begins until squeue shows it.
    static let settlingTime = Duration.seconds(60)

    public init(
        resources: SlurmResources, capabilities: SlurmCapabilities? = nil,
        partition: SlurmPartition? = nil, environment: [String: String] = [:], template: String? = nil
    ) {
        self.resources = resources
        self.capabilities = capabilities
        self.partition = partition
        self.environment = environment
        self.template = template
    }

    var hasAccounting: Bool { capabilities?.hasAccounting ?? true }

    public var runsArrays: Bool { true }

    public var pollSchedule: PollSchedule { PollSchedule() }

    public var identity: [String] { Self.identityScript }

    public func submitCommand(for job: JobSpecification) -> Command {
        command(Self.submitScript, submission(of: job))
    }

    /// The call of sbatch, for showing it too. What stands on its command line wins over the script's lines, the user's
    /// among them.
    public func submission(of job: JobSpecification) -> [String] {
        // A percent sign starts a pattern in names of output files.
        let log = job.directory.split(separator: "%", omittingEmptySubsequences: false).joined(
            separator: "%%")
        return [
            "sbatch", "--parsable", "--job-name=\(job.name)", "--chdir=\(job.directory)",
            "--output=\(log)/job.log", "--open-mode=append", "--export=HOME,USER,LOGNAME,SHELL,LANG",
        ] + bindingOptions(of: job) + ["\(job.directory)/job.sh"]
    }

    public func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        guard output.succeeded else {
            if Self.mayHaveSubmitted(output) { throw .uncertain(reason: output.complaint) }
            let reason = SlurmComplaint.ofSubmission(output)
            throw SlurmRefusal.isCertain(output) ? .rejected(reason: reason) : .doubtful(reason: reason)
        }
        // Sites print greetings and project balances around the answer: a balance may be a number as well.
        let ids = Self.answers(in: output)
        guard let id = ids.first else { throw .uncertain(reason: "sbatch printed no job id") }
        guard ids.count == 1 else {
            let lines = ids.map { "`\($0)`" }.sorted().joined(separator: ", ")
            throw .uncertain(reason: "sbatch printed several lines that may be the job's id (\(lines))")
        }
        return id
    }

    /// What may be the id of the job that sbatch took.
    static func answers(in output: CommandOutput) -> Set<JobID> {
        Set(
            String(decoding: output.stdout, as: UTF8.self).split(whereSeparator: \.isNewline)
                .compactMap { SlurmJobID(parsing: $0)?.id })
    }

    /// A job may have been taken although sbatch failed: the answer was lost on its way.
    private static func mayHaveSubmitted(_ output: CommandOutput) -> Bool {
        // `timeout` has ended it.
        if [nil, 124, 137].contains(output.exitStatus) { return true }
        let text = String(decoding: output.stderr, as: UTF8.self).lowercased()
        return [
            "socket timed out", "unable to contact slurm controller", "zero bytes were transmitted",
            "connection reset", "communication connection failure", "communication shutdown failure",
            "message send failure", "message receive failure", "failed to send entire message",
            "unexpected message received", "received zero length message", "header lengths are longer",
            "transport endpoint", "broken pipe",
        ].contains(where: text.contains)
    }

    public func findCommands(for job: JobReference) -> [Command] {
        [
            command(
                JobReport.functions + Self.findScript, search(for: job) + [job.site == nil ? "" : "yes"])
        ]
    }

    /// What the scripts need to look for a job of which the number is not known.
    func search(for job: JobReference) -> [String] {
        [job.token.text, job.name, job.directory, hasAccounting ? "yes" : ""]
    }

    public func statusCommand(for jobs: [JobReference]) -> Command {
        let list = jobs.map {
            "\($0.token)\t\($0.id?.text ?? "-")\t\($0.directory)\t\($0.workDirectory ?? "")\n"
        }.joined()
        let asksSite = jobs.contains { $0.site != nil }
        var command = command(
            JobReport.functions + Self.statusScript, [hasAccounting ? "yes" : "", asksSite ? "yes" : ""])
        command.standardInput = Array(list.utf8)
        return command
    }

    public func preventionCommand(for job: JobReference) -> Command? {
        command(Self.preventionScript, [job.directory])
    }

    func command(_ script: String, _ arguments: [String]) -> Command {
        Self.command(script, arguments, environment: environment)
    }
}
