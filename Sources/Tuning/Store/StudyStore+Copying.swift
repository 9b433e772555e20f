import GRDB
import Glibc

extension StudyStore {
    private static let partialMark = ".partial-"

    /// Copies the database as it is at this moment, while others may be writing to it. The copy is checked and on the
    /// disk before it gets its name; when anything fails, nothing is left of it.
    ///
    /// Errors: `DatabaseCareError.backupFailed`; `StoreError` when the database itself cannot be read.
    public func copy(to path: String) throws {
        let partial = "\(path)\(Self.partialMark)\(getpid())"
        do {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try Self.removeRemains(of: name, in: path.parentFolder)
            try copyAndCheck(to: partial)
            try DurableFile.publish(partial, as: path)
        } catch {
            for ending in ["", "-journal", "-wal", "-shm"] { unlink(partial + ending) }
            throw Self.explanation(of: error, copyingTo: path, from: self.path)
        }
    }

    /// Takes what is only in the log into the file itself, as far as no reader is in the way: people copy that file.
    func takeInLog() throws {
        try checkIdentity()
        try translatingErrors(path) {
            try writer.writeWithoutTransaction {
                _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
        }
    }

    /// Removes half copies of processes that were killed: no copying takes an hour.
    static func removeRemains(of name: String, in folder: String) throws {
        do {
            for remains in try DurableFile.names(in: folder)
            where remains.hasPrefix(name) && remains.dropFirst(name.count).contains(partialMark) {
                let path = "\(folder)/\(remains)"
                var status = stat()
                guard stat(path, &status) == 0, time(nil) - status.st_mtim.tv_sec > 3_600 else { continue }
                try DurableFile.remove(path)
            }
        } catch let error as DurableFile.Failure {
            throw DatabaseCareError.backupFailed(place: error.path, reason: error.reason)
        }
    }

    private func copyAndCheck(to path: String) throws {
        try DurableFile.remove(path)
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        let copy = try DatabaseQueue(path: path, configuration: configuration)
        try writer.backup(to: copy)
        try copy.inDatabase { database in
            // By itself, without a log beside it, so that it can be read anywhere.
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            let complaint = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "no answer"
            if complaint != "ok" { throw StoreError.damaged(path: self.path, detail: complaint) }
        }
        try copy.close()
    }

    private static func explanation(
        of error: any Error, copyingTo place: String, from path: String
    ) -> any Error {
        switch error {
        case let failure as DurableFile.Failure:
            return DatabaseCareError.backupFailed(place: place, reason: failure.reason)
        case let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT:
            return StoreError.damaged(path: path, detail: error.message ?? "malformed")
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
            return DatabaseCareError.backupFailed(place: place, reason: "the disk is full")
        case let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN:
            return DatabaseCareError.backupFailed(place: place, reason: "the file cannot be made")
        case let error as DatabaseError:
            return DatabaseCareError.backupFailed(
                place: place, reason: error.message ?? "\(error.resultCode)")
        default:
            return error
        }
    }
}
