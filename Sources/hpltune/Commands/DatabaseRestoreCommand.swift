import ArgumentParser
import Reporting
import Tuning

struct DatabaseRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a copy of the database back, and tell what it lacks.",
        discussion: """
            The old database is kept under another name. A database with which nothing is wrong is only replaced when \
            you name the copy.
            """)

    @Argument(help: "The copy; the newest good backup when left out.")
    var file: String?

    @Flag(help: "Show the backups there are; restore nothing.")
    var list = false

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func validate() throws {
        if list, file != nil { throw ValidationError("--list takes no file") }
    }

    func run() throws {
        let path = try global.path
        if list { return try showList(path) }
        let restoration = try Restoration.restore(path, from: file?.absolutePath, at: WallClock.now())
        let report = RestorationReport(restoration)
        if json.isJSON { return Terminal.say(report.json.text) }
        for line in report.lines { Terminal.say(line) }
    }

    private func showList(_ path: String) throws {
        let rows = try Backups(of: path).list().map { backup in
            (backup, backup.isGood ? try BackupContents(of: backup.path) : nil)
        }
        if json.isJSON {
            let values = rows.map { backup, contents in
                JSONValue.object([
                    ("backup", .text(backup.path)), ("takenAt", .text(TimeText.iso8601(backup.takenAt))),
                    ("automatic", .bool(backup.isAutomatic)), ("bytes", .integer(backup.bytes)),
                    ("good", .bool(contents != nil)), ("studies", JSONValue(contents?.studies)),
                    ("runs", JSONValue(contents?.runs)),
                ])
            }
            return Terminal.say(JSONValue.array(values).text)
        }
        if rows.isEmpty {
            return Terminal.say(
                "There is no backup of \(path) yet; `\(CommandName.text) database backup\(DatabaseRemedy.option(for: path))` "
                    + "makes one.")
        }
        var table = Table([
            ("taken", .left), ("size", .right), ("studies", .right), ("runs", .right), ("state", .left),
            ("file", .left),
        ])
        for (backup, contents) in rows {
            table.add([
                TimeText.local(backup.takenAt), ByteText.size(backup.bytes),
                contents.map { String($0.studies) } ?? "-", contents.map { String($0.runs) } ?? "-",
                contents == nil ? "damaged" : "good", backup.path,
            ])
        }
        for line in table.lines { Terminal.say(line) }
    }
}
