import ArgumentParser
import Reporting
import Tuning

struct DatabaseCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for anything wrong in the database; changes nothing.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let path = try global.path
        let check = try DatabaseCheck(of: path)
        let good = check.isWhole ? nil : try Backups(of: path).newestGood()
        if json.isJSON {
            Terminal.say(value(check, path, good).text)
        } else if check.isWhole {
            Terminal.say(
                "\(path): nothing is wrong (\(NumberText.count(check.studies, "study")), "
                    + "\(NumberText.count(check.runs, "run")))")
        } else {
            for finding in check.findings { Terminal.say("\(finding.rule): \(finding.text)".printable()) }
            Terminal.say("")
            for line in DatabaseRemedy(database: path, backup: good).lines { Terminal.say(line) }
        }
        if !check.isWhole { throw ExitCode.failure }
    }

    private func value(_ check: DatabaseCheck, _ path: String, _ good: Backup?) -> JSONValue {
        .object([
            ("version", .integer(1)),
            ("database", .text(path)),
            ("whole", .bool(check.isWhole)),
            ("studies", .integer(check.studies)),
            ("runs", .integer(check.runs)),
            (
                "findings",
                .array(
                    check.findings.map { .object([("rule", .text($0.rule)), ("text", .text($0.text))]) })
            ),
            ("newestGoodBackup", JSONValue(good?.path)),
        ])
    }
}
