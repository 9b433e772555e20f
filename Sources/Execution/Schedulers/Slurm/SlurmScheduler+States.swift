/// What the answers of the tools mean for jobs that were submitted.
extension SlurmScheduler {
    public func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        let report = try SlurmReport(output, of: "the job status")
        var states: [JobReference: JobState] = [:]
        for job in jobs {
            let scripts = report.report.scripts(of: job.token)
            let tasks = scripts.map {
                state(of: job.asDone(by: $0), task: $0.task(of: job), script: $0, in: report)
            }
            states[job] =
                tasks.isEmpty
                ? state(of: job, task: nil, script: nil, in: report)
                : Self.state(of: knowing(report, job, tasks, scripts))
        }
        return states
    }

    /// A task that is cancelled before it begins leaves no trace: SLURM knows the others, and of this one not that it ever was.
    private func knowing(
        _ report: SlurmReport, _ job: JobReference, _ tasks: [JobState], _ scripts: [JobReport.Script]
    ) -> [JobState] {
        let isKnown = scripts.contains {
            report.queued(job, task: $0.task(of: job)) != nil
                || report.accounted(job, task: $0.task(of: job)) != nil
        }
        guard scripts.count > 1, isKnown else { return tasks }
        return zip(tasks, scripts).map { task, script in
            guard case .missing = task, script.start == nil, script.absence == nil, !script.steps.isEmpty
            else {
                return task
            }
            return .ended
        }
    }

    /// A job is not over before it can be seen what it has done: a file system may be away for a moment.
    ///
    /// - Parameter script: what the files of the job, or of the task, say.
    private func state(
        of job: JobReference, task: Int?, script: JobReport.Script?, in report: SlurmReport
    ) -> JobState {
        let state = stateBySlurm(of: job, task: task, script: script, in: report)
        switch (state, script?.absence) {
        case (.ended, .unreadable):
            return .missing(
                reason: "job \(job.id?.text ?? job.name) is over, and \(job.directory) cannot be read")
        case (.ended, .away), (.missing, .away):
            return .unknown(reason: WorkDirectory.away(job.workDirectory ?? job.directory, with: job))
        case (.ended, .unlinked(let link)), (.missing, .unlinked(let link)):
            return .unknown(reason: WorkDirectory.away(behind: link, with: job))
        default: return state
        }
    }

    private func stateBySlurm(
        of job: JobReference, task: Int?, script: JobReport.Script?, in report: SlurmReport
    ) -> JobState {
        if let entry = report.queued(job, task: task) {
            switch entry.state.phase {
            case .waiting: return .pending(reason: reason(of: entry))
            case .active: return .running
            case .over: return .ended
            }
        }
        // A job that was queued again may have an end in the accounting, and a last word: neither counts before squeue
        // has said that the job is not there.
        guard report.hasQueue else { return .unknown(reason: report.complaint) }
        if let entry = report.accounted(job, task: task), entry.state.phase == .over { return .ended }
        guard report.isComplete else { return .unknown(reason: report.complaint) }
        if report.accounted(job, task: task) == nil, let stranger = stranger(to: job, report) {
            return .unknown(reason: "\(stranger)")
        }
        if script?.ending != nil { return .ended }
        if let entry = report.accounted(job, task: task) {
            return .unknown(
                reason:
                    "squeue does not show job \(job.id?.text ?? job.name), and sacct says it is \(entry.state.rawValue)"
            )
        }
        return .missing(reason: "SLURM does not know job \(job.id?.text ?? job.name) any more")
    }

    /// An array runs while one of its tasks does, and is over when all are.
    private static func state(of tasks: [JobState]) -> JobState {
        if tasks.contains(.running) { return .running }
        for task in tasks { if case .pending = task { return task } }
        for task in tasks { if case .unknown = task { return task } }
        for task in tasks { if case .missing = task { return task } }
        return .ended
    }

    private func reason(of entry: SlurmReport.Entry) -> String? {
        guard let code = entry.details.first else { return nil }
        return SlurmPendingReason(code).text(
            asked: entry.details.dropFirst().first,
            nodes: entry.details.dropFirst(2).first.flatMap { Int($0) },
            of: partition)
    }

    public func endings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobEnding] {
        let report = try SlurmReport(output, of: "the job status")
        var endings: [JobReference: JobEnding] = [:]
        for job in jobs {
            let script = report.report.scripts(of: job.token).first
            endings[job] = ending(
                of: script.map(job.asDone) ?? job, task: nil, hasBegun: script?.start != nil, in: report)
        }
        return endings
    }

    public func stepEndings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: JobEnding]] {
        let report = try SlurmReport(output, of: "the job status")
        var endings: [JobReference: [String: JobEnding]] = [:]
        for job in jobs {
            for script in report.report.scripts(of: job.token) {
                guard let task = script.task(of: job), let step = script.steps.first else { continue }
                endings[job, default: [:]][step.name] = ending(
                    of: job.asDone(by: script), task: task, hasBegun: script.start != nil, in: report)
            }
        }
        return endings
    }

    public func secondsRunning(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: Double] {
        let report = try SlurmReport(output, of: "the job status")
        var seconds: [JobReference: Double] = [:]
        for job in jobs {
            guard let entry = report.queued(job, task: nil), entry.state.phase == .active else { continue }
            seconds[job] = entry.seconds
        }
        return seconds
    }

    /// An array stands still when all of its tasks do that have begun.
    public func haltReasons(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: String] {
        let report = try SlurmReport(output, of: "the job status")
        var reasons: [JobReference: String] = [:]
        for job in jobs {
            let scripts = report.report.scripts(of: job.token)
            let active =
                (scripts.isEmpty
                ? [report.queued(job, task: nil)]
                : scripts.map { report.queued(job.asDone(by: $0), task: $0.task(of: job)) })
                .compactMap { $0?.state }.filter { $0.phase == .active }
            if !active.isEmpty, active.allSatisfy({ $0 == .suspended || $0 == .stopped }) {
                reasons[job] = SlurmJobState.suspension
            }
        }
        return reasons
    }

    public func earlierSeconds(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [String: Double]] {
        let report = try SlurmReport(output, of: "the job status")
        var seconds: [JobReference: [String: Double]] = [:]
        for job in jobs {
            for script in report.report.scripts(of: job.token) {
                let earlier = report.earlierSeconds(of: job.asDone(by: script), task: script.task(of: job))
                guard earlier > 0 else { continue }
                for step in script.steps { seconds[job, default: [:]][step.name] = earlier }
            }
        }
        return seconds
    }

    public func owners(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobID] {
        let report = try JobReport(output, of: "the job status")
        var owners: [JobReference: JobID] = [:]
        for job in jobs {
            let ids = report.scripts(of: job.token).filter { $0.start?.owner != nil }
                .compactMap { job.asDone(by: $0).id }
            // Of an array each task has a claim of its own: as long as one is the known job's, that is the one to watch.
            guard job.id != nil, !ids.contains(where: { $0 == job.id }) else { continue }
            owners[job] = ids.first
        }
        return owners
    }

    /// The end of a job that is over: what squeue still shows as waiting or running is not, whatever sacct says.
    private func ending(
        of job: JobReference, task: Int?, hasBegun: Bool, in report: SlurmReport
    ) -> JobEnding? {
        let queued = report.queued(job, task: task)
        guard report.hasQueue, queued?.state.phase ?? .over == .over,
            let entry = [report.accounted(job, task: task), queued].compactMap({ $0 })
                .first(where: { $0.state.phase == .over })
        else { return nil }
        let accounted = report.accounted(job, task: task)?.seconds
        var seconds = [accounted, queued?.seconds].compactMap { $0 }.max()
        // It was started, and ended while it waited to be started again: that start squeue does not tell.
        if accounted == nil, seconds == 0, hasBegun { seconds = nil }
        let text = entry.remark.isEmpty ? entry.state.ending : "\(entry.state.ending) \(entry.remark)"
        return JobEnding(cause: entry.state.cause, text: text, seconds: seconds)
    }
}

