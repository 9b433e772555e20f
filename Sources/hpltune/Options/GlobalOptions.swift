import ArgumentParser
import Glibc
import Tuning

/// What every command takes: where the database is, how much is logged.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database file (also HPLTUNE_DATABASE).",
            discussion: "Default: hpltune/hpltune.db under $XDG_DATA_HOME or ~/.local/share.",
            valueName: "file"))
    var database: String?

    @OptionGroup var logging: LogOptions

    var path: String {
        get throws {
            // Whoever uses the database is told of a mistake in the preferences before anything is done.
            _ = try Preferences.read()
            if let database {
                guard !database.isEmpty else {
                    throw CommandFailure(
                        "hpltune: --database names no file; leave it out for the standard one", status: .usage
                    )
                }
                return database.absolutePath.normalizedPath
            }
            return try Self.standardPath
        }
    }

    /// The database when the command line names none.
    static var standardPath: String {
        get throws {
            if let database = ProcessVariables["HPLTUNE_DATABASE"] {
                return database.absolutePath.normalizedPath
            }
            return try UserFolders.data() + "/hpltune/hpltune.db"
        }
    }

    var hasDatabase: Bool {
        get throws { access(try path, F_OK) == 0 }
    }

    /// For commands that write; makes the file when it is not there. Warns of a place that is bad for databases.
    func open() throws -> StudyStore {
        let store = try StudyStore(path: try path, journal: try Preferences.read().journal)
        if let remark = store.remark { Terminal.complain("warning: \(remark)") }
        return store
    }

    /// For commands that look.
    ///
    /// - Throws: `StoreError.noStudy` when there is no database yet, `UnseenDatabase` when it has been named.
    func openForReading() throws -> StudyStore {
        guard let store = try openIfPresent() else {
            if isNamed, try !hasDatabase { throw UnseenDatabase(path: try path) }
            throw StoreError.noStudy(name: "", known: [])
        }
        return store
    }

    /// `nil` when there is no database yet, or nothing in it.
    func openIfPresent() throws -> StudyStore? {
        do {
            return try StudyStore(reading: try path)
        } catch StoreError.noStudy {
            return nil
        }
    }

    /// The user has said which file it is.
    private var isNamed: Bool { database != nil || ProcessVariables["HPLTUNE_DATABASE"] != nil }
}

/// The database that somebody has named is not there: a new one, or a name that was mistyped.
struct UnseenDatabase: Error, CustomStringConvertible {
    let path: String

    var description: String {
        let folder = path.parentFolder
        return "there is no study yet: there is no database \(path)"
            + (access(folder, F_OK) == 0 ? "" : ", nor a folder \(folder)")
            + "; `hpltune optimize` makes it, or name another with --database or HPLTUNE_DATABASE"
    }
}
