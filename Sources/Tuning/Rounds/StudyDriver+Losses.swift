import Execution
import HPL
import Search

/// When a job is over and did not run all of its steps.
extension StudyDriver {
    /// Closes the job; what it left undone gets another attempt, unless that would end the same way.
    ///
    /// - Throws: `Question` when somebody else has cancelled it and nobody was asked yet.
    func close(
        _ job: JobRecord, leaving attempts: [OpenAttempt], _ observation: JobObservation,
        of study: LoadedStudy,
        session: inout DrivingSession
    ) async throws {
        // A script that was killed leaves its ranks behind, and they would run beside the next attempt. A job that waits to
        // be started again, although the script of its lost node has done everything, would start for nothing.
        let waits = if case .pending = observation.state { true } else { false }
        if !attempts.isEmpty || waits,
            let complaint = try await complaint(ofStopping: job, of: study.record, seen: observation),
            observation.state != .ended
        {
            return try await tellSilence(of: "round \(job.round)", complaint, study.record)
        }
        let failure = try await failure(of: job, attempts, observation)
        let fault = attempts.isEmpty ? nil : try await runner.diskFault(of: job.reference)
        let rule = LossRule(
            job: job, observation: observation, now: now(), failure: failure, isDiskAtFault: fault != nil)
        if let ending = rule.foreignCancellation(of: attempts) {
            throw Question(job: job, runs: attempts.count, ending: ending)
        }
        let cost = cost(of: job, observation, study.record)
        let end = JobEnd(
            text: observation.schedulerEnding?.text ?? observation.ending,
            elapsedSeconds: cost.elapsedSeconds, taskSeconds: cost.taskSeconds,
            lost: rule.fates(of: attempts))
        let retries = try await self.end(job, end, of: study)
        for retry in retries.jobs {
            for run in retry.runs { notify(.retrying(trial: run.attempt.trial)) }
        }
        runner.passes(.jobEnded)
        for loss in end.lost where !loss.isTriedAgain { try announce(loss.attempt.trial, session: &session) }
        for (attempt, _) in retries.givenUp { try announce(attempt.trial, session: &session) }
    }

    /// Somebody has to say whether what was cancelled is to be run again; thrown through whatever the driver is doing.
    struct Question: Error {
        let job: JobRecord
        let runs: Int
        let ending: JobEnding
    }

    /// Stops the study with a question.
    func ask(_ question: Question, _ record: StudyRecord) throws -> StudyEnd {
        let job = question.job
        let end = StudyEnd.jobCancelled(
            id: job.schedulerID?.text ?? job.token.text, round: job.round, runs: question.runs,
            ending: question.ending.text)
        try store.ask(about: job, as: end, forStudy: record, heldBy: holder, at: now())
        return end
    }

    /// Ends what may run of a job, and notes before that it was hpltune who did.
    ///
    /// - Parameter observation: the last one of it, if there was one.
    func stop(
        _ job: JobRecord, of record: StudyRecord, seen observation: JobObservation? = nil,
        abandoning: Bool = false
    ) async throws {
        // What ended before is somebody else's doing.
        if observation?.state != .ended {
            try store.noteStopping(job.row, forStudy: record, heldBy: holder, at: now())
        }
        try await end(job.reference, of: record, abandoning: abandoning)
    }

    /// Ends what may run of a job, for good: of what its scheduler starts again all the same no run begins.
    ///
    /// - Parameter abandoning: leave to itself what only another scheduler could end, or one that does not answer.
    func end(_ job: JobReference, of record: StudyRecord, abandoning: Bool = false) async throws {
        do {
            try await runner.cancel(job)
        } catch let error where abandoning && Self.isOfScheduler(error) {
            let text =
                if case SchedulerError.elsewhere(let id, let given, _) = error {
                    "job \(id) is left alone: it was given to the SLURM \(given)"
                } else {
                    "job \(job.id?.text ?? job.name) is left to itself: \(Self.silence(error))"
                }
            if try store.warn(text, onceAs: text, ofStudy: record, heldBy: holder, at: now()) {
                notify(.warning(text))
            }
        }
        try await runner.shut(job)
    }

