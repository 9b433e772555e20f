import ArgumentParser
import Reporting
import Tuning

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Studies side by side: their best configurations, and which is better.",
        discussion: """
            Whether the two best can be told apart is judged by Welch's t-test on the runs of their best configurations, at \
            95 %. Parameters in which the best configurations differ are marked with *.
            """)

    @Argument(help: "Two studies or more.")
    var studies: [String]

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func validate() throws {
        guard Set(studies).count == studies.count else {
            throw ValidationError("a study is there twice; name different ones")
        }
        guard studies.count > 1 else {
            throw ValidationError("to compare takes two studies or more, as `hpltune studies` lists them")
        }
    }

    func run() throws {
        let store = try global.openForReading()
        let compared = try studies.map { name in
            let record = try store.study(named: name)
            return try ComparedStudy(
                try LoadedStudy(record), trials: try store.trials(ofStudy: record.id),
                calibrations: try store.calibrations(ofStudy: record.id))
        }
        let comparison = StudyComparison(compared)
        if json.isJSON { return Terminal.say(JSONValue.comparison(comparison).text) }
        for line in ComparisonText(comparison).lines { Terminal.say(line) }
    }
}
