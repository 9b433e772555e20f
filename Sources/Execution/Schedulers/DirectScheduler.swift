/// Runs jobs at once on the machine at hand, each in a session of its own that outlives hpltune.
///
/// A job's id is the tuple (token, process number, start in clock ticks, boot id) of its script: a process is the job
/// only when all four match, so a process number that passed to another program, or a machine that was booted since,
/// is never taken for it.
public struct DirectScheduler: Scheduler {
    /// Gives scripts the environment of a login. Of use where hpltune itself is started without one, as through SSH;
    /// at a terminal it would put back the PATH that the user changed.
    public let loginShell: Bool

    public init(loginShell: Bool = false) {
        self.loginShell = loginShell
    }

    public func header(for job: JobSpecification) -> [String] {
        ["#!/bin/bash" + (loginShell ? " -l" : "")]
    }

    public var pollSchedule: PollSchedule { .free }

    public var identity: [String] {
        [
            "hpltune_owner=$hpltune_token:$$:$hpltune_start:$hpltune_boot",
            "hpltune_restart=0",
            "hpltune_hosts=$HOSTNAME",
        ]
    }

    public func submitCommand(for job: JobSpecification) -> Command {
        Command(
            bash: Self.submitScript, arguments: [job.directory, job.token.text] + (loginShell ? ["-l"] : []))
    }

    public func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        guard output.succeeded else { throw .notStarted(reason: output.complaint) }
        let report = try JobReport(output, of: "the job's start")
        for line in report.lines where line.kind == "job" {
            if let file = JobReport.decode(DirectJobID.self, line.fields.joined(separator: " ")) {
                return file.id
            }
        }
        throw .unreadable(command: "the job's start", reason: "it names no process")
    }

    public func findCommands(for job: JobReference) -> [Command] {
        [statusCommand(for: [job])]
    }

    public func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        var ids: [JobID] = []
        for output in outputs {
            guard let (_, file) = try JobReport(output, of: "the search for jobs").jobFile(of: job.token)
            else {
                continue
            }
            if file.token == job.token { ids.append(file.id) }
        }
        return ids.isEmpty ? .none : .found(ids)
    }

    public func statusCommand(for jobs: [JobReference]) -> Command {
        let list = jobs.map { "\($0.token)\t\($0.directory)\n" }.joined()
        return Command(
            bash: JobReport.functions + Self.statusScript, arguments: [], standardInput: Array(list.utf8))
    }

    public func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        let report = try JobReport(output, of: "the job status")
        var states: [JobReference: JobState] = [:]
        for job in jobs {
            guard let (evidence, file) = report.jobFile(of: job.token) else {
                states[job] = .missing(reason: "\(job.directory)/job.json is missing or cannot be read")
                continue
            }
            // A job file of another process than the one that was submitted says that the latter is gone.
            let isIt = file.token == job.token && (job.id == nil || job.id == file.id)
            switch evidence {
            case "alive" where isIt: states[job] = .running
            case "elsewhere": states[job] = .missing(reason: "it was started on \(file.host); ask there")
            default: states[job] = .ended
            }
        }
        return states
    }

    public func cancelCommand(for id: JobID, of job: JobReference) -> Command {
        let marks = id.text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        return Command(bash: Self.cancelScript, arguments: [job.directory] + marks)
    }

    public func preventionCommand(for job: JobReference) -> Command? {
        Command(bash: Self.preventionScript, arguments: [job.directory, job.token.text])
    }

    /// On the machine at hand every process can be seen: what is not there has ended.
    public var absenceGrace: Duration { .seconds(2) }

    public func vanishingPath(of job: JobID) -> String? {
        // The link to the program is gone as soon as the process has ended, even before it is reaped.
        DirectJobID(job).map { "/proc/\($0.pid)/exe" }
    }
}

extension JobReport {
    /// What a direct job's `job.json` says, and whether its process lives.
    fileprivate func jobFile(of token: JobToken) -> (evidence: String, file: DirectJobID)? {
        guard let fields = fields("job", of: token).first, fields.count == 2,
            let file = Self.decode(DirectJobID.self, fields[1])
        else { return nil }
        return (fields[0], file)
    }
}
