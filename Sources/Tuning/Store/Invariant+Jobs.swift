import GRDB

extension Invariant {
    static let jobs = [
        Invariant(
            "node-hours",
            sql: onceThereAreClusters(
                """
                SELECT study.name AS study, round.number AS round, job.reservedNodeSeconds AS reserved,
                    json_extract(study.setUp, '$.resources.nodes')
                        * TOTAL(COALESCE(attempt.wallSeconds, 0) + attempt.overheadSeconds) AS cost
                FROM attempt JOIN job ON job.id = attempt.jobID
                JOIN round ON round.id = job.roundID JOIN study ON study.id = round.studyID
                WHERE job.reservedNodeSeconds IS NOT NULL AND json_valid(study.setUp)
                GROUP BY job.id HAVING cost > reserved
                """)
        ) { row in
            "a job of round \(row["round"] as Int) of study `\(row["study"] as String)` took "
                + "\(SignificantDigits(row["cost"])) node-seconds, and \(SignificantDigits(row["reserved"])) were "
                + "reserved for it"
        },
        Invariant(
            "tried-too-often",
            sql: onceThereAreClusters(
                """
                SELECT study.name AS study, trial.number AS trial, COUNT(*) AS count FROM attempt
                JOIN trial ON trial.id = attempt.trialID JOIN study ON study.id = trial.studyID
                WHERE attempt.outcome = 'lost' AND NOT attempt.isSpared
                GROUP BY trial.id HAVING count > \(LossRule.attemptLimit)
                """)
        ) { row in
            "run #\(row["trial"] as Int) of study `\(row["study"] as String)` was lost "
                + "\(row["count"] as Int) times, and tried again every time"
        },
    ]

    /// Older databases cannot break it: they do not have the columns.
    private static func onceThereAreClusters(_ sql: String) -> @Sendable (Database) throws -> String {
        { database in
            try database.columns(in: "attempt").contains { $0.name == "isSpared" }
                ? sql : "SELECT 1 WHERE 0"
        }
    }
}
