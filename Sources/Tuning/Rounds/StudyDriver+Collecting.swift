import Execution
import HPL
import Search

/// Getting the results of jobs home.
extension StudyDriver {
    /// Follows the study's open jobs until every one has ended and every outcome is stored.
    ///
    /// - Returns: how many runs are still to come, when this driver only looks once; `nil` when none is.
    func collectRounds(of study: LoadedStudy, session: inout DrivingSession) async throws -> Int? {
        var glimpsed: [JobReference: JobObservation]?
        while true {
            try Task.checkCancellation()
            try attend(study.record)
            let (jobs, areNew) = try await submitted(
                try store.openJobs(ofStudy: study.record.id), of: study, session: &session)
            if jobs.isEmpty { return nil }
            // What was submitted a moment ago runs: looking at it now would only disturb it.
            if areNew { glimpsed = [:] }
            let observations =
                if let glimpsed { glimpsed } else { try await look(at: jobs.map(\.reference)) }
            for known in jobs {
                guard let observation = observations[known.reference] else { continue }
                let job = try await adopted(known, observation, study.record)
                try await collect(job, observation, of: study, session: &session)
                if session.isHopeless { break }
            }
            let open = try store.openJobs(ofStudy: study.record.id)
            if session.isHopeless {
                for job in open { try await stop(job, of: study.record) }
                return nil
            }
            let running = open.filter { $0.state == .submitted }
            if detaches, !running.isEmpty { return open.map(\.attempts.count).reduce(0, +) }
            glimpsed = try await waitForNews(of: running, study.record)
        }
    }

    /// One poll. A poll that fails tells nothing and changes nothing: a study is followed for days.
    func look(at jobs: [JobReference]) async throws -> [JobReference: JobObservation] {
        do {
            return try await runner.observe(jobs)
        } catch let error where error is TransportError || error is SchedulerError {
            let nothing = JobObservation(state: .unknown(reason: "\(error)"))
            return Dictionary(uniqueKeysWithValues: jobs.map { ($0, nothing) })
        }
    }

    private func collect(
        _ job: JobRecord, _ observation: JobObservation, of study: LoadedStudy, session: inout DrivingSession
    ) async throws {
        try note(job, observation, study.record)
        var unfinished: [OpenAttempt] = []
        for attempt in job.attempts {
            guard let step = observation.steps[attempt.step] else {
                unfinished.append(attempt)
                continue
            }
            do {
                let isStored = try await collect(
                    attempt, step, of: study, in: job,
                    unless: { try isWorthAnother(attempt, failedAs: $0, in: job, of: study) })
                guard isStored else {
                    unfinished.append(attempt)
                    continue
                }
            } catch let unseen as UnseenOutput {
                // Whether it is gone or away for a moment the next poll tells.
                notify(.warning("round \(job.round): \(unseen); looking again"))
                return
            }
            try announce(attempt.trial, session: &session)
            // What else the job has done is read when the study goes on.
            if session.isHopeless { return }
        }
        // With its last step's record a job has nothing left to do: the next one need not wait for its script.
        var isOver = unfinished.isEmpty
        if !isOver { isOver = try await self.isOver(job, observation.state, study.record) }
        if isOver {
            try await close(job, leaving: unfinished, observation, of: study, session: &session)
        }
    }

    /// Keeps what became known of a job: when it began, why it still waits.
    private func note(_ job: JobRecord, _ observation: JobObservation, _ record: StudyRecord) throws {
        let starts =
            [job.startedAt, observation.startedAt, observation.secondsRunning.map { now() - $0 }]
            .compactMap { $0 }
            + observation.steps.values.compactMap(\.jobStartedAt)
        let startedAt = starts.min()
        let reason: String?
        switch observation.state {
        case .pending(let said): reason = said
        case .unknown: reason = job.waitReason
        case .running, .ended, .missing: reason = nil
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
        } else if reason == nil, job.waitReason != nil, let startedAt, let submittedAt = job.submittedAt {
            notify(.began(job: job.name, after: max(0, startedAt - submittedAt)))
        }
    }

    /// A job that will never start stays with the study, for whoever looks at it later.
    private func warnOnce(of job: JobRecord, _ reason: String, _ record: StudyRecord) throws {
        let text = "\(job.name) \(reason); cancel the study, or have that changed"
        if try store.warn(text, onceAs: job.name, ofStudy: record, heldBy: holder, at: now()) {
            notify(.warning(text))
        }
    }

    /// A job of which nothing can be told for some time is taken for ended: `close` then makes sure that nothing of it
    /// runs, and fails when that is on another machine. Since when is stored: `sync` has no other memory.
    private func isOver(_ job: JobRecord, _ state: JobState, _ record: StudyRecord) async throws -> Bool {
        // It was over when the user was asked about it.
        if job.askedAt != nil { return true }
        var silence = JobSilence(since: job.silentSince)
        let verdict = silence.verdict(on: state, at: now(), grace: runner.scheduler.absenceGrace)
        if silence.since != job.silentSince {
            try store.setSilence(of: job, since: silence.since, forStudy: record, heldBy: holder)
        }
        if case .doubtful(let reason) = verdict {
            try await tellSilence(of: "round \(job.round)", reason, record)
        }
        return verdict == .over
    }

