import ArgumentParser
import Glibc
import Reporting
import Tuning

struct DatabaseBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, also while studies are driven.")

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The copy; a file named by the time in the folder of backups when left out.", valueName: "file"))
    var output: String?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let store = try global.openForReading()
        let path: String
        if let output {
            path = output.absolutePath
            try refuseToOverwrite(path, database: store.path)
            try store.copy(to: path)
        } else {
            path = try Backups(of: store.path).make(of: store, at: WallClock.now()).path
        }
        let contents = try BackupContents(of: path)
        if json.isJSON {
            return Terminal.say(
                JSONValue.object([
                    ("version", .integer(1)), ("database", .text(store.path)), ("backup", .text(path)),
                    ("studies", .integer(contents.studies)), ("runs", .integer(contents.runs)),
                ]).text)
        }
        Terminal.say(
            "\(path) (\(NumberText.count(contents.studies, "study")), \(NumberText.count(contents.runs, "run")))"
        )
    }

    /// An older copy may go; anything else was named by mistake.
    private func refuseToOverwrite(_ path: String, database: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DatabaseCareError.inTheWay(path: path, reason: "is no file but a folder or a device")
        }
        var own = stat()
        if stat(database, &own) == 0, own.st_ino == status.st_ino, own.st_dev == status.st_dev {
            throw DatabaseCareError.inTheWay(path: path, reason: "is the database itself")
        }
        if ["-wal", "-journal"].contains(where: { ProgramFinder.exists(path + $0) }) {
            throw DatabaseCareError.inTheWay(path: path, reason: "is a database in use")
        }
        do {
            _ = try StudyStore(reading: path)
        } catch is StoreError {
            throw DatabaseCareError.inTheWay(
                path: path, reason: "is there already, and is no copy of a database of hpltune")
        }
    }
}
