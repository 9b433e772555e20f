import ArgumentParser
import Reporting
import Tuning

struct TrialsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trials", abstract: "List the runs of a study.")

    enum Order: String, ExpressibleByArgument, CaseIterable {
        case number, gflops
    }

    @OptionGroup var study: StudyArgument

    @Option(help: "What to sort by.")
    var sort = Order.number

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() throws {
        let store = try global.openForReading()
        let record = try study.record(in: store)
        let trials = try store.trials(ofStudy: record.id)
        if json.isJSON { return Terminal.say(JSONValue.trials(trials).text) }
        if trials.isEmpty { return Terminal.say("Study `\(record.name)` has no runs yet.") }
        let sorted =
            sort == .number
            ? trials : trials.sorted { ($0.measurement?.gflops ?? 0) > ($1.measurement?.gflops ?? 0) }
        let table = table(sorted)
        for line in table.lines { Terminal.say(line, indent: table.start(ofColumn: 6)) }
    }

    private func remark(_ trial: TrialRecord) -> String {
        let remarks = [
            trial.isImported ? "imported" : nil,
            trial.measurement?.isContaminated == true ? "shared the machine" : nil,
        ]
        return remarks.compactMap { $0 }.joined(separator: ", ")
    }

    private func table(_ trials: [TrialRecord]) -> Table {
        var table = Table([
            ("run", .right), ("round", .right), ("Gflops", .right), ("seconds", .right), ("residual", .right),
            ("N", .right), ("configuration", .left), ("remark", .left),
        ])
        let largest = trials.compactMap(\.measurement?.gflops).max() ?? 0
        for trial in trials {
            let measurement = trial.measurement
            table.add([
                "#\(trial.number)", String(trial.round),
                measurement.map { NumberText.gflops($0.gflops, inColumnUpTo: largest) } ?? trial.stateWord,
                measurement.map { NumberText.seconds(of: $0) } ?? "",
                measurement?.residual.map { NumberText.residual($0) } ?? "",
                String(measurement?.n ?? trial.n), trial.candidate.point.description,
                trial.isCancelled ? "" : trial.failure?.kind ?? remark(trial),
            ])
        }
        return table
    }
}
