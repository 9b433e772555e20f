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

    /// For commands that look; `StoreError.noStudy` when there is no database yet.
    func openForReading() throws -> StudyStore {
        try StudyStore(reading: try path)
    }
}
