import ArgumentParser
import Execution
import HPL
import Search
import Tuning

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take results that were measured elsewhere into a study.",
        discussion: """
            FILE is an HPL output of any vendor, a CSV file with a line of column names (NB, grid or P and Q, BCAST, …, N, \
            gflops, seconds), or what `hpltune export` wrote as CSV or JSON; also compressed by gzip. `-` reads standard \
            input. Results that PASSED become runs of the study: its model learns from them, and they do not count against \
            the budget. Nothing is taken twice. Exit status 1 when a file had nothing to take.
            """)

    @Argument(help: "The study's name.")
    var study: String

    @Argument(help: "Files with results.")
    var files: [String]

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "What the files do not tell, for all runs in them, as in SWAP=mix.", valueName: "parameter=value")
    )
    var settings: [String] = []

    @Option(
        help: ArgumentHelp(
            "A column of a CSV file, or a parameter that the study does not vary, that is not to matter.",
            valueName: "name"))
    var ignore: [String] = []

    @Flag(help: "Show what would be taken; store nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try said()
    }

    func run() async throws {
        let reading = try global.openForReading()
        let record = try reading.study(named: study)
        guard record.setUp.problemSize != nil else {
            throw CommandFailure(
                "hpltune: study `\(study)` has no N yet, so no result can be compared with its runs; drive it first "
                    + "(`\(CommandName.text) resume \(study)`), or start one with `optimize --n N`")
        }
        let known = try reading.trials(ofStudy: record.id)
        let imports = try await self.imports(into: try LoadedStudy(record), after: known)
        func text(_ selection: ImportSelection, _ taken: [TrialRecord] = []) -> ImportText {
            ImportText(
                study: study, selection: selection, taken: taken, refused: imports.refused, isDryRun: dryRun)
        }
        let selection = ImportSelection(of: imports.trials, after: known)
        for line in text(selection).complaints { Terminal.complain(line.printable()) }
        if dryRun || imports.trials.isEmpty {
            for line in text(selection).lines { Terminal.say(line) }
        } else if let answer = try await askDriver(of: record, toTake: imports.trials) {
            Terminal.say("Study \(study), which is being driven: \(answer).")
        } else {
            let (selection, taken) = try store(imports.trials)
            for line in text(selection, taken).lines { Terminal.say(line) }
        }
        let found = Set(imports.trials.map(\.file))
        if !files.allSatisfy({ found.contains(Self.name(of: $0)) }) { throw ExitCode.failure }
    }

    private static func name(of file: String) -> String {
        file == "-" ? "standard input" : file.printable()
    }

    private func said() throws -> [(name: String, text: String)] {
        try settings.map { setting in
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValidationError("--set takes parameter=value, as in `--set SWAP=mix`; got `\(setting)`")
            }
            return (name: String(parts[0]), text: String(parts[1]))
        }
    }

    /// A file that cannot be read does not hold up the others.
    private func imports(into study: LoadedStudy, after known: [TrialRecord]) async throws -> StudyImport {
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        var imports: StudyImport
        do {
            imports = try StudyImport(
                into: study, after: known, said: try said(), ignoring: Set(ignore.map { $0.uppercased() }))
        } catch let error as PlacementError {
            throw CommandFailure("hpltune: --set: \(error.message)", status: .usage)
        }
        for file in files {
            do {
                let bytes = try await TableBytes.read(file, transport: transport)
                imports.add(try ImportReader.read(bytes, file: Self.name(of: file), ignoring: Set(ignore)))
            } catch let error as FileError {
                imports.refuse(error)
            }
        }
        return imports
    }

    /// - Returns: the driver's answer; `nil` when nobody drives the study.
    private func askDriver(of record: StudyRecord, toTake results: [ImportedTrial]) async throws -> String? {
        let sender = RequestSender.here(in: try global.open(), command: "import")
        switch try await sender.ask(Request(importing: results), of: record) {
        case .nobodyDrives: return nil
        case .answered(let answer) where answer.hasPrefix("not imported"):
            throw CommandFailure("hpltune: study `\(study)`: \(answer)")
        case .answered(let answer): return answer
        case .silent(let driver):
            throw CommandFailure(
                "hpltune: study `\(study)` is being driven by \(driver), which has been asked to take the results and has "
                    + "not answered yet; see with `\(CommandName.text) trials \(study)`",
                status: .tryAgain)
        }
    }

    /// Under the lease.
    private func store(_ trials: [ImportedTrial]) throws -> (ImportSelection, [TrialRecord]) {
        let store = try global.open()
        let record = try store.study(named: study)
        let holder = DriverProcess.holder(at: WallClock.now())
        try store.takeLease(ofStudy: record, for: holder, isGone: DriverProcess.isGone)
        defer {
            do {
                try store.giveUpLease(ofStudy: record, for: holder)
            } catch {
                // It ends by itself a minute later.
                Terminal.complain("warning: \(error)")
            }
        }
        let selection = ImportSelection(of: trials, after: try store.trials(ofStudy: record.id))
        return (selection, try store.add(trials, toStudy: record, heldBy: holder, at: WallClock.now()))
    }
}
