import Execution
import GRDB

/// What becomes of an attempt that its job left without a result.
public struct LostAttempt: Sendable {
    public enum Fate: Sendable {
        /// Its trial gets another attempt.
        case again
        /// Its trial has failed.
        case givenUp(TrialFailure)
    }

    public let attempt: OpenAttempt
    /// What it cost as far as can be told.
    public let wallSeconds: Double
    public let fate: Fate

    public init(_ attempt: OpenAttempt, wallSeconds: Double, fate: Fate) {
        self.attempt = attempt
        self.wallSeconds = wallSeconds
        self.fate = fate
    }
}

extension StudyStore {
    /// Nothing more is to come from the job. Its lost attempts end with it, and those that are to be tried again get a
    /// new job, all in one transaction: at no moment is a trial pending that no job will run.
    ///
    /// - Parameters:
    ///   - token: of the new job, if one is needed.
    ///   - directory: of the new job.
    public func end(
        _ job: JobRecord, losing lost: [LostAttempt], retryAs token: JobToken, in directory: String,
        forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            var retryJob: Int64?
            for loss in lost {
                let attempt = loss.attempt
                try database.execute(
                    sql:
                        "UPDATE attempt SET outcome = 'lost', wallSeconds = ? WHERE id = ? AND outcome IS NULL",
                    arguments: [loss.wallSeconds, attempt.id])
                switch loss.fate {
                case .again:
                    if retryJob == nil {
                        retryJob = try insertJob(
                            database, round: job.roundID, token: token, directory: directory, at: now)
                    }
                    try insertAttempt(
                        database, trial: attempt.trial.id, trialNumber: attempt.trial.number,
                        number: attempt.number + 1, job: retryJob ?? 0, jobDirectory: directory,
                        outputName: attempt.outputName, limitSeconds: attempt.limitSeconds)
                    try addEvent(
                        Event(
                            kind: .retried, text: "run #\(attempt.trial.number): lost, tried again",
                            trialID: attempt.trial.id),
                        study: study.id, at: now, in: database)
                case .givenUp(let failure):
                    try setOutcome(
                        .failed(failure), of: attempt, facts: RunFacts(finishedAt: now), study: study.id,
                        at: now, in: database)
                }
            }
            try database.execute(
                sql: "UPDATE job SET state = 'ended', endedAt = ? WHERE id = ?", arguments: [now, job.id])
        }
    }
}
