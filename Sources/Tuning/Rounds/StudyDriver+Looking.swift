import Execution

/// What a look at a job tells, and what its silence means.
extension StudyDriver {
    /// Keeps what became known of a job: when it began, why it still waits.
    func note(_ job: JobRecord, _ observation: JobObservation, _ record: StudyRecord) throws {
        try noteSite(of: job.reference, job.row, observation, record)
        let starts =
            [job.startedAt, observation.startedAt, observation.secondsRunning.map { now() - $0 }]
            .compactMap { $0 }
            + observation.steps.values.compactMap(\.jobStartedAt)
        let startedAt = starts.min()
        let reason: String?
        switch observation.state {
        case .pending(let said): reason = said
        case .unknown: reason = job.waitReason
        case .running: reason = observation.haltReason
        case .ended, .missing: reason = nil
        }
        if startedAt != job.startedAt || reason != job.waitReason {
            try store.note(
                job, startedAt: startedAt, waitReason: reason, forStudy: record, heldBy: holder)
        }
        if let reason, reason != job.waitReason {
            if reason.hasPrefix(SlurmPendingReason.never) {
                try warnOnce(of: job, reason, record)
            } else {
                notify(.waiting(job: job.name, reason: reason))
            }
        } else if reason == nil, let before = job.waitReason, before != SlurmJobState.suspension,
            let startedAt, let submittedAt = job.submittedAt
        {
            notify(.began(job: job.name, after: max(0, startedAt - submittedAt)))
        }
    }

    /// A scheduler that shows the very job is the one it was given to, whatever it calls itself now (its controller has moved).
    func noteSite(
        of job: JobReference, _ row: JobRow, _ observation: JobObservation, _ record: StudyRecord
    ) throws {
        guard let site = runner.scheduler.site, let given = job.site, site != given else { return }
        switch observation.state {
        case .pending, .running: try store.noteSite(site, of: row, forStudy: record, heldBy: holder)
        case .ended, .missing, .unknown: break
        }
    }

    /// A job that will never start stays with the study, for whoever looks at it later.
    private func warnOnce(of job: JobRecord, _ reason: String, _ record: StudyRecord) throws {
        let text = "\(job.name) \(reason); cancel the study, or have that changed"
        let beginning = "\(job.name) \(SlurmPendingReason.never)"
        if try store.warn(text, onceAs: beginning, ofStudy: record, heldBy: holder, at: now()) {
            notify(.warning(text))
        }
    }

    /// A job of which nothing can be told for some time is taken for ended: `close` then makes sure that nothing of it
    /// runs, and fails when that is on another machine. Since when is stored: `sync` has no other memory.
    func isOver(_ job: JobRecord, _ state: JobState, _ record: StudyRecord) async throws -> Bool {
        // It was over when the user was asked about it.
        if job.askedAt != nil { return true }
        var silence = JobSilence(since: job.silentSince)
        let verdict = silence.verdict(on: state, at: now(), grace: runner.scheduler.absenceGrace)
        if silence.since != job.silentSince {
            try store.setSilence(of: job, since: silence.since, forStudy: record, heldBy: holder)
        }
        if case .doubtful(let doubt) = verdict {
            try await tellSilence(of: "round \(job.round)", doubt, record)
        }
        return verdict == .over
    }

    /// Kept as an event, once as long as nothing else happens, for whoever looks at the study from elsewhere.
    func tellSilence(of job: String, _ doubt: JobSilence.Doubt, _ record: StudyRecord) async throws {
        let reason = SlurmComplaint.silence(doubt.reason)
        let text = "\(job): \(reason); \(JobSilence.consequence(until: doubt.until)), it is asked again"
        try store.warnAgain(text, ofStudy: record, heldBy: holder, at: now())
        notify(
            .silent(job: job, reason: reason, until: doubt.until, nextLook: await runner.secondsToPoll))
    }

    func tellSilence(of job: String, _ reason: String, _ record: StudyRecord) async throws {
        try await tellSilence(of: job, JobSilence.Doubt(reason: reason), record)
    }

    /// The job as it is to be followed. The scheduler may have taken it twice, without a word of the first: the one that
    /// has claimed the work does it, and the other one is ended before it waits for its turn in vain.
    func adopted(
        _ job: JobRecord, _ observation: JobObservation, _ record: StudyRecord
    ) async throws -> JobRecord {
        try await endCopies(of: job.reference, observation, called: job.name, record)
        guard let owner = observation.owner else { return job }
        try await adopt(owner, insteadOf: job.reference, job.row, called: job.name, record)
        return try store.openJobs(ofStudy: record.id).first { $0.id == job.id } ?? job
    }

    func adopt(
        _ owner: JobID, insteadOf copy: JobReference, _ row: JobRow, called name: String,
        _ record: StudyRecord
    ) async throws {
        // Ended first: killed in between, the next driver does it again.
        try await runner.cancel(copy, sparingCopies: true)
        let text = "\(name) was submitted twice; job \(owner) does its work"
        try store.replace(row, with: owner, telling: text, forStudy: record, heldBy: holder, at: now())
        notify(.warning(text))
    }

    /// A copy that waits would stay in the queue for as long as that takes, to do nothing then.
    func endCopies(
        of job: JobReference, _ observation: JobObservation, called name: String, _ record: StudyRecord
    ) async throws {
        for copy in observation.waitingCopies {
            do {
                try await runner.cancelWaiting(copy, of: job)
            } catch let error where Self.isOfScheduler(error) {
                // The next poll shows it again.
                notify(.warning("\(name): its copy \(copy) waits: \(error)"))
                continue
            }
            let text = "\(name) was submitted twice; job \(copy), which waited, is ended"
            if try store.warn(text, onceAs: text, ofStudy: record, heldBy: holder, at: now()) {
                notify(.warning(text))
            }
        }
    }
}
