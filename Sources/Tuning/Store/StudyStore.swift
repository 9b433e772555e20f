import Foundation
import GRDB
import Search

/// Everything hpltune remembers, in one SQLite file. Verbs are facts, each one transaction: what a verb wrote is there
/// after `kill -9`, what it did not finish never happened.
public struct StudyStore: Sendable {
    let writer: any DatabaseWriter
    /// The file, or `:memory:`.
    public let path: String
    /// Which file it was when it was opened; `nil` in memory and for reading.
    private var identity: FileIdentity?

    /// Opens the database, making it and its folder when they are not there yet.
    public init(path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError.unwritable(path: path, reason: "its folder cannot be made")
        }
        if path == ":memory:" {
            throw StoreError.unwritable(path: path, reason: "a database in memory is gone with the command")
        }
        // Looked at before anything is changed in it: it may be another program's.
        if FileManager.default.fileExists(atPath: path) { try Self.check(path) }
        let writer = try translatingErrors(path) {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Self.migrate(pool, path: path)
            return pool
        }
        self.init(writer: writer, path: path)
        identity = FileIdentity(path)
    }

    private static func check(_ path: String) throws {
        try translatingErrors(path) {
            var configuration = Self.configuration
            configuration.readonly = true
            try Self.queue(reading: path, configuration).read { try Self.checkVersion($0, path: path) }
        }
    }

    /// Opens a database that is there already, for reading only; works on read-only files too.
    public init(reading path: String) throws {
        let writer = try translatingErrors(path) {
            var configuration = Self.configuration
            configuration.readonly = true
            let queue = try Self.queue(reading: path, configuration)
            try queue.read { database in
                try Self.checkVersion(database, path: path)
                if try !database.tableExists("study") { throw StoreError.noStudy(name: "", known: []) }
            }
            return try Self.upToDate(queue)
        }
        self.init(writer: writer, path: path)
    }

    /// An older hpltune's database is brought up to date by the first command that writes. Until then it is read from a
    /// copy in memory that is.
    private static func upToDate(_ queue: DatabaseQueue) throws -> DatabaseQueue {
        if try queue.read(Schema.migrator.hasCompletedMigrations) { return queue }
        let copy = try DatabaseQueue(configuration: Self.configuration)
        try queue.backup(to: copy)
        try Schema.migrator.migrate(copy)
        return copy
    }

    /// Write-ahead logging needs a file beside the database even for reading. Where none can be made and none is there,
    /// nobody writes either, and the file can be read as it is.
    private static func queue(
        reading path: String, _ configuration: GRDB.Configuration
    ) throws -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
            return queue
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
        {
            let hasLog = FileManager.default.fileExists(atPath: path + "-wal")
            guard !hasLog, FileManager.default.isReadableFile(atPath: path) else { throw error }
            let address = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
            return try DatabaseQueue(path: address, configuration: configuration)
        }
    }

    /// A store in memory, gone with the process: for tests and dry runs.
    public static func inMemory() throws -> StudyStore {
        let queue = try DatabaseQueue(configuration: configuration)
        try migrate(queue, path: ":memory:")
        return StudyStore(writer: queue, path: ":memory:")
    }

    private init(writer: any DatabaseWriter, path: String) {
        self.writer = writer
        self.path = path
    }

    private static var configuration: GRDB.Configuration {
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

    private static func migrate(_ writer: any DatabaseWriter, path: String) throws {
        try writer.read { try checkVersion($0, path: path) }
        try Schema.migrator.migrate(writer)
    }

    private static func checkVersion(_ database: Database, path: String) throws {
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

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translatingErrors(path) { try writer.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        if let identity, FileIdentity(path) != identity { throw StoreError.replaced(path: path) }
        return try translatingErrors(path) { try writer.write(body) }
    }
}

/// Which file a path leads to: writing goes on into a deleted file without a word.
private struct FileIdentity: Hashable {
    let device: UInt
    let inode: UInt

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// SQLite's codes in the user's words.
private func translatingErrors<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        switch error.resultCode {
        case .SQLITE_NOTADB: throw StoreError.notADatabase(path: path)
        case .SQLITE_CORRUPT: throw StoreError.damaged(path: path, detail: error.message ?? "malformed")
        case .SQLITE_READONLY: throw StoreError.readOnly(path: path)
        case .SQLITE_FULL: throw StoreError.diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: throw StoreError.busy(path: path)
        case .SQLITE_CANTOPEN where access(path, F_OK) == 0 && access(path, W_OK) != 0:
            throw StoreError.readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
            throw StoreError.unwritable(path: path, reason: error.message ?? "no access")
        default: throw StoreError.damaged(path: path, detail: error.message ?? "\(error.resultCode)")
        }
    }
}
