import Execution
import HPL
import Search

/// Getting jobs submitted, and their results home.
extension StudyDriver {
    /// A trial that is lost through no fault of its own is tried this often before it counts as failed.
    static let attemptLimit = 3

    /// Follows the study's open jobs until every one has ended and every outcome is stored.
    ///
    /// - Returns: how many runs are still to come, when this driver only looks once; `nil` when none is.
    func collectRounds(of study: LoadedStudy, session: inout DrivingSession) async throws -> Int? {
        while true {
            try Task.checkCancellation()
            let jobs = try await submitted(try store.openJobs(ofStudy: study.record.id), of: study)
            if jobs.isEmpty { return nil }
            let observations = try await runner.observe(jobs.map(\.reference))
            for job in jobs {
                guard let observation = observations[job.reference] else { continue }
                try await collect(job, observation, of: study, session: &session)
            }
            if session.isHopeless {
                for job in try store.openJobs(ofStudy: study.record.id) {
                    try await runner.cancel(job.reference)
                }
                return nil
            }
            let open = try store.openJobs(ofStudy: study.record.id).filter { $0.state == .submitted }
            if detaches, !open.isEmpty { return open.map(\.attempts.count).reduce(0, +) }
            if !open.isEmpty {
                try await runner.waitForChange(open.map(\.reference), atMost: .seconds(5))
            }
        }
    }

    /// Submits what was only planned, or finds it again when an earlier driver submitted it but could not note so.
    private func submitted(_ jobs: [JobRecord], of study: LoadedStudy) async throws -> [JobRecord] {
        let planned = jobs.filter { $0.state == .planned }
        if planned.isEmpty { return jobs }
        for job in planned {
            let id: JobID
            if let found = try await runner.find(job.reference) {
                id = found
                notify(.adopted(job: job))
            } else {
                let planner = RunPlanner(study: study, isRoot: isRoot)
                id = try await runner.submit(try planner.specification(for: job))
            }
            try store.recordSubmission(of: job, as: id, forStudy: study.record, heldBy: holder, at: now())
        }
        return try store.openJobs(ofStudy: study.record.id)
    }

    private func collect(
        _ job: JobRecord, _ observation: JobObservation, of study: LoadedStudy, session: inout DrivingSession
    ) async throws {
        var unfinished: [OpenAttempt] = []
        for attempt in job.attempts {
            if let step = observation.steps[attempt.step] {
                try await collect(attempt, step, of: study)
                try announce(attempt.trial, of: study, session: &session)
            } else {
                unfinished.append(attempt)
            }
        }
        guard observation.state == .ended else { return }
        // A script that was killed leaves its ranks behind, and they would run beside the next attempt.
        if !unfinished.isEmpty { try await runner.cancel(job.reference) }
        try await replace(unfinished, ending: observation.ending, of: study, session: &session)
        try store.recordEnd(of: job, forStudy: study.record, heldBy: holder, at: now())
    }

    private func collect(_ attempt: OpenAttempt, _ step: StepRecord, of study: LoadedStudy) async throws {
        let candidate = attempt.trial.candidate
        let names = [attempt.outputName, "stdout", "stderr"]
        let paths = names.map { "\(attempt.outputDirectory(of: step))/\($0)" }
        let files = try await runner.fetch(paths, limit: OutcomeReader.outputLimit)
        func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
        let outcome = OutcomeReader(for: study.record.setUp).outcome(
            of: step, settings: try study.space.settings(for: candidate.point, at: candidate.level),
            layout: study.space.layout(for: candidate.point), output: bytes(paths[0]),
            errors: bytes(paths[2]) + (attempt.outputName == "stdout" ? [] : bytes(paths[1])))
        try store.record(
            outcome, of: attempt,
            facts: RunFacts(startedAt: step.startedAt, finishedAt: step.finishedAt, hosts: step.hosts),
            forStudy: study.record, heldBy: holder, at: now())
        if step.contaminated {
            notify(
                .warning(
                    "#\(attempt.trial.number) shared the machine with another run of hpltune; doubt its result"
                ))
        }
    }

    /// The job is over and left nothing of these: another attempt each, unless they had enough of them.
    private func replace(
        _ attempts: [OpenAttempt], ending: String?, of study: LoadedStudy, session: inout DrivingSession
    ) async throws {
        var again: [OpenAttempt] = []
        for attempt in attempts {
            if attempt.number < Self.attemptLimit {
                try store.recordLoss(of: attempt, forStudy: study.record, heldBy: holder)
                again.append(attempt)
                notify(.retrying(trial: attempt.trial))
            } else {
                let failure = TrialFailure(
                    kind: "lost", failureClass: .infrastructure,
                    message:
                        "the job ended (\(ending ?? "killed")) without running it, \(attempt.number) times; "
                        + "see the file job.log in the folder above \(attempt.directory)")
                try store.record(
                    .failed(failure), of: attempt, facts: RunFacts(), forStudy: study.record, heldBy: holder,
                    at: now())
                try announce(attempt.trial, of: study, session: &session)
            }
        }
        guard let first = again.first else { return }
        let token = JobToken.random()
        _ = try store.planRetry(
            of: again, token: token,
            jobDirectory: jobDirectory(study.record, "round-\(first.trial.round)", token),
            forStudy: study.record, heldBy: holder, at: now())
    }

    private func announce(
        _ trial: TrialRecord, of study: LoadedStudy, session: inout DrivingSession
    ) throws {
        let trial = try store.trial(id: trial.id)
        session.add(trial)
        notify(.ended(trial: trial))
    }
}
