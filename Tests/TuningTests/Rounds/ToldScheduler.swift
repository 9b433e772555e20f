import Execution
import Foundation
import Synchronization

/// Starts jobs as the direct scheduler does, and says of them what a test tells it to say, as one with a queue would.
final class ToldScheduler: Scheduler {
    private let direct = DirectScheduler()
    private let said = Mutex<(ending: JobEnding?, waiting: String?)>((nil, nil))

    /// How the jobs that are over from now on will have ended; `nil` says nothing.
    func tells(_ ending: JobEnding?) { said.withLock { $0.ending = ending } }

    /// Why jobs wait, although they run; `nil` ends that.
    func tells(waiting reason: String?) { said.withLock { $0.waiting = reason } }

    var pollSchedule: PollSchedule { direct.pollSchedule }

    func header(for job: JobSpecification) -> [String] { direct.header(for: job) }
    var identity: [String] { direct.identity }
    func submitCommand(for job: JobSpecification) -> Command { direct.submitCommand(for: job) }
    func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        try direct.jobID(fromSubmit: output)
    }
    func findCommands(for job: JobReference) -> [Command] { direct.findCommands(for: job) }
    func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        try direct.jobIDs(fromFind: outputs, for: job, age: age)
    }
    func statusCommand(for jobs: [JobReference]) -> Command { direct.statusCommand(for: jobs) }
    func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        let states = try direct.states(of: jobs, fromStatus: output)
        guard let reason = said.withLock({ $0.waiting }) else { return states }
        return states.mapValues { $0 == .running ? .pending(reason: reason) : $0 }
    }
    func endings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobEnding] {
        guard let ending = said.withLock({ $0.ending }) else { return [:] }
        return try direct.states(of: jobs, fromStatus: output).filter { $0.value == .ended }
            .mapValues { _ in ending }
    }
    func cancelCommand(for id: JobID, of job: JobReference) -> Command {
        direct.cancelCommand(for: id, of: job)
    }
    func preventionCommand(for job: JobReference) -> Command? { direct.preventionCommand(for: job) }
    var absenceGrace: Duration { direct.absenceGrace }
    func vanishingPath(of job: JobID) -> String? { direct.vanishingPath(of: job) }
}
