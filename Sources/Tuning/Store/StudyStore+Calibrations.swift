import Execution
import GRDB

extension StudyStore {
    /// Writes a calibration run down before it is submitted, so that it can be found and ended when its driver dies.
    public func planCalibration(
        n: Int, token: JobToken, directory: String, forStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "INSERT INTO calibration (studyID, token, directory, n, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [study.id, token.text, directory, n, now])
        }
    }

    public func record(
        _ calibration: Calibration, as token: JobToken, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE calibration SET n = ?, seconds = ?, gflops = ? WHERE token = ?",
                arguments: [calibration.n, calibration.seconds, calibration.gflops, token.text])
            try addEvent(
                Event(
                    kind: .calibrated,
                    text: "N=\(calibration.n) took \(SignificantDigits(calibration.seconds)) s, "
                        + "\(SignificantDigits(calibration.gflops)) Gflops"),
                study: study.id, at: now, in: database)
        }
    }

    /// A calibration run that gave nothing.
    public func dropCalibration(
        _ token: JobToken, forStudy study: StudyRecord, heldBy holder: LeaseHolder
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(sql: "DELETE FROM calibration WHERE token = ?", arguments: [token.text])
        }
    }

    /// Calibration runs that an earlier driver did not see the end of.
    func unfinishedCalibrations(ofStudy id: Int64) throws -> [JobReference] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT token, directory, study.name AS study FROM calibration
                    JOIN study ON study.id = calibration.studyID WHERE studyID = ? AND seconds IS NULL
                    """,
                arguments: [id]
            ).compactMap { row in
                JobToken(row["token"]).map {
                    JobReference(
                        token: $0, id: nil, directory: row["directory"],
                        name: $0.jobName(study: row["study"]))
                }
            }
        }
    }

    public func calibrations(ofStudy id: Int64) throws -> [Calibration] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT n, seconds, gflops FROM calibration WHERE studyID = ? AND seconds IS NOT NULL ORDER BY id
                    """,
                arguments: [id]
            ).map { Calibration(n: $0["n"], seconds: $0["seconds"], gflops: $0["gflops"]) }
        }
    }
}
