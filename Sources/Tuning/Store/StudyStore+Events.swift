import GRDB

extension StudyStore {
    public func add(_ event: Event, toStudy id: Int64, at now: Double) throws {
        try write { try addEvent(event, study: id, at: now, in: $0) }
    }

    /// The events after the one with id `last`, oldest first.
    public func events(ofStudy id: Int64, after last: Int64 = 0, limit: Int = 1_000) throws -> [StoredEvent] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM event WHERE studyID = ? AND id > ? ORDER BY id LIMIT ?",
                arguments: [id, last, limit]
            ).map(storedEvent)
        }
    }

    /// A number that changes whenever another process has written to the database; for stores opened for reading.
    public func dataVersion() throws -> Int {
        try read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }

    public func lastEvent(ofStudy id: Int64) throws -> StoredEvent? {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM event WHERE studyID = ? ORDER BY id DESC LIMIT 1",
                arguments: [id]
            ).map(storedEvent)
        }
    }

    func addEvent(_ event: Event, study: Int64, at now: Double, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO event (studyID, trialID, at, kind, text) VALUES (?, ?, ?, ?, ?)",
            arguments: [study, event.trialID, now, event.kind.rawValue, event.text])
    }

    private func storedEvent(_ row: Row) throws -> StoredEvent {
        guard let kind = Event.Kind(rawValue: row["kind"]) else {
            throw StoreError.unreadable("an event of kind `\(row["kind"] as String)`")
        }
        return StoredEvent(
            id: row["id"], at: row["at"], event: Event(kind: kind, text: row["text"], trialID: row["trialID"])
        )
    }
}
