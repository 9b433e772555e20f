import GRDB

extension Invariant {
    static let calibrations = [
        Invariant(
            "calibration-twice",
            sql: { database in
                guard try database.tableExists("calibrationJob") else { return "SELECT 1 WHERE 0" }
                return """
                    SELECT study.name AS study, COUNT(*) AS count FROM calibrationJob
                    JOIN study ON study.id = calibrationJob.studyID WHERE calibrationJob.state <> 'ended'
                    GROUP BY study.id HAVING count > 1
                    """
            },
            {
                "study `\($0["study"] as String)` is calibrated by \($0["count"] as Int) jobs at once"
            }),
        Invariant(
            "calibration-without-run",
            sql: { database in
                guard try database.tableExists("calibrationJob") else { return "SELECT 1 WHERE 0" }
                return """
                    SELECT study.name AS study FROM calibrationJob
                    JOIN study ON study.id = calibrationJob.studyID
                    WHERE NOT EXISTS (SELECT 1 FROM calibrationRun WHERE calibrationRun.jobID = calibrationJob.id)
                    """
            },
            { "a job that calibrates study `\($0["study"] as String)` has no run" }),
    ]
}