extension JobReference {
    /// With the id of the job that has claimed the work: whatever sbatch's answer was taken for, that one does it.
    fileprivate func asDone(by script: JobReport.Script) -> JobReference {
        guard let id, let known = SlurmJobID(id),
            let owner = script.start?.owner.flatMap({ SlurmJobID(parsing: $0) }), owner.number != known.number
        else { return self }
        return JobReference(
            token: token, id: JobID(owner.number + (known.cluster.map { ";\($0)" } ?? "")),
            directory: directory,
            name: name, workDirectory: workDirectory, site: site)
    }
}

extension JobReport.Script {
    /// Which task of an array it is; `nil` when it is the whole job.
    fileprivate func task(of job: JobReference) -> Int? {
        let prefix = "\(job.directory)/task-"
        guard let home = steps.first?.home, home.hasPrefix(prefix) else { return nil }
        return Int(home.dropFirst(prefix.count))
    }
}

extension SlurmJobState {
    var cause: JobEnding.Cause {
        switch self {
        case .timeout, .deadline: .timeLimit
        case .cancelled: .cancelled
        case .nodeFailure, .bootFailure, .launchFailed, .reconfigurationFailed, .revoked: .nodeFailure
        case .preempted: .preempted
        case .outOfMemory: .outOfMemory
        case .failed: .failed
        default: .finished
        }
    }
}
