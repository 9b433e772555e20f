import Execution
import HPL
import Search

/// When a job is over and did not run all of its steps.
extension StudyDriver {
    /// A trial that is lost through no fault of its own is tried this often before it counts as failed.
    static let attemptLimit = 3

    /// Closes the job; what it left undone gets another attempt, unless that would end the same way.
    func close(
        _ job: JobRecord, leaving attempts: [OpenAttempt], _ observation: JobObservation,
        of study: LoadedStudy,
        session: inout DrivingSession
    ) async throws {
        // A script that was killed leaves its ranks behind, and they would run beside the next attempt.
        if !attempts.isEmpty { try await runner.cancel(job.reference) }
        let failure = attempts.isEmpty ? nil : try await failure(of: job, observation)
        let lost = lostAttempts(attempts, of: job, observation) { attempt in
            let isLast = attempt.number >= Self.attemptLimit || observation.prologueFailed
            return isLast ? failure.map { .givenUp($0) } ?? .again : .again
        }
        let token = JobToken.random()
        try store.end(
            job, losing: lost, retryAs: token,
            in: jobDirectory(study.record, "round-\(job.round)", token), forStudy: study.record,
            heldBy: holder,
            at: now())
        session.plans(token)
        runner.passes(.jobEnded)
        for loss in lost {
            switch loss.fate {
            case .again: notify(.retrying(trial: loss.attempt.trial))
            case .givenUp: try announce(loss.attempt.trial, session: &session)
            }
        }
    }

    /// What the attempts cost that the job did not finish: the first one was under way since the one before it had ended,
    /// the others cost nothing.
    func lostAttempts(
        _ attempts: [OpenAttempt], of job: JobRecord, _ observation: JobObservation,
        fate: (OpenAttempt) -> LostAttempt.Fate
    ) -> [LostAttempt] {
        let began = observation.steps.values.map(\.finishedAt).max() ?? job.submittedAt ?? now()
        // A clock that was set back costs nothing either.
        let seconds = max(0, now() - began)
        return attempts.enumerated().map { index, attempt in
            LostAttempt(
                attempt, wallSeconds: index == 0 ? min(seconds, attempt.limitSeconds) : 0,
                fate: fate(attempt))
        }
    }

    /// Why the job ended early, by what its script and its prologue said.
    private func failure(of job: JobRecord, _ observation: JobObservation) async throws -> TrialFailure {
        let log = try await runner.fetch([job.logPath], limit: 1 << 20).first?.bytes ?? []
        let evidence = RunEvidence(stdout: [], stderr: log, exitStatus: nil, ranks: 1)
        let ending = observation.ending ?? "it was killed"
        if observation.prologueFailed {
            if let diagnosis = Diagnosis(of: evidence, report: OutputReader.read([])),
                diagnosis.cause.failureClass == .infrastructure
            {
                return TrialFailure(diagnosis)
            }
            return TrialFailure(
                kind: "prologue-failed", failureClass: .infrastructure,
                message: "the modules or the prologue could not be set up (\(ending)); see \(job.logPath)")
        }
        return TrialFailure(
            kind: "lost", failureClass: .infrastructure,
            message:
                "its job ended without running it (\(ending)), \(Self.attemptLimit) times; see \(job.logPath)"
        )
    }
}
