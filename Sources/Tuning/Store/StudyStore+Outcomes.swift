import Foundation
import GRDB
import Search

/// What came of an attempt.
public enum AttemptOutcome: Sendable, Hashable {
    case measured(Measurement)
    case failed(TrialFailure)
}

/// When and where an attempt ran, as far as its job could say. Unix seconds.
public struct RunFacts: Sendable, Hashable {
    public let startedAt: Double?
    public let finishedAt: Double?
    public let hosts: [String]
    /// What its job took beside the run, where that is told for each run: of the tasks of an array.
    public let overheadSeconds: Double

    public init(
        startedAt: Double? = nil, finishedAt: Double? = nil, hosts: [String] = [], overheadSeconds: Double = 0
    ) {
        self.overheadSeconds = overheadSeconds
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.hosts = hosts
    }

    /// Seconds the whole run took, start-up and checking included.
    public var wallSeconds: Double? {
        guard let startedAt, let finishedAt else { return nil }
        return max(0, finishedAt - startedAt)
    }
}

extension StudyStore {
    /// Stores the outcome of a trial; one transaction. A trial has one outcome: a second call is an error.
    ///
    /// - Parameter outputs: what its programs printed; kept for when the attempt's directory is gone.
    public func record(
        _ outcome: AttemptOutcome, of attempt: OpenAttempt, facts: RunFacts, outputs: [KeptOutput] = [],
        forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: """
                    UPDATE attempt SET wallSeconds = ?, overheadSeconds = ?, outcome = ?
                    WHERE id = ? AND outcome IS NULL
                    """,
                arguments: [facts.wallSeconds, facts.overheadSeconds, outcome.kind, attempt.id])
            try setOutcome(outcome, of: attempt, facts: facts, study: study.id, at: now, in: database)
            try insert(outputs, ofAttempt: attempt.id, at: now, in: database)
        }
    }

    func setOutcome(
        _ outcome: AttemptOutcome, of attempt: OpenAttempt, facts: RunFacts, study: Int64, at now: Double,
        in database: Database
    ) throws {
        let failure: TrialFailure? = if case .failed(let failure) = outcome { failure } else { nil }
        try database.execute(
            sql: """
                UPDATE trial SET state = ?, startedAt = ?, finishedAt = ?, hosts = ?,
                    failure = ?, failureClass = ?, message = ?
                WHERE id = ? AND state = 'pending'
                """,
            arguments: [
                failure == nil ? "measured" : "failed", facts.startedAt, facts.finishedAt ?? now,
                try encode(facts.hosts), failure?.kind, failure?.failureClass.rawValue, failure?.message,
                attempt.trial.id,
            ])
        guard database.changesCount == 1 else {
            throw StoreError.unreadable("trial \(attempt.trial.number) has an outcome already")
        }
        if case .measured(let measurement) = outcome {
            try insert(measurement, of: attempt.trial.id, attempt: attempt.id, in: database)
        }
        try addEvent(outcome.event(of: attempt.trial), study: study, at: now, in: database)
    }

    /// When all runs fail alike, the points are not to blame: the failures no longer count, and the points may be tried
    /// again once the cause is mended.
    func forgive(
        _ trials: [TrialRecord], forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            for trial in trials {
                try database.execute(
                    sql: "UPDATE trial SET failureClass = 'infrastructure' WHERE id = ? AND state = 'failed'",
                    arguments: [trial.id])
            }
            let text =
                "all \(trials.count) runs failed: they do not count, and their points may be tried again"
            try addEvent(Event(kind: .warned, text: text), study: study.id, at: now, in: database)
        }
    }

    /// - Parameter attempt: which one made it; `nil` when it was imported.
    func insert(
        _ measurement: Measurement, of trial: Int64, attempt: Int64?, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO measurement
                    (attemptID, trialID, variant, n, nb, p, q, seconds, gflops, residual, contaminated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                attempt, trial, measurement.variant, measurement.n, measurement.nb,
                measurement.p, measurement.q, measurement.seconds, measurement.gflops, measurement.residual,
                measurement.isContaminated,
            ])
    }
}

extension AttemptOutcome {
    fileprivate var kind: String {
        switch self {
        case .measured: "measured"
        case .failed(let failure): failure.kind
        }
    }

    fileprivate func event(of trial: TrialRecord) -> Event {
        switch self {
        case .measured(let measurement):
            Event(
                kind: .measured,
                text: "run #\(trial.number): \(SignificantDigits(measurement.gflops)) Gflops",
                trialID: trial.id)
        case .failed(let failure):
            Event(kind: .failed, text: "run #\(trial.number): \(failure.message)", trialID: trial.id)
        }
    }
}
