import Execution

/// Does what the direct scheduler does, but for what a test writes anew.
public protocol ForwardingScheduler: Scheduler {
    var direct: DirectScheduler { get }
}

extension ForwardingScheduler {
    public func header(for job: JobSpecification) -> [String] { direct.header(for: job) }
    public var identity: [String] { direct.identity }
    public var pollSchedule: PollSchedule { direct.pollSchedule }
    public func submitCommand(for job: JobSpecification) -> Command { direct.submitCommand(for: job) }
    public func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        try direct.jobID(fromSubmit: output)
    }
    public func findCommands(for job: JobReference) -> [Command] { direct.findCommands(for: job) }
    public func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        try direct.jobIDs(fromFind: outputs, for: job, age: age)
    }
    public func statusCommand(for jobs: [JobReference]) -> Command { direct.statusCommand(for: jobs) }
    public func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        try direct.states(of: jobs, fromStatus: output)
    }
    public func cancelCommand(for id: JobID, of job: JobReference) -> Command {
        direct.cancelCommand(for: id, of: job)
    }
}
