import GRDB

extension StudyStore {
    /// What is left of the study's node-hours, in node-seconds, less what is reserved for jobs that are not over; `nil`
    /// without a limit. Less than 0 after a limit was lowered.
    public func nodeSecondsLeft(of study: StudyRecord) throws -> Double? {
        try read { try nodeSecondsLeft($0, study: study) }
    }

    /// The same if the study's limit were `hours`.
    public func nodeSecondsLeft(of study: StudyRecord, limit hours: Double) throws -> Double {
        try read { hours * 3600 - (try nodeSecondsTaken($0, study: study)) }
    }

    func nodeSecondsLeft(_ database: Database, study: StudyRecord) throws -> Double? {
        guard let hours = try fetchStudy(database, named: study.name).setUp.budget.nodeHours else {
            return nil
        }
        return hours * 3600 - (try nodeSecondsTaken(database, study: study))
    }

    /// Spent, or reserved for jobs that are not over.
    private func nodeSecondsTaken(_ database: Database, study: StudyRecord) throws -> Double {
        let reserved = try Double.fetchOne(
            database,
            sql: """
                SELECT TOTAL(MAX(0, job.reservedNodeSeconds - ? * (
                    SELECT TOTAL(COALESCE(wallSeconds, 0) + overheadSeconds) FROM attempt WHERE jobID = job.id)))
                FROM job JOIN round ON round.id = job.roundID
                WHERE round.studyID = ? AND job.state <> 'ended' AND job.reservedNodeSeconds IS NOT NULL
                """,
            arguments: [Double(study.setUp.resources.nodes), study.id])
        return try nodeSecondsSpent(database, study: study) + (reserved ?? 0)
    }

    /// Node-seconds that runs, jobs and calibrations have taken.
    func nodeSecondsSpent(_ database: Database, study: StudyRecord) throws -> Double {
        let seconds = try Double.fetchOne(
            database,
            sql: """
                SELECT (SELECT TOTAL(COALESCE(attempt.wallSeconds, 0) + attempt.overheadSeconds)
                        FROM attempt JOIN trial ON trial.id = attempt.trialID WHERE trial.studyID = :study)
                    + (SELECT TOTAL(COALESCE(seconds, 0) + overheadSeconds) FROM calibrationRun
                        JOIN calibrationJob ON calibrationJob.id = calibrationRun.jobID WHERE studyID = :study)
                """,
            arguments: ["study": study.id])
        return Double(study.setUp.resources.nodes) * (seconds ?? 0)
    }
}
