import ArgumentParser
import Glibc
import HPL
import Reporting
import Tuning

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the best HPL.dat, or all runs as CSV or JSON.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case hplDat = "hpl.dat"
        case csv, json
    }

    @OptionGroup var study: StudyArgument

    @Option(help: "What to write.")
    var format: Format

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file; standard output when left out.", valueName: "file")
    )
    var output: String?

    @Flag(help: "Replace a file that is there, also one that export has not written.")
    var force = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        if let output, output != "-", !force {
            try ExportedFile.requireOwn(output, hpltune: "\(CommandName.text) export")
        }
        let store = try global.openForReading()
        let record = try study.record(in: store)
        let trials = try store.trials(ofStudy: record.id)
        let text: String
        switch format {
        case .csv: text = TrialsCSV.text(trials)
        case .json: text = JSONValue.trials(trials).text + "\n"
        case .hplDat: text = try inputFile(record, trials)
        }
        guard let output, output != "-" else { return Terminal.write(text) }
        try OutputFile.writeAndTell(Array(text.utf8), to: output)
    }

    private func inputFile(_ record: StudyRecord, _ trials: [TrialRecord]) throws -> String {
        guard trials.contains(where: { $0.measurement != nil }) else {
            throw CommandFailure(
                "hpltune: study `\(record.name)` has no result yet, so there is no best HPL.dat")
        }
        let study = try LoadedStudy(record)
        guard let best = study.best(of: trials)?.trial else {
            throw CommandFailure(
                "hpltune: study `\(record.name)` has no result yet, so there is no best HPL.dat")
        }
        let settings = try study.space.settings(for: best.candidate.point, at: best.candidate.level)
        if output != nil {
            let command = try study.command(for: best.candidate.point, asRoot: geteuid() == 0)
            Terminal.complain("Run #\(best.number). In the folder of that file, start it with:\n  \(command)")
        }
        return ExportedFile.marked(
            inputFile: InputFile(settings, dialect: record.setUp.flavor.dialect).write())
    }
}
