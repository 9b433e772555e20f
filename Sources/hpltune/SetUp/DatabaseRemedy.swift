import Tuning

/// What to do with a damaged database.
struct DatabaseRemedy {
    let database: String
    /// The newest good backup.
    let backup: Backup?

    /// For an error met while the database was in use; `nil` when the error is another one, or the file was never ours.
    static func line(for error: StoreError) -> String? {
        let path: String
        switch error {
        case .damaged(let database, _), .notADatabase(let database): path = database
        case .lost(let database, _): return lostLine(database, error)
        default: return nil
        }
        do {
            guard let backup = try Backups(of: path).newestGood() else { return nil }
            let remedy = DatabaseRemedy(database: path, backup: backup)
            return "\(path): the database is damaged; the newest good backup is of "
                + "\(TimeText.local(backup.takenAt)): put it back with `\(remedy.command)`"
        } catch {
            // The damage is what counts.
            return nil
        }
    }

    private static func lostLine(_ database: String, _ error: StoreError) -> String {
        error.description.split(separator: "`hpltune database restore`", omittingEmptySubsequences: false)
            .joined(separator: "`\(DatabaseRemedy(database: database, backup: nil).command)`")
    }

    var lines: [String] {
        guard let backup else {
            return [
                "There is no good backup in \(database).backups. If you have a copy elsewhere:",
                "  \(command) FILE",
            ]
        }
        return [
            "This cannot be mended in place. The newest good backup is of \(TimeText.local(backup.takenAt)); put it back, "
                + "and be told what it lacks, with",
            "  \(command)",
        ]
    }

    /// The command to restore this database.
    var command: String { "\(CommandName.text) database restore\(Self.option(for: database))" }

    /// ` --database FILE`, unless the database is the one that is taken anyway.
    static func option(for database: String) -> String {
        do {
            return try GlobalOptions.standardPath == database ? "" : " --database " + ShellText.word(database)
        } catch {
            return " --database " + ShellText.word(database)
        }
    }
}
