/// A way to run job scripts. Pure: commands are data, answers are parsed from text, so that each conformer is tested
/// from recorded output. It never touches a process or a file itself.
///
/// Status answers hold, besides the scheduler's own evidence, the lines of `JobReport`; `JobReport.functions` writes
/// them.
public protocol Scheduler: Sendable {
    /// The script's first lines: the `#!` line, then directives such as `#SBATCH`.
    func header(for job: JobSpecification) -> [String]

    /// Lines of bash that set, once the script runs:
    /// - `hpltune_owner`: who runs this script; the same when the scheduler starts the same job again, different for
    ///   every other job. Letters, digits and `._:-`.
    /// - `hpltune_restart`: how often the scheduler has started this job again; 0 at first.
    /// - `hpltune_hosts`: the job's nodes, separated by spaces.
    /// - `hpltune_requeued`, when it has started the job again: when it gave up the start before, in whole seconds since
    ///   1970; empty when it does not say.
    /// - `hpltune_task`, for an array: which of its tasks this is.
    ///
    /// They may use `$$`, `hpltune_token`, `hpltune_start` (the script's start in clock ticks since boot) and
    /// `hpltune_boot` (the boot's id).
    var identity: [String] { get }

    /// Whether steps can be tasks of a job array, each a start of the script for itself.
    var runsArrays: Bool { get }

    /// How often it may be asked.
    var pollSchedule: PollSchedule { get }

    func submitCommand(for job: JobSpecification) -> Command
    func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID

    /// Looks for a job of which only the token and the directory are known, after a crash.
    func findCommands(for job: JobReference) -> [Command]
    /// - Parameter age: since its submission last began; schedulers take their time to list a new job.
    func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch

    /// One script for all jobs and their done files.
    func statusCommand(for jobs: [JobReference]) -> Command
    func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState]

    /// How jobs that are over ended, as far as the scheduler says.
    func endings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobEnding]

    /// How the tasks of arrays that are over ended, by the names of their steps.
    func stepEndings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: JobEnding]]

    /// For how long jobs that run have had their nodes, in seconds; their scripts begin later.
    func secondsRunning(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: Double]

    /// What earlier starts of jobs and tasks took that were started again, as the scheduler counts, by the names of the
    /// steps that the scripts run.
    func earlierSeconds(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: Double]]

    /// Why jobs that have been given their nodes stand still, in words.
    func haltReasons(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: String]

    /// Jobs whose work another one has claimed: their submission was repeated although the first had been taken.
    func owners(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobID]

    /// Jobs that wait to do what one that is there, or has been, does: their submission was repeated.
    func waitingCopies(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [JobID]]

    /// Ends a job only while it waits; `nil` where none does.
    func cancelWaitingCommand(for id: JobID, of job: JobReference) -> Command?

    /// Ends the job of that id alone. Exits with status 0 when nothing of it is left, or will be soon; also when the id is
    /// another job's by now.
    func cancelCommand(for id: JobID, of job: JobReference) -> Command

    /// As `cancelCommand`, with all copies of the job; `nil` where that leaves none.
    func cancelAllCommand(of job: JobReference) -> Command?

    /// Makes sure that a job of which only the token and the directory are known never starts: its submission may still be
    /// under way when the process that began it has died. `nil` where `findCommands` misses no such job.
    func preventionCommand(for job: JobReference) -> Command?

    /// Looks for jobs in the queue that nobody remembers; `nil` where nothing is in a queue.
    func strayCommand(for search: StraySearch) -> Command?
    func strays(of search: StraySearch, fromStray output: CommandOutput) throws(SchedulerError) -> [StrayJob]

    /// Which one of its kind it is, for jobs to remember it by; `nil` when nobody knows, and where there is but one.
    var site: String? { get }

    /// Asks whether the scheduler is the one that a job was given to; `nil` when that is known.
    func homeCommand(for job: JobReference) -> Command?
    /// - Throws: `SchedulerError.elsewhere` when it is another one, which can say and do nothing about the job.
    func requireHome(of job: JobReference, fromHome output: CommandOutput) throws(SchedulerError)

    /// How long nothing may be told of a job before it counts as ended. Where absence is proof, only as long as a file
    /// system may take to show its files again.
    var absenceGrace: Duration { get }

    /// A path that is there as long as the job runs, for transports that can look for free; `nil` when there is none.
    func vanishingPath(of job: JobID) -> String?
}

extension Scheduler {
    public func vanishingPath(of job: JobID) -> String? { nil }
    public var runsArrays: Bool { false }
    public func endings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobEnding] { [:] }

    public func stepEndings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: JobEnding]] { [:] }

    public func secondsRunning(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: Double] { [:] }

    public func earlierSeconds(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: Double]] { [:] }

    public func haltReasons(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: String] { [:] }

    public func owners(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobID] { [:] }

    public func waitingCopies(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [JobID]] { [:] }

    public func cancelWaitingCommand(for id: JobID, of job: JobReference) -> Command? { nil }
    public func cancelAllCommand(of job: JobReference) -> Command? { nil }
    public func preventionCommand(for job: JobReference) -> Command? { nil }
    public var site: String? { nil }
    public func strayCommand(for search: StraySearch) -> Command? { nil }
    public func strays(
        of search: StraySearch, fromStray output: CommandOutput
    ) throws(SchedulerError) -> [StrayJob] { [] }

    public func homeCommand(for job: JobReference) -> Command? { nil }
    public func requireHome(of job: JobReference, fromHome output: CommandOutput) throws(SchedulerError) {}
    public var absenceGrace: Duration { .seconds(300) }

    /// The job as this scheduler runs it.
    func fitting(_ job: JobSpecification) -> JobSpecification {
        var job = job
        job.isArray = job.isArray && runsArrays
        return job
    }
}
