import GRDB

extension StudyStore {
    /// Where a study stands, counted by the database: the same as `StudyProgress` says of all its trials, without
    /// reading them. The expert default is not looked for.
    public func progress(of study: StudyRecord) throws -> StudyProgress {
        try read { database in
            let counts = try counts(database, study: study.id)
            let retries = try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) - COUNT(DISTINCT attempt.trialID) FROM attempt JOIN trial ON trial.id = attempt.trialID WHERE trial.studyID = ?
                    """, arguments: [study.id])
            let failures = try Row.fetchAll(
                database,
                sql: """
                    SELECT failure, COUNT(*) AS count FROM trial WHERE studyID = ? AND state = 'failed'
                    GROUP BY failure
                    """, arguments: [study.id])
            return StudyProgress(
                pending: counts["pending"], measured: counts["measured"], imported: counts["imported"],
                failures: Dictionary(failures.map { ($0["failure"], $0["count"]) }) { first, _ in first },
                taught: counts["taught"], nodeSeconds: try nodeSecondsSpent(database, study: study),
                retries: retries ?? 0, best: try best(database, study: study.id))
        }
    }

    private func counts(_ database: Database, study: Int64) throws -> Row {
        // Imported results were not run here.
        let isImported = "round.origin = 'import'"
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT COUNT(*) FILTER (WHERE trial.state = 'pending') AS pending,
                    COUNT(*) FILTER (WHERE trial.state = 'measured' AND NOT \(isImported)) AS measured,
                    COUNT(*) FILTER (WHERE \(isImported)) AS imported,
                    COUNT(*) FILTER (
                        WHERE (trial.state = 'measured' AND NOT \(isImported))
                            OR (trial.state = 'failed' AND trial.failureClass <> 'infrastructure')) AS taught
                FROM trial JOIN round ON round.id = trial.roundID WHERE trial.studyID = ?
                """, arguments: [study])
        guard let row else { throw StoreError.unreadable("the trials of study \(study)") }
        return row
    }

    /// A smaller N is an easier race: only runs at the highest level compete. As `fastest(among:)` has it.
    private func best(_ database: Database, study: Int64) throws -> TrialRecord? {
        let id = try Int64.fetchOne(
            database,
            sql: """
                SELECT trial.id FROM trial JOIN measurement ON measurement.trialID = trial.id
                WHERE trial.studyID = ? AND trial.state = 'measured' AND trial.level = (
                    SELECT MAX(level) FROM trial WHERE studyID = ? AND state = 'measured')
                ORDER BY measurement.gflops DESC, measurement.contaminated, trial.number LIMIT 1
                """, arguments: [study, study])
        return try id.flatMap { try fetchTrials(database, where: "trial.id = ?", arguments: [$0]).first }
    }
}
