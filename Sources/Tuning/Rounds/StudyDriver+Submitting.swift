import Execution
import Search

/// Getting jobs submitted, and waiting for them.
extension StudyDriver {
    /// Returns when a job went on or somebody asks for something, and when the scheduler may be asked otherwise.
    ///
    /// - Returns: the steps that have ended; `nil` when the jobs are to be looked at properly.
    func waitForNews(
        of jobs: [JobRecord], _ record: StudyRecord
    ) async throws -> [JobReference: JobObservation]? {
        if jobs.isEmpty { return nil }
        let references = jobs.map(\.reference)
        let desk = desk(of: record)
        while true {
            switch try await runner.waitForNews(of: references, atMost: .milliseconds(500)) {
            case .steps(let news): return news
            case .pollIsDue: return nil
            case .none: if try desk.hasOpenRequest { return [:] }
            }
        }
    }

    /// Submits what was only planned, or finds it again when an earlier driver submitted it but could not note so.
    ///
    /// - Returns: the jobs as they are then, and whether all of them have just been submitted.
    func submitted(
        _ jobs: [JobRecord], of study: LoadedStudy, session: inout DrivingSession
    ) async throws -> (jobs: [JobRecord], areNew: Bool) {
        let jobs = try await stillDue(jobs, of: study, session: &session)
        let planned = jobs.filter { $0.state == .planned }
        if planned.isEmpty { return (jobs, false) }
        var areNew = planned.count == jobs.count
        for job in planned {
            let planner = RunPlanner(study: study, isRoot: isRoot)
            let start = Submission(
                job: job.row, reference: job.reference, name: "round \(job.round)",
                begunAt: job.submittingAt)
            let (id, isAdopted) = try await submit(
                start, study.record,
                as: { try planner.specification(for: job) })
            if isAdopted {
                areNew = false
                notify(.adopted(job: job))
            }
            try store.recordSubmission(
                of: job, as: id, isAdopted: isAdopted, forStudy: study.record, heldBy: holder, at: now())
            runner.passes(.idStored)
            notify(.submitted(job: job.name))
        }
        return (try store.openJobs(ofStudy: study.record.id), areNew)
    }

    /// The jobs as they are to be submitted. What the scheduler was never given, or has refused, is planned anew where the
    /// cluster or the user no longer allows it as it was planned: its runs stay, their jobs are others.
    private func stillDue(
        _ jobs: [JobRecord], of study: LoadedStudy, session: inout DrivingSession
    ) async throws -> [JobRecord] {
        let planner = RunPlanner(study: study, isRoot: isRoot)
        let outdated = jobs.filter {
            $0.state == .planned && $0.submittingAt == nil && !planner.isAllowed($0)
        }
        if outdated.isEmpty { return jobs }
        for job in outdated {
            let lost = job.attempts.map { LostAttempt($0, wallSeconds: 0, fate: .spared) }
            let retries = try await end(job, JobEnd(text: "it was planned anew", lost: lost), of: study)
            let text =
                "round \(job.round) is planned anew, as \(counted(retries.jobs.count, "job")), for what is allowed now"
            try store.add(Event(kind: .warned, text: text), toStudy: study.record.id, at: now())
            notify(.warning(text))
            for (attempt, _) in retries.givenUp { try announce(attempt.trial, session: &session) }
        }
        return try store.openJobs(ofStudy: study.record.id)
    }

    /// A job that may or may not have been submitted.
    struct Submission {
        let job: JobRow
        let reference: JobReference
        /// What users call it.
        let name: String
        /// When its submission last began; `nil` when the scheduler was never given it. Unix seconds.
        var begunAt: Double?
        /// By the runner's clock, when it was this process that began it.
        var begunHere: Duration?
    }

    /// Submits a job, or finds the one that was submitted. While the scheduler takes no jobs it is tried again, each time
    /// after a search has told that the last one was not taken; a driver that only looks once leaves that to the next one.
    func submit(
        _ planned: Submission, _ record: StudyRecord,
        as specification: () throws -> JobSpecification
    ) async throws -> (id: JobID, isAdopted: Bool) {
        var submission = planned
        try await endStraysPatiently(of: record)
        while true {
            if let id = try await search(for: submission, record) { return (id, true) }
            try await requireWorkDirectory(of: record)
            do {
                var job = try specification()
                job.origin = store.origin(of: record)
                let id = try await runner.submit(
                    job,
                    willSubmit: {
                        try store.noteSubmitting(
                            planned.job, to: runner.scheduler.site, forStudy: record, heldBy: holder,
                            at: now())
                    })
                return (id, false)
            } catch let error where !detaches && mayHaveSubmitted(error) {
                notify(.warning("\(submission.name): \(error)"))
                (submission.begunAt, submission.begunHere) = (now(), runner.uptime())
            } catch TransportError.unwritable(_, let fault) {
                // Before anything was given to the scheduler. The job stays planned.
                let error = DriverError.unwritable(
                    directory: record.setUp.resultsDirectory, fault, study: record.name)
                try store.warnAgain("\(error)", ofStudy: record, heldBy: holder, at: now())
                throw error
            } catch let error as SchedulerError where error.isRefusal {
                // The next one need not look for it.
                try store.noteSubmitting(
                    planned.job, to: nil, forStudy: record, heldBy: holder, at: nil)
                let advice = record.setUp.cluster.flatMap { SubmissionAdvice(on: error, of: $0)?.text }
                try store.warnAgain(
                    "\(submission.name): \(error)" + (advice.map { "; \($0)" } ?? ""), ofStudy: record,
                    heldBy: holder, at: now())
                throw error
            }
        }
    }

    private func mayHaveSubmitted(_ error: any Error) -> Bool {
        switch error {
        case SchedulerError.uncertain, TransportError.timedOut(_, _, mayHaveRun: true), TransportError.lost:
            true
        default: false
        }
    }

    /// Looks for a job until somebody can tell; `nil` when it was never submitted.
    private func search(for submission: Submission, _ record: StudyRecord) async throws -> JobID? {
        guard let begunAt = submission.begunAt else { return nil }
        // Only how long ago another process began it the wall clock has to tell. One that is set makes the job neither old at
        // once nor young for ever.
        let before = submission.begunHere == nil ? max(0, now() - begunAt) : 0
        let began = submission.begunHere ?? runner.uptime()
        while true {
            let age = .seconds(before) + (runner.uptime() - began)
            switch try await runner.find(submission.reference, age: age) {
            case .found(let ids): return ids.first
            case .none: return nil
            case .undecided(let reason):
                notify(
                    .warning(
                        "\(submission.name): whether its job was submitted cannot be told yet: \(reason)"))
                let next = runner.uptime() + runner.scheduler.pollSchedule.shortest
                while runner.uptime() < next {
                    try await ContinuousClock().sleep(for: .milliseconds(500))
                    try attend(record)
                }
            }
        }
    }
}
