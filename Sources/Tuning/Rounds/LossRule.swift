import Execution
import HPL
import Search

/// What becomes of the runs that a job left undone, decided from what is known of its end. Pure.
///
/// - The time limit was up: the run under way is censored when it had taken longer than was predicted for it.
/// - The nodes' memory did not suffice: the run under way has failed by its own fault.
/// - Somebody else cancelled it: the user is asked.
/// - Everything else (a node failed, the job was preempted, could not be launched, was lost) is nobody's fault.
///
/// Runs that are not to blame are tried again, at most `attemptLimit` times. What had not begun while the job got on with
/// others does not count as tried: of every job at least one run does, so that no job is made for ever. Nor does any that the
/// disk had no room for: the next job cannot be submitted before somebody has made some.
struct LossRule: Sendable {
    static let attemptLimit = 3

    let job: JobRecord
    let observation: JobObservation
    /// When the job was seen to be over. Unix seconds.
    let now: Double
    /// What a run has failed of that was tried often enough.
    let failure: TrialFailure
    /// Nothing can be written where the job was.
    var isDiskAtFault = false

    /// A failure of the moment, not of HPL, its settings or its configuration. Of such a run there is a record as of any
    /// other, and yet it is lost.
    static func isPassing(_ failure: TrialFailure) -> Bool {
        [FailureCause.mpiStart, .mpiNetwork, .nodeFailure, .cancelled, .outputTruncated].contains {
            $0.rawValue == failure.kind
        }
    }

    static func mayTryAgain(_ attempt: OpenAttempt) -> Bool { attempt.failedBefore + 1 < attemptLimit }

    /// The runs without a result, each with its fate.
    func fates(of attempts: [OpenAttempt]) -> [LostAttempt] {
        let isUnderWay = attempts.contains { hasBegun($0) } || !observation.steps.isEmpty
        return attempts.map { attempt in
            LostAttempt(
                attempt, wallSeconds: wallSeconds(of: attempt),
                fate: fate(of: attempt, othersGotOn: isUnderWay && !hasBegun(attempt)))
        }
    }

    /// Somebody else has cancelled it, and nobody was asked yet. In their words how it ended; `nil` when it is not so.
    func foreignCancellation(of attempts: [OpenAttempt]) -> JobEnding? {
        guard job.stoppedAt == nil, job.askedAt == nil else { return nil }
        return attempts.lazy.compactMap { ending(of: $0) }.first { $0.cause == .cancelled }
    }

    private func fate(of attempt: OpenAttempt, othersGotOn: Bool) -> LostAttempt.Fate {
        if record(of: attempt) != nil { return isDiskAtFault ? .spared : .again }
        let cause = cause(of: attempt)
        // A prologue that fails will fail again, unless it was the disk that had no room for what it writes.
        if observation.prologueFailed { return isDiskAtFault ? .spared : .givenUp(failure) }
        if hasBegun(attempt), let failure = ownFailure(of: attempt, cause) { return .givenUp(failure) }
        if othersGotOn || isDiskAtFault || cause == .cancelled { return .spared }
        return Self.mayTryAgain(attempt) ? .again : .givenUp(failure)
    }

    /// The script's own word counts first: SLURM calls a job failed whose script left before the time was up.
    private func cause(of attempt: OpenAttempt) -> JobEnding.Cause? {
        let word = observation.begun[attempt.step]?.scriptEnding ?? observation.ending
        return word == "stopped by SIGUSR1" ? .timeLimit : ending(of: attempt)?.cause
    }

    private func ending(of attempt: OpenAttempt) -> JobEnding? {
        job.limitSeconds == nil
            ? observation.ending(ofStep: attempt.step) : observation.endingInQueue(ofStep: attempt.step)
    }

    /// Of a run that has ended and is lost all the same.
    private func record(of attempt: OpenAttempt) -> StepRecord? { observation.steps[attempt.step] }

    private func hasBegun(_ attempt: OpenAttempt) -> Bool { observation.begun[attempt.step] != nil }

    private func ownFailure(of attempt: OpenAttempt, _ cause: JobEnding.Cause?) -> TrialFailure? {
        switch cause {
        case .timeLimit:
            guard let step = observation.begun[attempt.step], let predicted = attempt.predictedSeconds,
                let seconds = secondsUnderWay(step), seconds > predicted
            else { return nil }
            return TrialFailure(
                kind: FailureCause.timedOut.rawValue, failureClass: FailureCause.timedOut.failureClass,
                message:
                    "its job's time was up when it had run for \(SignificantDigits(seconds)) s instead of the "
                    + "\(SignificantDigits(predicted)) s that were predicted")
        case .outOfMemory:
            let cause = FailureCause.killedByOutOfMemory
            return TrialFailure(
                kind: cause.rawValue, failureClass: cause.failureClass,
                message: "its job used more memory than it had asked for; take a smaller N, or ask for more "
                    + "with `memory_per_node`")
        case .finished, .failed, .cancelled, .nodeFailure, .preempted, nil:
            return nil
        }
    }

    /// What the run cost, as far as can be told. Without a sign of it, the job's first was under way since the one before
    /// it had ended, the others cost nothing. A clock that was set back costs nothing either.
    private func wallSeconds(of attempt: OpenAttempt) -> Double {
        if let record = record(of: attempt) { return max(0, record.finishedAt - record.startedAt) }
        let isFirst = attempt.id == job.attempts.first { observation.steps[$0.step] == nil }?.id
        let began = observation.begun[attempt.step]?.startedAt ?? (isFirst ? lastSign : nil)
        guard let began else { return 0 }
        let seconds = observation.begun[attempt.step].flatMap(secondsUnderWay) ?? now - began
        return min(max(0, seconds), attempt.limitSeconds)
    }

    /// `nil` when nobody can tell when it was ended.
    private func secondsUnderWay(_ step: JobObservation.BegunStep) -> Double? {
        if let ended = step.scriptEndedAt { return ended - step.startedAt }
        guard let began = observation.startedAt, let seconds = observation.schedulerEnding?.seconds,
            !job.isArray
        else { return nil }
        return began + seconds - step.startedAt
    }

    private var lastSign: Double? {
        if job.limitSeconds != nil { return nil }
        return observation.steps.values.map(\.finishedAt).max() ?? job.submittedAt ?? now
    }
}

extension JobObservation {
    /// How a job in a queue ended, or the script that was to run one of its steps. Without accounting a scheduler forgets
    /// what was cancelled after some minutes, and then only the script tells that it was asked to end: at its time limit it
    /// would have been warned by another signal before.
    func endingInQueue(ofStep step: String? = nil) -> JobEnding? {
        if let ending = step.map(ending(ofStep:)) ?? schedulerEnding { return ending }
        if let step, neverBegun.contains(step) { return .forgotten }
        if step == nil, !neverBegun.isEmpty, startedAt == nil { return .forgotten }
        let word = step.flatMap { begun[$0]?.scriptEnding } ?? ending
        guard word == "stopped by SIGTERM" else { return nil }
        return JobEnding(
            cause: .cancelled, text: "its script was asked to end, and SLURM does not know any more by whom")
    }
}

extension JobEnding {
    /// Whoever ended it, it was before it began: a failure would be known from its script.
    static let forgotten = JobEnding(
        cause: .cancelled, text: "before it began; SLURM does not know any more by whom")
}
