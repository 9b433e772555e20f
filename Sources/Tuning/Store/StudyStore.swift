import GRDB
import Glibc

/// Everything hpltune remembers, in one SQLite file. Verbs are facts, each one transaction: what a verb wrote is there
/// after `kill -9`, what it did not finish never happened.
public struct StudyStore: Sendable {
    let writer: any DatabaseWriter
    /// The file, or `:memory:`.
    public let path: String
    /// What whoever writes should know of the place the database is in; `nil` when there is nothing to say.
    public let remark: String?
    /// Which file it was when it was opened; `nil` in memory and for reading.
    let identity: FileIdentity?

    init(writer: any DatabaseWriter, path: String, remark: String? = nil, identity: FileIdentity? = nil) {
        self.writer = writer
        self.path = path
        self.remark = remark
        self.identity = identity
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translatingErrors(path) { try writer.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try checkIdentity()
        return try translatingErrors(path) { try writer.write(body) }
    }

    func checkIdentity() throws {
        if let identity, FileIdentity(path) != identity { throw StoreError.replaced(path: path) }
    }
}

/// Which file a path leads to: writing goes on into a deleted file without a word.
struct FileIdentity: Hashable {
    private let device: UInt
    private let inode: UInt

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// SQLite's codes in the user's words.
func translatingErrors<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
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
        // The log and the shared memory beside the database find no room either, and say so less clearly.
        case .SQLITE_CANTOPEN where isFull(path), .SQLITE_IOERR where isFull(path):
            throw StoreError.diskFull(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
            throw StoreError.unwritable(path: path, reason: error.message ?? "no access")
        default: throw StoreError.damaged(path: path, detail: error.message ?? "\(error.resultCode)")
        }
    }
}

/// Not even the shared memory of a write-ahead log (32 KiB) would fit.
private func isFull(_ path: String) -> Bool {
    var status = statvfs()
    guard statvfs(path.parentFolder, &status) == 0 else { return false }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 64 << 10
}
