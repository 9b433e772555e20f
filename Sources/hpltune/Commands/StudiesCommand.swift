import ArgumentParser
import Reporting
import Tuning

struct StudiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "studies", abstract: "List all studies.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        // No database yet is no mistake: there are no studies.
        let states =
            try global.openIfPresent().map { store in
                try store.studies().map { try StudyStatus($0, in: store) }
            } ?? []
        if json.isJSON { return Terminal.say(JSONValue.array(states.map(\.json)).text) }
        if states.isEmpty {
            return Terminal.say("There is no study yet; `\(CommandName.text) optimize` starts one.")
        }
        var table = Table([
            ("study", .left), ("cluster", .left), ("state", .left), ("runs", .right), ("no result", .left),
            ("fastest run", .right),
            ("strategy", .left), ("created", .left),
        ])
        for status in states {
            table.add([
                status.record.name, status.clusterName, status.stateText,
                "\(status.progress.taught)/\(status.record.setUp.budget.trials)",
                status.progress.withoutResult.joined(separator: ", "),
                status.progress.best?.measurement.map { NumberText.gflops($0.gflops) } ?? "-",
                status.record.strategyName, String(TimeText.local(status.record.createdAt).prefix(16)),
            ])
        }
        for line in table.lines { Terminal.say(line, indent: 2) }
    }
}
