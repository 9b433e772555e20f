import ArgumentParser
import Tuning

struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Take care of the database: check it, copy it, put a copy back.",
        discussion: """
            While a study is driven, a copy is made every five minutes (see docs/preferences.md). They are in a folder \
            beside the database, whose name ends with .backups.
            """,
        subcommands: [
            DatabaseCheckCommand.self, DatabaseBackupCommand.self, DatabaseRestoreCommand.self,
            DatabaseClearCacheCommand.self,
        ])
}
