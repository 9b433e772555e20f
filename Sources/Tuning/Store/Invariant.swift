import GRDB
import Search

/// Something that holds at every moment in every database of ours, as a query for what breaks it.
struct Invariant: Sendable {
    /// A stable word.
    let name: String
    /// Gives a row for each thing that breaks it.
    let sql: @Sendable (Database) throws -> String
    let text: @Sendable (Row) -> String

    init(_ name: String, _ sql: String, _ text: @escaping @Sendable (Row) -> String) {
        self.init(name, sql: { _ in sql }, text)
    }

    init(
        _ name: String, sql: @escaping @Sendable (Database) throws -> String,
        _ text: @escaping @Sendable (Row) -> String
    ) {
        self.name = name
        self.sql = sql
        self.text = text
    }

    /// What breaks it; a database with a thousand faults is told by its first twenty.
    func findings(in database: Database) throws -> [DatabaseCheck.Finding] {
        try Row.fetchAll(database, sql: try sql(database) + " LIMIT 20").map {
            DatabaseCheck.Finding(rule: name, text: text($0))
        }
    }

    static let all = trials + attempts + rounds + jobs + calibrations
}

/// `run #7 of study x`
private func run(_ row: Row) -> String { "run #\(row["trial"] as Int) of study `\(row["study"] as String)`" }

private func study(_ row: Row) -> String { "study `\(row["study"] as String)`" }

extension Invariant {
    private static let named = "SELECT study.name AS study, trial.number AS trial"
    private static let ofStudy = "JOIN study ON study.id = trial.studyID"

    fileprivate static let trials = [
        Invariant(
            "trial-without-attempt",
            sql: { database in
                // Trials that were imported were never run.
                let hasImports = try database.columns(in: "round").contains { $0.name == "origin" }
                return """
                    \(named) FROM trial \(ofStudy) JOIN round ON round.id = trial.roundID
                    WHERE NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.trialID = trial.id)
                        \(hasImports ? "AND round.origin <> 'import'" : "")
                    """
            }, { "\(run($0)) has no attempt, so nothing will ever run it" }),
        Invariant(
            "trial-stuck",
            """
            \(named), (
                SELECT COUNT(*) FROM attempt JOIN job ON job.id = attempt.jobID
                WHERE attempt.trialID = trial.id AND attempt.outcome IS NULL AND job.state <> 'ended'
            ) AS open
            FROM trial \(ofStudy) WHERE trial.state = 'pending' AND study.state <> 'cancelled' AND open <> 1
            """,
            { row in
                let count: Int = row["open"]
                return count == 0
                    ? "\(run(row)) is pending, and no job will run it"
                    : "\(run(row)) is in \(counted(count, "job")) at once"
            }),
        Invariant(
            "measurement-missing",
            """
            \(named) FROM trial \(ofStudy) WHERE trial.state = 'measured'
                AND NOT EXISTS (SELECT 1 FROM measurement WHERE measurement.trialID = trial.id)
            """,
            { "\(run($0)) counts as measured, but its measurement is missing" }),
        Invariant(
            "measurement-stray",
            """
            \(named) FROM trial \(ofStudy) JOIN measurement ON measurement.trialID = trial.id
            WHERE trial.state <> 'measured'
            """,
            { "\(run($0)) has a measurement, but does not count as measured" }),
        Invariant(
            "measurement-of-another-run",
            """
            \(named) FROM trial \(ofStudy) JOIN measurement ON measurement.trialID = trial.id
            JOIN attempt ON attempt.id = measurement.attemptID WHERE attempt.trialID <> trial.id
            """,
            { "\(run($0)) has the measurement of another run's attempt" }),
        Invariant(
            "trial-numbers",
            """
            SELECT study.name AS study, MAX(trial.number) AS last, COUNT(*) AS count FROM trial \(ofStudy)
            GROUP BY study.id HAVING last <> count
            """,
            {
                "\(study($0)) has \(counted($0["count"] as Int, "run")), but numbers up to #\($0["last"] as Int)"
            }),
        Invariant(
            "replicates",
            """
            SELECT study.name AS study, MIN(trial.number) AS trial, MAX(trial.replicate) AS last, COUNT(*) AS count
            FROM trial \(ofStudy) GROUP BY study.id, trial.pointHash, trial.level HAVING last <> count - 1
            """,
            { row in
                "the point of \(run(row)) was run \(counted(row["count"] as Int, "time")), but its repetitions are counted up to "
                    + "\(row["last"] as Int)"
            }),
    ]

