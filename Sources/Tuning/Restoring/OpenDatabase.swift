import Glibc

/// Whether some process has a database open, by the locks SQLite holds on it.
enum OpenDatabase {
    /// Where SQLite's shared locks are (os.h: SHARED_FIRST and SHARED_SIZE). With a write-ahead log every connection
    /// holds one for as long as it is open, with a rollback journal only while it reads or writes.
    private static let firstByte = 0x4000_0000 + 2
    private static let byteCount = 510

    /// The number of such a process on this machine; `nil` when there is none. This process does not count; if it has
    /// the database open, it loses its locks by this.
    static func user(of path: String) throws -> Int32? {
        let file = open(path, O_RDWR | O_CLOEXEC)
        // Who may not write cannot replace it either, and will be told so.
        guard file >= 0 else { throw DurableFile.Failure(path: path, number: errno) }
        defer { close(file) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = firstByte
        lock.l_len = byteCount
        guard fcntl(file, F_GETLK, &lock) == 0 else { throw DurableFile.Failure(path: path, number: errno) }
        return lock.l_type == Int16(F_UNLCK) ? nil : lock.l_pid
    }
}
