import Foundation
import GRDB
import Search

extension StudyStore {
    /// Stores a new study; `StoreError.studyExists` when the name is taken.
    @discardableResult
    public func create(_ draft: StudyDraft, at now: Double) throws -> StudyRecord {
        let setUp = try encode(draft.setUp)
        return try write { database in
            let taken = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM study WHERE name = ?)", arguments: [draft.name])
            if taken == true { throw StoreError.studyExists(name: draft.name) }
            try database.execute(
                sql: """
                    INSERT INTO study (name, state, source, strategyName, strategy, setUp, generator, createdAt)
                    VALUES (?, 'open', ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.name, draft.source, draft.strategyName, draft.strategy, setUp,
                    SeededGenerator(seed: draft.setUp.seed).savedState, now,
                ])
            let id = database.lastInsertedRowID
            try addEvent(.init(kind: .created, text: "study created"), study: id, at: now, in: database)
            return try fetchStudy(database, named: draft.name)
        }
    }

    public func study(named name: String) throws -> StudyRecord {
        try read { try fetchStudy($0, named: name) }
    }

    /// All studies, the oldest first.
    public func studies() throws -> [StudyRecord] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM study ORDER BY id").map(studyRecord)
        }
    }

    /// Changes what the study was resolved to (N after calibration, a larger budget), from what is stored now.
    ///
    /// - Returns: the study as it is afterwards.
    @discardableResult
    public func update(
        _ study: StudyRecord, heldBy holder: LeaseHolder, _ change: (inout StudySetUp) -> Void
    ) throws -> StudyRecord {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            let stored = try fetchStudy(database, named: study.name)
            var setUp = stored.setUp
            change(&setUp)
            guard setUp != stored.setUp else { return stored }
            try database.execute(
                sql: "UPDATE study SET setUp = ? WHERE id = ?", arguments: [try encode(setUp), study.id])
            return try fetchStudy(database, named: study.name)
        }
    }

    /// Marks the study as ended, or open again.
    public func setState(
        _ state: StudyRecord.State, reason: String?, ofStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE study SET state = ?, stopReason = ? WHERE id = ?",
                arguments: [state.rawValue, reason, study.id])
            if let reason {
                try addEvent(.init(kind: .stopped, text: reason), study: study.id, at: now, in: database)
            }
        }
    }

    func fetchStudy(_ database: Database, named name: String) throws -> StudyRecord {
        guard
            let row = try Row.fetchOne(database, sql: "SELECT * FROM study WHERE name = ?", arguments: [name])
        else {
            let known = try String.fetchAll(database, sql: "SELECT name FROM study ORDER BY id")
            throw StoreError.noStudy(name: name, known: known)
        }
        return try studyRecord(row)
    }

    private func studyRecord(_ row: Row) throws -> StudyRecord {
        guard let state = StudyRecord.State(rawValue: row["state"]),
            let generator = SeededGenerator(savedState: row["generator"])
        else { throw StoreError.unreadable("the study `\(row["name"] as String)`") }
        let setUp: StudySetUp
        do {
            setUp = try JSONDecoder().decode(StudySetUp.self, from: Data((row["setUp"] as String).utf8))
        } catch {
            throw StoreError.unreadable("the set-up of study `\(row["name"] as String)`")
        }
        return StudyRecord(
            id: row["id"], name: row["name"], state: state, source: row["source"],
            strategyName: row["strategyName"], strategy: row["strategy"], setUp: setUp, generator: generator,
            createdAt: row["createdAt"], stopReason: row["stopReason"])
    }

    func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