    fileprivate static let attempts = [
        Invariant(
            "outcome-twice",
            """
            \(named), COUNT(*) AS count FROM trial \(ofStudy) JOIN attempt ON attempt.trialID = trial.id
            WHERE attempt.outcome IS NOT NULL AND attempt.outcome <> 'lost' GROUP BY trial.id HAVING count > 1
            """,
            { "\(run($0)) has \($0["count"] as Int) outcomes" }),
        Invariant(
            "attempt-in-ended-job",
            """
            \(named) FROM trial \(ofStudy) JOIN attempt ON attempt.trialID = trial.id
            JOIN job ON job.id = attempt.jobID WHERE attempt.outcome IS NULL AND job.state = 'ended'
            """,
            { "\(run($0)) waits for a job that has ended" }),
        Invariant(
            "attempt-after-outcome",
            """
            \(named) FROM trial \(ofStudy) JOIN attempt ON attempt.trialID = trial.id
            WHERE attempt.outcome IS NULL AND trial.state <> 'pending'
            """,
            { "\(run($0)) has its outcome, but one of its attempts is still open" }),
        Invariant(
            "attempt-numbers",
            """
            \(named), MAX(attempt.number) AS last, COUNT(*) AS count FROM trial \(ofStudy)
            JOIN attempt ON attempt.trialID = trial.id GROUP BY trial.id HAVING last <> count
            """,
            {
                "\(run($0)) has \(counted($0["count"] as Int, "attempt")), but numbers up to \($0["last"] as Int)"
            }),
        Invariant(
            "attempt-in-another-round",
            """
            \(named) FROM trial \(ofStudy) JOIN attempt ON attempt.trialID = trial.id
            JOIN job ON job.id = attempt.jobID WHERE job.roundID <> trial.roundID
            """,
            { "\(run($0)) is in a job of another round" }),
    ]

    fileprivate static let rounds = [
        Invariant(
            "round-numbers",
            """
            SELECT study.name AS study, MAX(round.number) AS last, COUNT(*) AS count
            FROM round JOIN study ON study.id = round.studyID GROUP BY study.id HAVING last <> count
            """,
            {
                "\(study($0)) has \(counted($0["count"] as Int, "round")), but numbers up to \($0["last"] as Int)"
            }),
        Invariant(
            "round-of-another-study",
            "\(named) FROM trial \(ofStudy) JOIN round ON round.id = trial.roundID WHERE round.studyID <> study.id",
            { "\(run($0)) is in a round of another study" }),
        Invariant(
            "round-empty",
            """
            SELECT study.name AS study, round.number AS round FROM round JOIN study ON study.id = round.studyID
            WHERE NOT EXISTS (SELECT 1 FROM trial WHERE trial.roundID = round.id)
            """,
            { "round \($0["round"] as Int) of \(study($0)) has no runs" }),
        Invariant(
            "generator-chain",
            """
            SELECT study.name AS study, round.number AS round FROM round JOIN study ON study.id = round.studyID
            JOIN round AS later ON later.studyID = round.studyID AND later.number = round.number + 1
            WHERE round.generatorAfter <> later.generatorBefore
            """,
            { row in
                "the random numbers of round \((row["round"] as Int) + 1) of \(study(row)) do not go on where round "
                    + "\(row["round"] as Int) had stopped"
            }),
        Invariant(
            "generator-last",
            """
            SELECT study.name AS study FROM study JOIN round ON round.studyID = study.id
            WHERE round.number = (SELECT MAX(number) FROM round WHERE round.studyID = study.id)
                AND round.generatorAfter <> study.generator
            """,
            { "the next random numbers of \(study($0)) do not go on where its last round had stopped" }),
    ]
}
