import Glibc

/// Held by the one process that restores a database; gone with it, however it ends.
enum RestoreLock {
    /// Error: `DatabaseCareError.beingRestored` when another process holds it.
    static func holding<Value>(_ database: String, _ body: () throws -> Value) throws -> Value {
        let path = database + ".restore-lock"
        let file = try locked(path, for: database)
        defer {
            unlink(path)
            close(file)
        }
        return try body()
    }

    private static func locked(_ path: String, for database: String) throws -> Int32 {
        while true {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw DurableFile.Failure(path: path, number: errno) }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                let number = errno
                close(file)
                if number == EWOULDBLOCK { throw DatabaseCareError.beingRestored(database: database) }
                throw DurableFile.Failure(path: path, number: number)
            }
            // Its holder may have removed it between our opening and locking it.
            if DurableFile.isNamed(path, file) { return file }
            close(file)
        }
    }
}
