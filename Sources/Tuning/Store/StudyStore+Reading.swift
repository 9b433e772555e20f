import Foundation
import GRDB

extension StudyStore {
    /// Opens a database that is there already, for reading only; works on read-only files too.
    public init(reading path: String) throws {
        try RestoreSwap.finishInterrupted(of: path)
        try Self.checkPresence(of: path)
        guard DurableFile.exists(path) else { throw StoreError.noStudy(name: "", known: []) }
        if DurableFile.isFolder(path) { throw StoreError.unwritable(path: path, reason: "it is a folder") }
        let writer = try translatingErrors(path) {
            let queue = try Self.queue(reading: path)
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
        let copy = try DatabaseQueue(configuration: configuration)
        try queue.backup(to: copy)
        try Schema.migrator.migrate(copy)
        return copy
    }

    /// Write-ahead logging needs a file beside the database even for reading. Where none can be made and none is there,
    /// nobody writes either, and the file can be read as it is.
    static func queue(reading path: String) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        do {
            return try readableQueue(path, configuration)
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK && access(path, W_OK) == 0
        {
            // Somebody died while writing; who only reads may not undo the half-done change.
            try DatabaseQueue(path: path, configuration: Self.configuration).close()
            return try readableQueue(path, configuration)
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
        {
            let isChanging = ["-wal", "-journal"].contains { access(path + $0, F_OK) == 0 }
            guard !isChanging, access(path, R_OK) == 0 else { throw error }
            let address = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
            return try DatabaseQueue(path: address, configuration: configuration)
        }
    }

    private static func readableQueue(
        _ path: String, _ configuration: GRDB.Configuration
    ) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
        return queue
    }
}
