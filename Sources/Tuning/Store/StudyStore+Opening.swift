import Foundation
import GRDB

/// How a database keeps its changes safe until they are in the file.
public enum JournalChoice: String, Sendable, CaseIterable {
    /// A write-ahead log, unless other machines may use the file system.
    case automatic = "auto"
    /// A write-ahead log wherever it is: for file systems that look shared and are not.
    case writeAheadLog = "wal"
    case rollback
}

extension StudyStore {
    /// Opens the database, making it and its folder when they are not there yet.
    ///
    /// - Parameter fileSystem: what the database lies on; found out when `nil`.
    public init(
        path: String, journal: JournalChoice = .automatic, fileSystem: FileSystem? = nil
    ) throws {
        try Self.makeFolder(of: path)
        if path == ":memory:" {
            throw StoreError.unwritable(path: path, reason: "a database in memory is gone with the command")
        }
        try RestoreSwap.finishInterrupted(of: path)
        try Self.checkPresence(of: path)
        let place = fileSystem ?? FileSystem(holding: path)
        let wantsLog =
            switch journal {
            case .automatic: place?.sharesMemory ?? true
            case .writeAheadLog: true
            case .rollback: false
            }
        let remark = journal == .automatic ? place.flatMap { Self.remark(on: path, in: $0) } : nil
        if !wantsLog {
            if let queue = try Self.withRollbackJournal(path) {
                self.init(writer: queue, path: path, remark: remark, identity: FileIdentity(path))
                return
            }
            // Somebody is at work with the log. One file with two kinds of journal would be the end of it.
        }
        // Looked at before anything is changed in it: it may be another program's.
        if FileManager.default.fileExists(atPath: path) { try Self.check(path) }
        let pool = try translatingErrors(path) {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Self.migrate(pool, path: path)
            return pool
        }
        self.init(writer: pool, path: path, remark: remark, identity: FileIdentity(path))
    }

    /// A store in memory, gone with the process: for tests and dry runs.
    public static func inMemory() throws -> StudyStore {
        let queue = try DatabaseQueue(configuration: configuration)
        try migrate(queue, path: ":memory:")
        return StudyStore(writer: queue, path: ":memory:")
    }

    /// A database that has backups was there once: to begin an empty one in its place would hide its studies, and the new
    /// one's backups would push the old ones out. What is no regular file would be waited for.
    static func checkPresence(of path: String) throws {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            throw StoreError.unwritable(path: path, reason: "it is no regular file")
        }
        guard !isThere || status.st_size == 0, try !Backups(of: path).list().isEmpty else { return }
        throw StoreError.lost(path: path, isThere: isThere)
    }

    static func makeFolder(of path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        } catch {
            throw StoreError.unwritable(path: path, reason: "its folder cannot be made")
        }
    }

    private static func remark(on path: String, in place: FileSystem) -> String? {
        let advice = "put the database on a local disk with HPLTUNE_DATABASE=FILE"
        switch place.kind {
        case .local: return nil
        case .network:
            return
                "\(path) is on a network file system (\(place.name)), which keeps databases slow and locks badly; "
                + advice
        case .unknown:
            return
                "\(path) is on a file system (\(place.name)) that other machines may share; if it is shared, "
                + "\(advice), else write `journal: wal` into the preferences"
        }
    }

    /// The database with a rollback journal, put into that state when it had a write-ahead log and nobody has it open.
    /// `nil` when somebody has.
    private static func withRollbackJournal(_ path: String) throws -> DatabaseQueue? {
        try translatingErrors(path) {
            guard try leaveWriteAheadLog(path) else { return nil }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try migrate(queue, path: path)
            return queue
        }
    }

    /// - Returns: whether the database has no write-ahead log (any more).
    private static func leaveWriteAheadLog(_ path: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        var alone = configuration
        alone.busyMode = .timeout(2)
        // A connection that locks out all others reads a write-ahead log without shared memory, which may be missing here.
        alone.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        do {
            let queue = try DatabaseQueue(path: path, configuration: alone)
            let mode = try queue.inDatabase { database in
                try checkVersion(database, path: path)
                return try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
            return mode == "delete"
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        }
    }

    private static func check(_ path: String) throws {
        try translatingErrors(path) {
            try queue(reading: path).read { try checkVersion($0, path: path) }
        }
    }

    static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            if !database.configuration.readonly {
                // A committed outcome must survive a power cut: node-days hang on it.
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
        }
        return configuration
    }

    static func migrate(_ writer: any DatabaseWriter, path: String) throws {
        try writer.read { try checkVersion($0, path: path) }
        for _ in Schema.migrator.migrations {
            do {
                return try Schema.migrator.migrate(writer)
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_ERROR || error.resultCode == .SQLITE_CONSTRAINT
            {
                // Another process, started at the same time, has made the same step; on with the next.
                continue
            }
        }
        try Schema.migrator.migrate(writer)
    }

    static func checkVersion(_ database: Database, path: String) throws {
        let tables = try String.fetchSet(
            database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        if tables.isEmpty { return }
        guard tables.contains("grdb_migrations") else { throw StoreError.notADatabase(path: path) }
        let known = Set(Schema.migrator.migrations)
        let applied = try Schema.migrator.appliedIdentifiers(database)
        // Other programs keep their migrations in a table of the same name.
        guard applied.isEmpty || !applied.isDisjoint(with: known) else {
            throw StoreError.notADatabase(path: path)
        }
        let unknown = applied.subtracting(known)
        if !unknown.isEmpty { throw StoreError.newer(path: path, steps: unknown.sorted()) }
    }
}