    /// Kept as an event, once as long as nothing else happens, for whoever looks at the study from elsewhere.
    func tellSilence(of job: String, _ reason: String, _ record: StudyRecord) async throws {
        let reason = SlurmComplaint.silence(reason)
        let text = "\(job): \(reason); nothing changes by that, it is asked again"
        if try store.lastEvent(ofStudy: record.id)?.event.text != text {
            try store.add(Event(kind: .warned, text: text), toStudy: record.id, at: now())
        }
        notify(.silent(job: job, reason: reason, nextLook: await runner.secondsToPoll))
    }

    /// The job as it is to be followed. The scheduler may have taken it twice, without a word of the first: the one that
    /// has claimed the work does it, and the other one is ended before it waits for its turn in vain.
    private func adopted(
        _ job: JobRecord, _ observation: JobObservation, _ record: StudyRecord
    ) async throws -> JobRecord {
        guard let owner = observation.owner else { return job }
        try await adopt(owner, insteadOf: job.reference, job.row, called: job.name, record)
        return try store.openJobs(ofStudy: record.id).first { $0.id == job.id } ?? job
    }

    func adopt(
        _ owner: JobID, insteadOf copy: JobReference, _ row: JobRow, called name: String,
        _ record: StudyRecord
    ) async throws {
        // Ended first: killed in between, the next driver does it again.
        try await runner.cancel(copy)
        let text = "\(name) was submitted twice; job \(owner) does its work"
        try store.replace(row, with: owner, telling: text, forStudy: record, heldBy: holder, at: now())
        notify(.warning(text))
    }

    /// A run that the machine has failed (a node died under it, the launcher found no controller) is worth another attempt
    /// in another job; where nothing has run well yet, that would fail as well.
    private func isWorthAnother(
        _ attempt: OpenAttempt, failedAs failure: TrialFailure, in job: JobRecord, of study: LoadedStudy
    ) throws -> Bool {
        guard job.limitSeconds != nil, LossRule.isPassing(failure), LossRule.mayTryAgain(attempt) else {
            return false
        }
        return try store.hasMeasurement(ofStudy: study.record.id)
    }

    /// Reads what a run has left and stores its outcome.
    ///
    /// - Parameters:
    ///   - job: the one it was made in.
    ///   - isLost: which failures are no outcome: nothing is stored, and the attempt goes on until its job is over.
    /// - Returns: whether the outcome is stored.
    /// - Throws: `UnseenOutput` when neither its output nor anything else of its job is there.
    @discardableResult
    func collect(
        _ attempt: OpenAttempt, _ step: StepRecord, of study: LoadedStudy, in job: JobRecord,
        unless isLost: (TrialFailure) throws -> Bool = { _ in false }
    ) async throws -> Bool {
        runner.passes(.doneSeen)
        let candidate = attempt.trial.candidate
        let names = [attempt.outputName, "stdout", "stderr"]
        let paths = names.map { "\(attempt.outputDirectory(of: step))/\($0)" }
        let settings = try study.space.settings(for: candidate.point, at: candidate.level)
        let outcome: AttemptOutcome
        var outputs: [KeptOutput] = []
        do {
            let files = try await runner.fetch(paths, limit: OutcomeReader.outputLimit)
            if files.isEmpty, try await runner.fetch(["\(job.directory)/steps"], limit: 1).isEmpty {
                throw UnseenOutput(directory: job.directory)
            }
            outputs = KeptOutput.list(of: files)
            func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
            outcome = OutcomeReader(for: study.record.setUp).outcome(
                of: step, settings: settings, layout: study.space.layout(for: candidate.point),
                output: bytes(paths[0]),
                errors: bytes(paths[2]) + (attempt.outputName == "stdout" ? [] : bytes(paths[1])))
        } catch TransportError.file(let path, let reason) {
            // One unreadable file must not hold up the others.
            outcome = .failed(
                TrialFailure(
                    kind: FailureCause.outputUnreadable.rawValue, failureClass: .infrastructure,
                    message: "its output cannot be read: \(path): \(reason)"))
        }
        runner.passes(.outputRead)
        if case .failed(let failure) = outcome, try isLost(failure) { return false }
        try store.record(
            outcome, of: attempt,
            facts: RunFacts(
                startedAt: step.startedAt, finishedAt: step.finishedAt, hosts: step.hosts,
                overheadSeconds: job.isArray ? JobCost.overhead(ofTask: step) : 0),
            outputs: outputs, forStudy: study.record, heldBy: holder, at: now())
        if case .measured = outcome {
            // A study whose calibration failed has run at a makeshift N: with a result at it, it stays.
            let size = study.record.setUp.problemSize
            try store.update(study.record, heldBy: holder) { $0.problemSize = $0.problemSize ?? size }
        }
        runner.passes(.outcomeStored)
        return true
    }

    func announce(_ trial: TrialRecord, session: inout DrivingSession) throws {
        let trial = try store.trial(id: trial.id)
        session.add(trial)
        notify(.ended(trial: trial))
    }
}

/// A run has ended, and its job's directory cannot be seen.
struct UnseenOutput: Error, CustomStringConvertible {
    let directory: String
    var description: String { "\(directory) cannot be seen" }
}
