import Foundation
import GRDB

extension StudyStore {
    func insert(
        _ outputs: [KeptOutput], ofAttempt attempt: Int64, at now: Double, in database: Database
    ) throws {
        for output in outputs where output.bytes > 0 {
            try database.execute(
                sql: "INSERT INTO output (attemptID, name, content, bytes, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [attempt, output.name, Data(output.content), output.bytes, now])
        }
    }

    /// What is kept of what an attempt printed; nothing when it was cleared, or an older hpltune ran it.
    public func outputs(ofAttempt id: Int64) throws -> [KeptOutput] {
        try read { database in
            // Databases of older versions are read without being changed.
            guard try database.tableExists("output") else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT name, content, bytes FROM output WHERE attemptID = ? ORDER BY id",
                arguments: [id]
            ).map { row in
                KeptOutput(name: row["name"], content: Array(row["content"] as Data), bytes: row["bytes"])
            }
        }
    }

    /// Forgets the outputs kept before a time.
    ///
    /// - Parameter time: Unix seconds; `nil` forgets all.
    /// - Returns: how many there were, and their bytes.
    public func clearOutputs(keptBefore time: Double?) throws -> (count: Int, bytes: Int) {
        try write { database in
            let arguments: StatementArguments = [time ?? .greatestFiniteMagnitude]
            let row = try Row.fetchOne(
                database,
                sql: "SELECT COUNT(*) AS count, TOTAL(LENGTH(content)) AS bytes FROM output WHERE at < ?",
                arguments: arguments)
            try database.execute(sql: "DELETE FROM output WHERE at < ?", arguments: arguments)
            return (row?["count"] ?? 0, Int(row?["bytes"] as Double? ?? 0))
        }
    }

    /// Bytes of the database and of what lies beside it until it is taken into it.
    public var bytesOnDisk: Int {
        ["", "-wal", "-journal"].map { DurableFile.size(path + $0) }.reduce(0, +)
    }

    /// Gives the space of what was deleted back to the file system. Needs as much free space as the database is large
    /// for a moment; errors: `StoreError.diskFull`, `.busy`. Nothing is lost by them.
    public func returnSpace() throws {
        try checkIdentity()
        try translatingErrors(path) {
            try writer.writeWithoutTransaction { database in
                // The log grows by all of the database. Readers may be in the way; it then shrinks when they have gone.
                let emptyLog = "PRAGMA wal_checkpoint(TRUNCATE)"
                _ = try Row.fetchOne(database, sql: emptyLog)
                try database.execute(sql: "VACUUM")
                _ = try Row.fetchOne(database, sql: emptyLog)
            }
        }
    }
}
