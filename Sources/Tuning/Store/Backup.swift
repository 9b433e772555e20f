import GRDB

/// A copy of the database.
public struct Backup: Sendable, Hashable {
    public let path: String
    /// Unix seconds, by its name.
    public let takenAt: Double
    /// Taken while a study was driven; only such ones are removed when there are too many.
    public let isAutomatic: Bool

    public var bytes: Int { DurableFile.size(path) }

    /// A file in `folder`; `nil` when its name is not that of a backup.
    init?(named name: String, in folder: String) {
        let isAutomatic = name.hasSuffix(Self.automaticEnding)
        guard isAutomatic || name.hasSuffix(Self.ending) else { return nil }
        let stem = name.dropLast(isAutomatic ? Self.automaticEnding.count : Self.ending.count)
        guard let seconds = TimeText.seconds(compact: stem) else { return nil }
        path = "\(folder)/\(name)"
        takenAt = seconds
        self.isAutomatic = isAutomatic
    }

    /// `20260501T120322Z.db`, the time in UTC.
    static func name(at seconds: Double, isAutomatic: Bool) -> String {
        TimeText.compact(seconds) + (isAutomatic ? automaticEnding : ending)
    }

    private static let ending = ".db"
    private static let automaticEnding = ".auto.db"
}

extension Backup {
    /// Nothing is wrong with it, and this hpltune can read it.
    public var isGood: Bool {
        do {
            return try DatabaseCheck(of: path).isWhole
        } catch {
            return false
        }
    }
}

/// What a copy of the database holds.
public struct BackupContents: Sendable, Hashable {
    public let studies: Int
    /// Runs with an outcome.
    public let runs: Int
    /// When something last happened in it; Unix seconds.
    public let lastEventAt: Double?
    let lastEventID: Int64

    /// Errors: `StoreError` when the file cannot be read, is none of ours, or a newer hpltune wrote it.
    public init(of path: String) throws {
        let store = try StudyStore(reading: path)
        self = try store.read { database in
            try BackupContents(
                studies: Int.fetchOne(database, sql: "SELECT COUNT(*) FROM study") ?? 0,
                runs: Int.fetchOne(database, sql: "SELECT COUNT(*) FROM trial WHERE state <> 'pending'") ?? 0,
                lastEventAt: Double.fetchOne(database, sql: "SELECT at FROM event ORDER BY id DESC LIMIT 1"),
                lastEventID: StudyStore.lastEventID(database))
        }
    }

    private init(studies: Int, runs: Int, lastEventAt: Double?, lastEventID: Int64) {
        self.studies = studies
        self.runs = runs
        self.lastEventAt = lastEventAt
        self.lastEventID = lastEventID
    }
}

extension StudyStore {
    static func lastEventID(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT MAX(id) FROM event") ?? 0
    }
}
