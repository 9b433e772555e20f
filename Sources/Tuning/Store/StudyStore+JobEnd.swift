import Execution
import GRDB

/// What becomes of an attempt that its job left without a result.
public struct LostAttempt: Sendable {
    public enum Fate: Sendable {
        /// Its trial gets another attempt.
        case again
        /// As above, and this one does not count: it had not begun, or there was no room on the disk for it.
        case spared
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

    var isTriedAgain: Bool {
        switch fate {
        case .again, .spared: true
        case .givenUp: false
        }
    }

    fileprivate var isSpared: Bool { if case .spared = fate { true } else { false } }
}

/// How a job ended.
struct JobEnd {
    /// In words; `nil` when nothing is to be said of it.
    var text: String?
    /// What the job took on each of its nodes; `nil` for what its runs took, and for an array.
    var elapsedSeconds: Double?
    /// What the tasks of an array took on each of their nodes, by the names of their steps.
    var taskSeconds: [String: Double] = [:]
    /// The attempts that have no result.
    var lost: [LostAttempt] = []
}

/// The jobs for runs that another one has lost, and those for which there is to be none.
struct RetryPlan {
    var jobs: [RetryJob] = []
    var givenUp: [(attempt: OpenAttempt, failure: TrialFailure)] = []
}

extension StudyStore {
    /// Nothing more is to come from the job. Its lost attempts end with it, and those that are to be tried again get new
    /// jobs, all in one transaction: at no moment is a trial pending that no job will run.
    ///
    /// - Parameter plan: the jobs for the attempts that are to be tried again, and that many node-seconds are left for
    ///   them once this job is paid for; `nil` without a limit of node-hours.
    func end(
        _ job: JobRecord, _ end: JobEnd, forStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double, retrying plan: (_ attempts: [OpenAttempt], _ left: Double?) throws -> RetryPlan
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            for loss in end.lost {
                try database.execute(
                    sql: """
                        UPDATE attempt SET outcome = 'lost', wallSeconds = ?, isSpared = ?
                        WHERE id = ? AND outcome IS NULL
                        """,
                    arguments: [loss.wallSeconds, loss.isSpared, loss.attempt.id])
                if case .givenUp(let failure) = loss.fate {
                    try giveUp(loss.attempt, failure, study: study.id, at: now, in: database)
                }
            }
            try database.execute(
                sql:
                    "UPDATE job SET state = 'ended', endedAt = ?, ending = ?, waitReason = NULL WHERE id = ?",
                arguments: [now, end.text, job.id])
            try putDownOverhead(of: job, elapsedSeconds: end.elapsedSeconds, in: database)
            for (step, seconds) in end.taskSeconds {
                try putDownOverhead(of: job, task: step, elapsedSeconds: seconds, in: database)
            }
            let again = end.lost.filter(\.isTriedAgain).map(\.attempt)
            if again.isEmpty { return }
            let retries = try plan(again, try nodeSecondsLeft(database, study: study))
            for retry in retries.jobs {
                try insert(retry, round: job.roundID, of: study, at: now, in: database)
            }
            for (attempt, failure) in retries.givenUp {
                try giveUp(attempt, failure, study: study.id, at: now, in: database)
            }
        }
    }

    private func giveUp(
        _ attempt: OpenAttempt, _ failure: TrialFailure, study: Int64, at now: Double, in database: Database
    ) throws {
        try setOutcome(
            .failed(failure), of: attempt, facts: RunFacts(finishedAt: now), study: study, at: now,
            in: database)
    }

    private func insert(
        _ retry: RetryJob, round: Int64, of study: StudyRecord, at now: Double, in database: Database
    ) throws {
        let id = try insertJob(database, retry.job, round: round, at: now)
        for run in retry.runs {
            let attempt = run.attempt
            try insertAttempt(
                database, trial: attempt.trial.id, trialNumber: attempt.trial.number,
                number: attempt.number + 1, job: id, jobDirectory: retry.job.directory,
                outputName: attempt.outputName, limitSeconds: run.limitSeconds,
                predictedSeconds: run.predictedSeconds)
            try addEvent(
                Event(
                    kind: .retried, text: "run #\(attempt.trial.number): lost, tried again",
                    trialID: attempt.trial.id),
                study: study.id, at: now, in: database)
        }
    }

    /// What a task took beside its run. What it had done was told before its end was known: never less than that.
    private func putDownOverhead(
        of job: JobRecord, task step: String, elapsedSeconds: Double, in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE attempt SET overheadSeconds = MAX(overheadSeconds, ? - COALESCE(wallSeconds, 0))
                WHERE jobID = ? AND step = ?
                """,
            arguments: [elapsedSeconds, job.id, step])
    }

    /// What a job took beside its runs is put down to its first attempt.
    private func putDownOverhead(
        of job: JobRecord, elapsedSeconds: Double?, in database: Database
    ) throws {
        guard let elapsedSeconds else { return }
        try database.execute(
            sql: """
                UPDATE attempt SET overheadSeconds = MAX(0, ? - (
                    SELECT TOTAL(run.wallSeconds) FROM attempt AS run WHERE run.jobID = attempt.jobID))
                WHERE id = (SELECT MIN(id) FROM attempt WHERE jobID = ?)
                """,
            arguments: [elapsedSeconds, job.id])
    }
}
