import Execution
import Foundation
import GRDB
import Search

/// The facts of a round. Only the holder of the lease may state them.
extension StudyStore {
    /// Plans a round: its trials, their first attempts and the job that will carry them. Nothing has been submitted yet.
    ///
    /// - Returns: the job, its attempts in the order of `plan.trials`.
    public func plan(
        _ plan: RoundPlan, forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws -> JobRecord {
        let points = try plan.trials.map { try encodePoint($0.candidate.point) }
        return try write { database in
            try requireLease(database, study: study, holder: holder)
            let lastRound = try Int.fetchOne(
                database, sql: "SELECT MAX(number) FROM round WHERE studyID = ?", arguments: [study.id])
            let round = (lastRound ?? 0) + 1
            try database.execute(
                sql: """
                    INSERT INTO round (studyID, number, generatorBefore, generatorAfter, plannedAt)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    study.id, round, plan.generatorBefore.savedState, plan.generatorAfter.savedState, now,
                ])
            let roundID = database.lastInsertedRowID
            try database.execute(
                sql: "UPDATE study SET generator = ? WHERE id = ?",
                arguments: [plan.generatorAfter.savedState, study.id])
            let jobID = try insertJob(database, plan.job, round: roundID, at: now)
            let lastTrial = try Int.fetchOne(
                database, sql: "SELECT MAX(number) FROM trial WHERE studyID = ?", arguments: [study.id])
            var number = lastTrial ?? 0
            for (planned, point) in zip(plan.trials, points) {
                number += 1
                let trialID = try insertTrial(
                    database, planned, point: point, number: number, study: study.id, round: roundID)
                try insertAttempt(
                    database, trial: trialID, trialNumber: number, number: 1, job: jobID,
                    jobDirectory: plan.job.directory, outputName: planned.outputName,
                    limitSeconds: planned.limitSeconds, predictedSeconds: planned.predictedSeconds)
            }
            try addEvent(
                Event(kind: .planned, text: "round \(round): \(counted(plan.trials.count, "run")) planned"),
                study: study.id, at: now, in: database)
            return try fetchJob(database, id: jobID)
        }
    }

    /// The scheduler has the job.
    ///
    /// - Parameter isAdopted: it was found rather than submitted by this driver.
    public func recordSubmission(
        of job: JobRecord, as id: JobID, isAdopted: Bool = false, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE job SET schedulerID = ?, submittedAt = ?, state = 'submitted' WHERE id = ?",
                arguments: [id.text, now, job.id])
            try addEvent(
                Event(
                    kind: isAdopted ? .adopted : .submitted,
                    text: "round \(job.round): "
                        + (isAdopted ? "found the job of an earlier hpltune" : "submitted")),
                study: study.id, at: now, in: database)
        }
    }

    /// Jobs from which something is still to come, the oldest first.
    public func openJobs(ofStudy id: Int64) throws -> [JobRecord] {
        try read { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT job.id FROM job JOIN round ON round.id = job.roundID
                    WHERE round.studyID = ? AND job.state <> 'ended' ORDER BY job.id
                    """,
                arguments: [id]
            ).map { try fetchJob(database, id: $0) }
        }
    }

    func insertJob(
        _ database: Database, _ job: PlannedJob, round: Int64, at now: Double
    ) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO job (roundID, token, directory, state, plannedAt, limitSeconds, isArray,
                    reservedNodeSeconds, leftNodeSeconds)
                VALUES (?, ?, ?, 'planned', ?, ?, ?, ?, ?)
                """,
            arguments: [
                round, job.token.text, job.directory, now, job.terms?.limitSeconds,
                job.terms?.isArray ?? false, job.terms?.reservation?.nodeSeconds,
                job.terms?.reservation?.left,
            ])
        return database.lastInsertedRowID
    }

    private func insertTrial(
        _ database: Database, _ planned: RoundPlan.PlannedTrial, point: String, number: Int, study: Int64,
        round: Int64
    ) throws -> Int64 {
        let candidate = planned.candidate
        try database.execute(
            sql: """
                INSERT INTO trial
                    (studyID, number, roundID, point, pointHash, level, replicate, n, why, expectation, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')
                """,
            arguments: [
                study, number, round, point, candidate.point.hash.description, candidate.level.fraction,
                candidate.replicate, planned.n, candidate.why, try candidate.expectation.map(encode),
            ])
        return database.lastInsertedRowID
    }

    func insertAttempt(
        _ database: Database, trial: Int64, trialNumber: Int, number: Int, job: Int64, jobDirectory: String,
        outputName: String, limitSeconds: Double, predictedSeconds: Double?
    ) throws {
        let step = JobDirectory.step(trial: trialNumber, attempt: number)
        try database.execute(
            sql: """
                INSERT INTO attempt
                    (trialID, number, jobID, step, directory, outputName, limitSeconds, predictedSeconds)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                trial, number, job, step, "\(jobDirectory)/\(step)", outputName, limitSeconds,
                predictedSeconds,
            ])
    }

    func requireLease(_ database: Database, study: StudyRecord, holder: LeaseHolder) throws {
        let owner = try String.fetchOne(
            database, sql: "SELECT owner FROM lease WHERE studyID = ?", arguments: [study.id])
        if owner != holder.owner { throw StoreError.leaseLost(study: study.name) }
    }
}