    private static func silence(_ error: any Error) -> String {
        guard case SchedulerError.failed(let tool, let reason) = error else {
            return SlurmComplaint.plain("\(error)")
        }
        return "its SLURM does not answer (\(tool): \(SlurmComplaint.plain(reason)))"
    }

    /// As `stop`.
    ///
    /// - Returns: why a job in a queue could not be ended; `nil` when it was.
    private func complaint(
        ofStopping job: JobRecord, of record: StudyRecord, seen observation: JobObservation?
    ) async throws -> String? {
        do {
            try await stop(job, of: record, seen: observation)
            return nil
        } catch let error where job.limitSeconds != nil && Self.isOfScheduler(error) {
            if observation?.state == .ended { try await runner.shut(job.reference) }
            return SlurmComplaint.plain("\(error)")
        }
    }

    /// Ends a job whose study ends for another reason, which a scheduler that does not answer must not hide.
    func stopAtLast(
        _ job: JobRecord, _ observation: JobObservation?, of record: StudyRecord
    ) async throws {
        guard let complaint = try await complaint(ofStopping: job, of: record, seen: observation) else {
            return
        }
        // With all its runs done it has no processes left.
        if job.attempts.allSatisfy({ observation?.steps[$0.step] != nil }) { return }
        let text = "\(job.name) may still run: \(complaint)"
        if try store.warn(text, onceAs: text, ofStudy: record, heldBy: holder, at: now()) {
            notify(.warning(text))
        }
    }

    func cost(of job: JobRecord, _ observation: JobObservation, _ record: StudyRecord) -> JobCost {
        JobCost(
            job: job, observation: observation, now: now(),
            killWait: record.setUp.jobLimit?.killWait ?? JobLimit().killWait)
    }

    /// Stores the job's end, and the jobs that make up for it.
    func end(_ job: JobRecord, _ end: JobEnd, of study: LoadedStudy) async throws -> RetryPlan {
        let planner = RunPlanner(study: study, isRoot: isRoot)
        let times = try RunTimeModel(
            fitting: store.calibrations(ofStudy: study.record.id),
            store.trials(ofStudy: study.record.id))
        var retries = RetryPlan()
        try store.end(job, end, forStudy: study.record, heldBy: holder, at: now()) { attempts, left in
            retries = try planner.retries(of: attempts, times: times, left: left) { token in
                jobDirectory(study.record, "round-\(job.round)", token)
            }
            return retries
        }
        return retries
    }

    /// Why the job ended early, by what its script and its prologue said, and its scheduler.
    private func failure(
        of job: JobRecord, _ attempts: [OpenAttempt], _ observation: JobObservation
    ) async throws -> TrialFailure {
        let ending = observation.schedulerEnding?.text ?? observation.ending ?? "it was killed"
        if observation.prologueFailed, !attempts.isEmpty {
            let log = try await runner.fetch([job.logPath], limit: 1 << 20).first?.bytes ?? []
            let evidence = RunEvidence(stdout: [], stderr: log, exitStatus: nil, ranks: 1)
            if let diagnosis = Diagnosis(of: evidence, report: OutputReader.read([])),
                diagnosis.cause.failureClass == .infrastructure
            {
                return TrialFailure(diagnosis)
            }
            let what =
                observation.schedulerEnding?.cause == .timeLimit
                ? "had not ended when the job's time was up" : "could not be set up"
            return TrialFailure(
                kind: "prologue-failed", failureClass: .infrastructure,
                message: "the modules or the prologue \(what) "
                    + "(\(observation.ending ?? ending)); \(try await hint(at: job.logPath))")
        }
        return TrialFailure(
            kind: "lost", failureClass: .infrastructure,
            message:
                "its job ended without running it (\(ending)), \(LossRule.attemptLimit) times; "
                + (try await hint(at: job.logPath))
        )
    }

    /// Where to look for what went wrong.
    func hint(at log: String) async throws -> String {
        try await runner.fetch([log], limit: 1).isEmpty
            ? "it has left no \(log): look whether its nodes see that folder and the job may write to it"
            : "see \(log)"
    }
}
