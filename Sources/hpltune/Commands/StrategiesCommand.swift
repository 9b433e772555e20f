import ArgumentParser
import Reporting
import Search

struct StrategiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategies", abstract: "The ways to search, and checking your own.",
        subcommands: [List.self, Show.self, Check.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the strategies that can be named.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var json: JSONOption

        func run() throws {
            let entries = try UserFolders.strategies().list()
            if json.isJSON {
                let list = entries.map { entry in
                    JSONValue.object([
                        ("name", .text(entry.name)), ("from", .text(entry.origin.description)),
                        ("description", .text(entry.description)),
                        ("error", JSONValue(entry.error?.description)),
                    ])
                }
                return Terminal.say(JSONValue.array(list).text)
            }
            var table = Table([("strategy", .left), ("from", .left), ("what it does", .left)])
            for entry in entries {
                table.add([
                    entry.name, entry.origin.description,
                    entry.error.map { "cannot be used: \($0)" } ?? entry.description,
                ])
            }
            for line in table.lines { Terminal.say(line) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a strategy with every default written out.")

        @Argument(help: "A strategy's name or file.")
        var strategy: String

        @OptionGroup var global: GlobalOptions
        @OptionGroup var json: JSONOption

        func run() throws {
            let file = try UserFolders.strategies().load(strategy)
            if json.isJSON {
                let description = JSONValue.object([
                    ("name", .text(file.name)), ("kind", .text(file.kind.rawValue)),
                    ("description", .text(file.description)), ("text", .text(file.text)),
                ])
                return Terminal.say(description.text)
            }
            Terminal.write(file.text)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check strategy files.")

        @Argument(help: "Strategies' names or files.")
        var strategies: [String]

        @OptionGroup var global: GlobalOptions
        @OptionGroup var json: JSONOption

        func run() throws {
            var isWrong = false
            var list: [JSONValue] = []
            for name in strategies {
                var kind: String?
                var mistake: String?
                do {
                    kind = try UserFolders.strategies().load(name).kind.rawValue
                } catch {
                    mistake = "\(error)"
                    isWrong = true
                }
                list.append(
                    .object([
                        ("strategy", .text(name)), ("kind", JSONValue(kind)), ("error", JSONValue(mistake)),
                    ]))
                if json.isJSON { continue }
                if let kind { Terminal.say("\(name): good (\(kind))") }
                if let mistake { Terminal.complain(mistake) }
            }
            if json.isJSON { Terminal.say(JSONValue.array(list).text) }
            if isWrong { throw ExitCode.failure }
        }
    }
}
