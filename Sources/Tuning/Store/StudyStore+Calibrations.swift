import Execution
import GRDB
import Search

/// The facts of calibrations. Only the holder of the lease may state them.
extension StudyStore {
    /// Plans a calibration's job. Nothing has been submitted yet.
    func planCalibration(
        _ plan: CalibrationPlan, token: JobToken, directory: String, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder, at now: Double
    ) throws -> CalibrationJob {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: """
                    INSERT INTO calibrationJob
                        (studyID, token, directory, state, limitSeconds, reservedNodeSeconds, plannedAt)
                    VALUES (?, ?, ?, 'planned', ?, ?, ?)
                    """,
                arguments: [
                    study.id, token.text, directory, plan.terms?.limitSeconds,
                    plan.terms?.reservation?.nodeSeconds, now,
                ])
            let jobID = database.lastInsertedRowID
            for (index, run) in plan.runs.enumerated() {
                try database.execute(
                    sql: "INSERT INTO calibrationRun (jobID, step, n, limitSeconds) VALUES (?, ?, ?, ?)",
                    arguments: [jobID, "run-\(index + 1)", run.n, run.limitSeconds])
            }
            let sizes = plan.runs.map { String($0.n) }.joined(separator: ", ")
            try addEvent(
                Event(
                    kind: .calibrating,
                    text: "calibration: \(counted(plan.runs.count, "run")) of N=\(sizes) planned"),
                study: study.id, at: now, in: database)
            return try fetchCalibrationJob(database, id: jobID)
        }
    }

    /// The scheduler has the job.
    ///
    /// - Parameter isAdopted: it was found rather than submitted by this driver.
    /// - Returns: the job as it is then.
    func recordSubmission(
        of job: CalibrationJob, as id: JobID, isAdopted: Bool, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder, at now: Double
    ) throws -> CalibrationJob {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql:
                    "UPDATE calibrationJob SET schedulerID = ?, submittedAt = ?, state = 'submitted' WHERE id = ?",
                arguments: [id.text, now, job.id])
            try addEvent(
                Event(
                    kind: isAdopted ? .adopted : .submitted,
                    text: "calibration: "
                        + (isAdopted ? "found the job of an earlier hpltune" : "submitted")),
                study: study.id, at: now, in: database)
            return try fetchCalibrationJob(database, id: job.id)
        }
    }

    /// What the looks at the job have told.
    func note(_ job: CalibrationJob, forStudy study: StudyRecord, heldBy holder: LeaseHolder) throws {
        try set(
            "startedAt = ?, waitReason = ?, silentSince = ?",
            [job.sight.startedAt, job.sight.waitReason, job.sight.silentSince], of: job.row, forStudy: study,
            heldBy: holder)
    }

    /// Nothing more is to come from the job; what its runs taught is stored with it.
    func end(
        _ job: CalibrationJob, as end: CalibrationEnd, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            for (step, run) in end.runs {
                try database.execute(
                    sql: """
                        UPDATE calibrationRun SET n = ?, seconds = ?, gflops = ?, overheadSeconds = ?
                        WHERE jobID = ? AND step = ?
                        """,
                    arguments: [run.n, run.seconds, run.gflops, run.overheadSeconds, job.id, step])
                guard let gflops = run.gflops else { continue }
                try addEvent(
                    Event(
                        kind: .calibrated,
                        text: "N=\(run.n) took \(SignificantDigits(run.seconds)) s, "
                            + "\(SignificantDigits(gflops)) Gflops"),
                    study: study.id, at: now, in: database)
            }
            if let complaint = end.complaint {
                try addEvent(Event(kind: .warned, text: complaint), study: study.id, at: now, in: database)
            }
            try database.execute(
                sql: """
                    UPDATE calibrationJob SET state = 'ended', endedAt = ?, isLost = ?, waitReason = NULL WHERE id = ?
                    """, arguments: [now, end.isLost, job.id])
            guard let question = end.question?.description else { return }
            try database.execute(
                sql: "UPDATE study SET stopReason = ? WHERE id = ?", arguments: [question, study.id])
            try addEvent(Event(kind: .stopped, text: question), study: study.id, at: now, in: database)
        }
    }

    /// The calibration that is under way.
    public func openCalibration(ofStudy id: Int64) throws -> CalibrationJob? {
        try read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT id FROM calibrationJob WHERE studyID = ? AND state <> 'ended' ORDER BY id",
                arguments: [id]
            ).map { try fetchCalibrationJob(database, id: $0) }
        }
    }

    /// All runs that have ended, in the order they were made.
    public func calibrations(ofStudy id: Int64) throws -> [Calibration] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT n, seconds, gflops, overheadSeconds FROM calibrationRun
                    JOIN calibrationJob ON calibrationJob.id = calibrationRun.jobID
                    WHERE studyID = ? AND seconds IS NOT NULL ORDER BY calibrationRun.id
                    """, arguments: [id]
            ).map {
                Calibration(
                    n: $0["n"], seconds: $0["seconds"], gflops: $0["gflops"],
                    overheadSeconds: $0["overheadSeconds"])
            }
        }
    }

    /// The jobs that have taught nothing since somebody was last told to go on with the study.
    ///
    /// - Returns: how many were lost, how many ended without a result by their own fault.
    func vainCalibrations(ofStudy id: Int64) throws -> (lost: Int, failed: Int) {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FILTER (WHERE isLost = 1) AS lost, COUNT(*) FILTER (WHERE isLost = 0) AS failed
                    FROM (
                        SELECT * FROM calibrationJob WHERE studyID = :study ORDER BY id DESC LIMIT (
                            SELECT COUNT(*) FROM event WHERE studyID = :study AND kind = 'calibrating'
                                AND id > (SELECT COALESCE(MAX(id), 0) FROM event
                                    WHERE studyID = :study AND kind IN ('driven', 'stopped')))
                    ) AS recent
                    WHERE state = 'ended' AND NOT EXISTS (
                        SELECT 1 FROM calibrationRun WHERE jobID = recent.id AND gflops IS NOT NULL)
                    """, arguments: ["study": id])
            return (row?["lost"] ?? 0, row?["failed"] ?? 0)
        }
    }

    private func fetchCalibrationJob(_ database: Database, id: Int64) throws -> CalibrationJob {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT calibrationJob.*, study.name AS study FROM calibrationJob
                JOIN study ON study.id = calibrationJob.studyID WHERE calibrationJob.id = ?
                """, arguments: [id])
        guard let row, let token = JobToken(row["token"]),
            let state = JobRecord.State(rawValue: row["state"])
        else { throw StoreError.unreadable("a calibration's job") }
        let runs = try Row.fetchAll(
            database, sql: "SELECT step, n, limitSeconds FROM calibrationRun WHERE jobID = ? ORDER BY id",
            arguments: [id]
        ).map { CalibrationJob.Run(step: $0["step"], n: $0["n"], limitSeconds: $0["limitSeconds"]) }
        return CalibrationJob(
            id: id, token: token, directory: row["directory"], study: row["study"],
            limitSeconds: row["limitSeconds"], reservedNodeSeconds: row["reservedNodeSeconds"],
            plannedAt: row["plannedAt"], submittingAt: row["submittingAt"], submittedAt: row["submittedAt"],
            sight: .init(
                startedAt: row["startedAt"], waitReason: row["waitReason"], silentSince: row["silentSince"]),
            stoppedAt: row["stoppedAt"], schedulerID: (row["schedulerID"] as String?).map { JobID($0) },
            site: row["site"], state: state, runs: runs)
    }
}
