import Glibc

/// The exchange of a database for a restored one. Whenever the process is killed, hpltune finds the old one or the
/// restored one, each with its own log and never with the other's.
///
/// Several files have to change their names, which no system does in one act. So a note is written first, once the
/// restored file is whole and on the disk; from then on whoever opens the database does what the note says before
/// anything else. Nothing is deleted: the old files get other names.
struct RestoreSwap {
    /// The points at which tests kill it.
    enum Step: CaseIterable {
        case restoredWritten, noteWritten, logMoved, oldKept, replaced, noteRemoved
    }

    /// The database's own path, no link to it.
    let database: String
    var reached: (Step) throws -> Void = { _ in }

    /// Where the restored database waits.
    var restored: String { database + ".restored" }
    private var note: String { database + ".restoring" }
    static let besides = ["-wal", "-shm", "-journal"]

    /// Does what an interrupted exchange left to do, if there was one.
    static func finishInterrupted(of path: String) throws {
        let swap = RestoreSwap(database: DurableFile.resolved(path))
        guard DurableFile.exists(swap.note) else { return }
        do {
            try swap.finish()
        } catch let failure as DurableFile.Failure {
            throw failure.number == EACCES || failure.number == EROFS
                ? StoreError.readOnly(path: path) : StoreError.unwritable(path: path, reason: failure.reason)
        }
    }

    /// Puts `restored` in the database's place.
    ///
    /// - Parameter ending: what the old files' names get, as in `.damaged-20260501T120322Z`.
    func exchange(keepingOldAs ending: String) throws {
        try DurableFile.synchronize(restored)
        try reached(.restoredWritten)
        let unfinished = note + ".new"
        try DurableFile.write(ending, to: unfinished)
        try DurableFile.publish(unfinished, as: note)
        try reached(.noteWritten)
        try finish()
    }

    private func finish() throws {
        let file = open(note, O_RDWR | O_CLOEXEC)
        guard file >= 0 else {
            // Somebody else was faster.
            if errno == ENOENT { return }
            throw DurableFile.Failure(path: note, number: errno)
        }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { throw DurableFile.Failure(path: note, number: errno) }
        // Done by whoever had the lock before: the names now are those of the new database.
        guard DurableFile.isNamed(note, file) else { return }
        let ending = try text(of: file)
        if DurableFile.exists(restored) { try replace(keepingOldAs: ending) }
        try DurableFile.remove(note)
        try DurableFile.synchronize(database.parentFolder)
        try reached(.noteRemoved)
    }

    private func replace(keepingOldAs ending: String) throws {
        let old = database + ending
        for beside in Self.besides { try DurableFile.move(database + beside, to: old + beside) }
        try reached(.logMoved)
        // A second name first: at no moment is there no database.
        if link(database, old) != 0, errno != EEXIST, errno != ENOENT {
            try DurableFile.move(database, to: old)
        }
        try reached(.oldKept)
        try DurableFile.publish(restored, as: database)
        try reached(.replaced)
    }

    private func text(of file: Int32) throws -> String {
        try withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            let count = pread(file, buffer.baseAddress, buffer.count, 0)
            guard count > 0 else { throw DurableFile.Failure(path: note, number: count < 0 ? errno : EIO) }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
