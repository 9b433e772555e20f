import ArgumentParser
import Reporting

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "All about one run: why it was made and what came of it.")

    @OptionGroup var choice: TrialChoice
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let store = try global.openForReading()
        let (_, trial, trials) = try choice.find(in: store)
        if json.isJSON { return Terminal.say(JSONValue.trial(trial, among: trials).text) }
        Terminal.say(TrialText(trial: trial, trials: trials).lines, width: 14)
    }
}
