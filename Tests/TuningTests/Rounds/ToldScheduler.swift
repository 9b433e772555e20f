import Execution
import Foundation
import Synchronization
import TestSupport

/// Starts jobs as the direct scheduler does, and says of them what a test tells it to say, as one with a queue would.
final class ToldScheduler: ForwardingScheduler {
    let direct = DirectScheduler()
    private let said = Mutex(Said())

    private struct Said {
        var ending: JobEnding?
        var tasks: [String: JobEnding] = [:]
        var waiting: String?
        var secondsRunning: Double?
        var halt: String?
        var ages: [Duration] = []
        var lostAnswers = 0
    }

    /// How the jobs that are over from now on will have ended; `nil` says nothing.
    func tells(_ ending: JobEnding?) { said.withLock { $0.ending = ending } }

    /// How the tasks of the arrays that are over from now on will have ended, by the names of their steps.
    func tells(tasks: [String: JobEnding]) { said.withLock { $0.tasks = tasks } }

    /// For how long the jobs that run have had their nodes.
    func tells(secondsRunning: Double) { said.withLock { $0.secondsRunning = secondsRunning } }

    /// Why jobs that run stand still; `nil` ends that.
    func tells(halt reason: String?) { said.withLock { $0.halt = reason } }

    func haltReasons(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: String] {
        guard let reason = said.withLock({ $0.halt }) else { return [:] }
        return try direct.states(of: jobs, fromStatus: output).filter { $0.value == .running }
            .mapValues { _ in reason }
    }

    /// Why jobs wait, although they run; `nil` ends that.
    func tells(waiting reason: String?) { said.withLock { $0.waiting = reason } }

    /// So many submissions from now on are taken, and nobody hears of it.
    func losesAnswers(_ count: Int) { said.withLock { $0.lostAnswers = count } }

    func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        let isLost = said.withLock { said in
            said.lostAnswers -= 1
            return said.lostAnswers >= 0
        }
        if isLost { throw .uncertain(reason: "its answer was lost") }
        return try direct.jobID(fromSubmit: output)
    }

    /// How long ago the jobs that were looked for were said to be submitted.
    var ages: [Duration] { said.withLock { $0.ages } }

    func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        said.withLock { $0.ages.append(age) }
        return try direct.jobIDs(fromFind: outputs, for: job, age: age)
    }

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
        return try over(jobs, output).mapValues { _ in ending }
    }

    func stepEndings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: JobEnding]] {
        let tasks = said.withLock { $0.tasks }
        return tasks.isEmpty ? [:] : try over(jobs, output).mapValues { _ in tasks }
    }

    func secondsRunning(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: Double] {
        guard let seconds = said.withLock({ $0.secondsRunning }) else { return [:] }
        return try direct.states(of: jobs, fromStatus: output).filter { $0.value == .running }
            .mapValues { _ in seconds }
    }

    private func over(
        _ jobs: [JobReference], _ output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        try direct.states(of: jobs, fromStatus: output).filter { $0.value == .ended }
    }

    func preventionCommand(for job: JobReference) -> Command? { direct.preventionCommand(for: job) }
    var absenceGrace: Duration { direct.absenceGrace }
    func vanishingPath(of job: JobID) -> String? { direct.vanishingPath(of: job) }
}
