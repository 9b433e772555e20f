import ArgumentParser
import Reporting
import Tuning

struct BestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "best", abstract: "The best configuration of a study so far.")

    @OptionGroup var study: StudyArgument
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let store = try global.openForReading()
        let record = try study.record(in: store)
        let trials = try store.trials(ofStudy: record.id)
        guard trials.contains(where: { $0.measurement != nil }) else {
            throw CommandFailure(
                "hpltune: study `\(record.name)` has no result yet; see how it stands with `\(CommandName.text) status \(record.name)`"
            )
        }
        let study = try LoadedStudy(record)
        let summary = Summary(
            study: study, trials: trials, calibrations: try store.calibrations(ofStudy: record.id))
        guard json.isJSON else {
            for line in summary.lines { Terminal.say(line, indent: 6) }
            return
        }
        if let best = study.best(of: trials) {
            Terminal.say(JSONValue.best(best, ofStudy: record.name).text)
        }
    }
}
