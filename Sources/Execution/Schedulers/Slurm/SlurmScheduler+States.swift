/// What the answers of the tools mean.
extension SlurmScheduler {
    public func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        let report = try SlurmReport(output, of: "the job status")
        var states: [JobReference: JobState] = [:]
        for job in jobs { states[job] = state(of: job, in: report) }
        return states
    }

    private func state(of job: JobReference, in report: SlurmReport) -> JobState {
        if let entry = SlurmReport.entry(of: job, in: report.queue) {
            switch entry.state.phase {
            case .waiting: return .pending(reason: SlurmPendingReason(entry.detail).text)
            case .active: return .running
            case .over: return .ended
            }
        }
        if let entry = SlurmReport.entry(of: job, in: report.account), entry.state.phase == .over {
            return .ended
        }
        guard report.isComplete else { return .unknown(reason: report.complaint) }
        // The script's own last word counts once squeue has let go of the job: before that it may be started again.
        if !report.report.fields("ending", of: job.token).isEmpty { return .ended }
        return .missing(reason: "SLURM does not know job \(job.id?.text ?? job.name) any more")
    }

    public func endings(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobEnding] {
        let report = try SlurmReport(output, of: "the job status")
        var endings: [JobReference: JobEnding] = [:]
        for job in jobs {
            let entry =
                SlurmReport.entry(of: job, in: report.account)
                ?? SlurmReport.entry(of: job, in: report.queue)
            guard let entry, entry.state.phase == .over else { continue }
            endings[job] = JobEnding(cause: entry.state.cause, text: Self.text(of: entry))
        }
        return endings
    }

    private static func text(of entry: SlurmReport.Entry) -> String {
        entry.remark.isEmpty ? entry.state.ending : "\(entry.state.ending) \(entry.remark)"
    }

    public func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        var ids: Set<SlurmJobID> = []
        var reports: [SlurmReport] = []
        for output in outputs {
            let report = try SlurmReport(output, of: "the search for jobs")
            reports.append(report)
            for entry in report.queue + report.account where entry.name == job.name { ids.insert(entry.id) }
            for line in report.report.lines where line.kind == "claim" {
                if let id = line.fields.first.flatMap({ SlurmJobID(parsing: $0) }),
                    !ids.contains(where: { $0.number == id.number })
                {
                    ids.insert(id)
                }
            }
        }
        if !ids.isEmpty { return .found(ids.sorted().map(\.id)) }
        if let report = reports.first(where: { !$0.isComplete }) {
            return .undecided(reason: report.complaint)
        }
        if age < Self.settlingTime {
            return .undecided(reason: "a job that was submitted a moment ago may not be listed yet")
        }
        if let capabilities, !capabilities.hasAccounting, age > .seconds(capabilities.minJobAge) {
            throw .unaccountable(
                job: job.name,
                reason: "without accounting SLURM forgets jobs \(capabilities.minJobAge) s after their end")
        }
        return .none
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
