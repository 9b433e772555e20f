import Execution
import Foundation
import GRDB
import Search

extension StudyStore {
    /// The study's trials in the order they were planned.
    public func trials(ofStudy id: Int64) throws -> [TrialRecord] {
        try read { try fetchTrials($0, where: "trial.studyID = ?", arguments: [id]) }
    }

    /// The trial with the store's id `id`.
    public func trial(id: Int64) throws -> TrialRecord {
        let trials = try read { try fetchTrials($0, where: "trial.id = ?", arguments: [id]) }
        guard let trial = trials.first else { throw StoreError.unreadable("trial \(id)") }
        return trial
    }

    /// Whether a run of the study has given a result yet; what was imported ran elsewhere.
    func hasMeasurement(ofStudy id: Int64) throws -> Bool {
        try read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM measurement JOIN attempt ON attempt.id = measurement.attemptID
                        JOIN trial ON trial.id = attempt.trialID WHERE trial.studyID = ?)
                    """, arguments: [id]) ?? false
        }
    }

    func fetchTrials(
        _ database: Database, where condition: String, arguments: StatementArguments
    ) throws -> [TrialRecord] {
        var reader = TrialReader(for: self)
        let attempts = try reader.attempts(
            database,
            sql: """
                SELECT attempt.*, job.schedulerID AS schedulerID, job.submittedAt AS submittedAt,
                    job.isArray AS isArray, job.limitSeconds IS NOT NULL AS isQueued, job.ending AS ending,
                    -- The tasks of an array begin one by one.
                    CASE job.isArray WHEN 1 THEN trial.startedAt ELSE job.startedAt END AS jobStartedAt
                FROM attempt
                JOIN trial ON trial.id = attempt.trialID JOIN job ON job.id = attempt.jobID
                WHERE \(condition) ORDER BY attempt.trialID, attempt.number
                """,
            arguments: arguments)
        return try reader.trials(
            database,
            sql: """
                SELECT trial.*, round.number AS round, round.plannedAt AS plannedAt, round.origin AS origin,
                    measurement.variant AS variant, measurement.n AS echoedN, measurement.nb AS nb,
                    measurement.p AS p, measurement.q AS q, measurement.seconds AS seconds,
                    measurement.gflops AS gflops, measurement.residual AS residual,
                    measurement.contaminated AS contaminated
                FROM trial JOIN round ON round.id = trial.roundID
                LEFT JOIN measurement ON measurement.trialID = trial.id
                WHERE \(condition) ORDER BY trial.number
                """,
            arguments: arguments, attempts: attempts)
    }

    func fetchJob(_ database: Database, id: Int64) throws -> JobRecord {
        guard
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT job.*, round.number AS round, study.name AS study FROM job
                    JOIN round ON round.id = job.roundID JOIN study ON study.id = round.studyID
                    WHERE job.id = ?
                    """,
                arguments: [id]),
            let state = JobRecord.State(rawValue: row["state"]), let token = JobToken(row["token"])
        else { throw StoreError.unreadable("job \(id)") }
        let attempts = try Row.fetchAll(
            database,
            sql: """
                SELECT attempt.*, (
                    SELECT COUNT(*) FROM attempt AS earlier WHERE earlier.trialID = attempt.trialID
                        AND earlier.outcome = 'lost' AND NOT earlier.isSpared) AS failedBefore
                FROM attempt WHERE jobID = ? AND outcome IS NULL ORDER BY id
                """,
            arguments: [id])
        return JobRecord(
            id: id, roundID: row["roundID"], round: row["round"], token: token, directory: row["directory"],
            study: row["study"], plannedAt: row["plannedAt"], submittingAt: row["submittingAt"],
            submittedAt: row["submittedAt"],
            silentSince: row["silentSince"],
            schedulerID: (row["schedulerID"] as String?).map { JobID($0) },
            state: state, limitSeconds: row["limitSeconds"], isArray: row["isArray"],
            reservedNodeSeconds: row["reservedNodeSeconds"], startedAt: row["startedAt"],
            waitReason: row["waitReason"], stoppedAt: row["stoppedAt"], askedAt: row["askedAt"],
            site: row["site"],
            attempts: try attempts.map { try openAttempt($0, in: database) })
    }

    private func openAttempt(_ row: Row, in database: Database) throws -> OpenAttempt {
        let trialID: Int64 = row["trialID"]
        guard let trial = try fetchTrials(database, where: "trial.id = ?", arguments: [trialID]).first else {
            throw StoreError.unreadable("the trial of attempt \(row["id"] as Int64)")
        }
        return OpenAttempt(
            id: row["id"], number: row["number"], step: row["step"], directory: row["directory"],
            outputName: row["outputName"], limitSeconds: row["limitSeconds"],
            predictedSeconds: row["predictedSeconds"], failedBefore: row["failedBefore"], trial: trial)
    }
}

extension [TrialRecord] {
    /// What strategies learn from.
    ///
    /// - Parameter remaining: how many runs the budget still allows.
    public func history(remaining: Int?) -> History {
        let trials = map { trial in
            let state: Trial.State =
                switch trial.state {
                case .pending: .pending
                case .measured(let measurement):
                    .measured(value: measurement.gflops, seconds: trial.wallSeconds ?? measurement.seconds)
                case .failed(let failure): .failed(failure.failureClass)
                }
            return Trial(trial.candidate, state)
        }
        return History(trials, remaining: remaining)
    }
}

extension [TrialRecord] {
    /// A candidate whose twin was planned before (lost through no fault of its own) becomes that twin's replicate, so
    /// that no two trials of a study are the same row.
    func distinct(_ candidates: [Candidate]) -> [Candidate] {
        var planned = map(\.candidate)
        return candidates.map { candidate in
            let twins = planned.filter {
                $0.level == candidate.level && $0.point.hash == candidate.point.hash
            }
            let next = (twins.map(\.replicate).max() ?? -1) + 1
            let distinct = Candidate(
                point: candidate.point, level: candidate.level,
                replicate: Swift.max(candidate.replicate, next), why: candidate.why,
                expectation: candidate.expectation)
            planned.append(distinct)
            return distinct
        }
    }
}
