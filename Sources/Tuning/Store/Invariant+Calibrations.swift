import GRDB

extension Invariant {
    static let calibrations = [
        Invariant(
            "calibration-twice",
            sql: onceThereAreJobs(
                """
                SELECT study.name AS study, COUNT(*) AS count FROM calibrationJob
                JOIN study ON study.id = calibrationJob.studyID WHERE calibrationJob.state <> 'ended'
                GROUP BY study.id HAVING count > 1
                """)
        ) { "study `\($0["study"] as String)` is calibrated by \($0["count"] as Int) jobs at once" },
        Invariant(
            "calibration-without-run",
            sql: onceThereAreJobs(
                """
                SELECT study.name AS study FROM calibrationJob JOIN study ON study.id = calibrationJob.studyID
                WHERE NOT EXISTS (SELECT 1 FROM calibrationRun WHERE calibrationRun.jobID = calibrationJob.id)
                """)
        ) { "a job that calibrates study `\($0["study"] as String)` has no run" },
        Invariant(
            "calibration-node-hours",
            sql: onceThereAreJobs(
                """
                SELECT study.name AS study, reservedNodeSeconds AS reserved,
                    json_extract(study.setUp, '$.resources.nodes') * TOTAL(COALESCE(seconds, 0) + overheadSeconds)
                        AS cost
                FROM calibrationRun JOIN calibrationJob ON calibrationJob.id = calibrationRun.jobID
                JOIN study ON study.id = calibrationJob.studyID
                WHERE reservedNodeSeconds IS NOT NULL AND json_valid(study.setUp)
                GROUP BY calibrationJob.id HAVING cost > reserved
                """)
        ) { row in
            "a calibration of study `\(row["study"] as String)` took \(SignificantDigits(row["cost"])) node-seconds, "
                + "and \(SignificantDigits(row["reserved"])) were reserved for it"
        },
    ]

    /// Older databases cannot break it: they do not have the tables.
    private static func onceThereAreJobs(_ sql: String) -> @Sendable (Database) throws -> String {
        { try $0.tableExists("calibrationJob") ? sql : "SELECT 1 WHERE 0" }
    }
}
