import GRDB

/// How driving a study begins and ends, and what outlives a driver.
extension StudyStore {
    /// Somebody was told to go on with the study: whatever had ended it is over.
    func open(_ study: StudyRecord, heldBy holder: LeaseHolder, at now: Double) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE study SET state = 'open', stopReason = NULL WHERE id = ?", arguments: [study.id])
            try addEvent(
                Event(kind: .driven, text: "driven by \(holder)"), study: study.id, at: now, in: database)
        }
    }

    /// The study is cancelled, and so is every request for it.
    func recordCancellation(
        ofStudy study: StudyRecord, as end: StudyEnd, by sender: String, heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        let asked = try openRequests(ofStudy: study.id).filter { $0.request?.endsStudy == true }
        try write { database in
            try requireLease(database, study: study, holder: holder)
            for request in asked {
                try answer(request, end.outcomeText, study: study.id, at: now, in: database)
            }
            try database.execute(
                sql: "UPDATE study SET state = 'cancelled', stopReason = ? WHERE id = ?",
                arguments: ["by \(sender)", study.id])
            try addEvent(
                Event(kind: .stopped, text: end.description), study: study.id, at: now, in: database)
        }
    }

    /// The trials that have ended since somebody was last told to go on with the study, in the order they did.
    func trialsEndedSinceDriven(ofStudy id: Int64) throws -> [TrialRecord] {
        try read { database in
            let ids = try Int64.fetchAll(
                database,
                sql: """
                    SELECT trialID FROM event
                    WHERE studyID = ? AND kind IN ('measured', 'failed') AND trialID IS NOT NULL
                        AND id > (SELECT COALESCE(MAX(id), 0) FROM event
                            WHERE studyID = ? AND kind IN ('driven', 'stopped'))
                    ORDER BY id
                    """, arguments: [id, id])
            return try ids.flatMap { try fetchTrials(database, where: "trial.id = ?", arguments: [$0]) }
        }
    }
}
