import GRDB

/// What becomes known of a job while it is open.
extension StudyStore {
    /// - Parameters:
    ///   - startedAt: when its script began on the nodes, in Unix seconds.
    ///   - waitReason: why it waits, in words; `nil` when it does not.
    func note(
        _ job: JobRecord, startedAt: Double?, waitReason: String?, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder
    ) throws {
        try set(
            "startedAt = ?, waitReason = ?", [startedAt, waitReason], of: job.row, forStudy: study,
            heldBy: holder)
    }

    /// A look at the job told nothing (`since` is when the first one did), or told something again (`nil`).
    func setSilence(
        of job: JobRecord, since: Double?, forStudy study: StudyRecord, heldBy holder: LeaseHolder
    ) throws {
        try set("silentSince = ?", [since], of: job.row, forStudy: study, heldBy: holder)
    }

    /// Somebody else has ended the job: the study stops with a question, and only a user can make it go on.
    func ask(
        about job: JobRecord, as end: StudyEnd, forStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE job SET askedAt = ?, waitReason = NULL WHERE id = ?", arguments: [now, job.id])
            try database.execute(
                sql: "UPDATE study SET stopReason = ? WHERE id = ?", arguments: [end.description, study.id])
            try addEvent(
                Event(kind: .stopped, text: end.description), study: study.id, at: now, in: database)
        }
    }

    /// A warning that stays with the study, once.
    ///
    /// - Parameter beginning: another one that begins so, scalar by scalar, says the same.
    /// - Returns: whether it is new.
    func warn(
        _ text: String, onceAs beginning: String, ofStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double
    ) throws -> Bool {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            let isKnown = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM event
                        WHERE studyID = ? AND kind = 'warned' AND instr(text, ?) = 1)
                    """,
                arguments: [study.id, beginning])
            if isKnown == true { return false }
            try addEvent(Event(kind: .warned, text: text), study: study.id, at: now, in: database)
            return true
        }
    }

    /// A warning that stays with the study, once as long as nothing but warnings happens.
    func warnAgain(
        _ text: String, ofStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            let isKnown = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM event
                        WHERE studyID = ? AND kind = 'warned' AND text = ? AND id > (
                            SELECT COALESCE(MAX(id), 0) FROM event WHERE studyID = ? AND kind <> 'warned'))
                    """,
                arguments: [study.id, text, study.id])
            if isKnown == true { return }
            try addEvent(Event(kind: .warned, text: text), study: study.id, at: now, in: database)
        }
    }
}
