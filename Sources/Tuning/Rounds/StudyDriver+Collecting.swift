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
                guard let seen = observations[known.reference] else { continue }
                let observation = try await located(seen, of: known.reference, study.record)
                let job = try await adopted(known, observation, study.record)
                try await collect(job, observation, of: study, session: &session)
                if session.isHopeless { break }
            }
            let open = try store.openJobs(ofStudy: study.record.id)
            if session.isHopeless {
                for job in open {
                    try await stopAtLast(job, observations[job.reference], of: study.record)
                }
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
                    attempt, step, of: study, in: job, seen: observation,
                    unless: { try await isWorthAnother(attempt, failedAs: $0, in: job, of: study) })
                guard isStored else {
                    unfinished.append(attempt)
                    continue
                }
            } catch let unseen as UnseenOutput {
                // Whether it is gone or away for a moment the next poll tells.
                return try await tellSilence(of: "round \(job.round)", "\(unseen)", study.record)
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

    /// A run that the machine has failed (a node died under it, the launcher found no controller) is worth another attempt
    /// in another job; where nothing has run well yet, only one, since then it is more likely that nothing ever will. What a
    /// full disk has cut off does not count.
    private func isWorthAnother(
        _ attempt: OpenAttempt, failedAs failure: TrialFailure, in job: JobRecord, of study: LoadedStudy
    ) async throws -> Bool {
        guard job.limitSeconds != nil, LossRule.isPassing(failure) else { return false }
        if LossRule.mayTryAgain(attempt),
            try attempt.failedBefore == 0 || store.hasMeasurement(ofStudy: study.record.id)
        {
            return true
        }
        return try await runner.diskFault(of: job.reference) != nil
    }

    /// Reads what a run has left and stores its outcome.
    ///
    /// - Parameters:
    ///   - job: the one it was made in.
    ///   - observation: the look at it that has shown the step.
    ///   - isLost: which failures are no outcome: nothing is stored, and the attempt goes on until its job is over.
    /// - Returns: whether the outcome is stored.
    /// - Throws: `UnseenOutput` when neither its output nor anything else of its job is there.
    @discardableResult
    func collect(
        _ attempt: OpenAttempt, _ step: StepRecord, of study: LoadedStudy, in job: JobRecord,
        seen observation: JobObservation,
        unless isLost: (TrialFailure) async throws -> Bool = { _ in false }
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
        let overhead =
            job.isArray
            ? JobCost.overhead(ofTask: step) + (observation.earlierSeconds[attempt.step] ?? 0) : 0
        if case .failed(let failure) = outcome, try await isLost(failure) { return false }
        try store.record(
            outcome, of: attempt,
            facts: RunFacts(
                startedAt: step.startedAt, finishedAt: step.finishedAt, hosts: step.hosts,
                overheadSeconds: overhead),
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
