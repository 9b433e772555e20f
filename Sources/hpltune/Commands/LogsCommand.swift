import ArgumentParser
import Reporting
import Tuning

struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what HPL printed in one run.",
        discussion:
            "Files that are empty are left out. What is gone from the disk comes from the database's copy.")

    @OptionGroup var choice: TrialChoice

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Which attempt; the last one when left out.", valueName: "number"),
        transform: NumberArgument.whole)
    var attempt: Int?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    /// What one file holds.
    private struct Output {
        let path: String
        let bytes: [UInt8]
        /// The file is gone; this is the copy in the database.
        var isKept = false
    }

    func run() throws {
        let store = try global.openForReading()
        let (_, trial, _) = try choice.find(in: store)
        if trial.isImported {
            throw CommandFailure(
                "hpltune: run #\(trial.number) was made elsewhere (\(trial.candidate.why)); its output is where it came from"
            )
        }
        guard
            let chosen = attempt.map({ number in trial.attempts.first { $0.number == number } })
                ?? trial.attempts.last
        else {
            throw CommandFailure(
                "hpltune: run #\(trial.number) has \(NumberText.count(trial.attempts.count, "attempt"))")
        }
        let outputs = try outputs(of: chosen, trial, in: store)
        if json.isJSON {
            return Terminal.say(description(of: outputs, attempt: chosen.number, trial.number).text)
        }
        for output in outputs where !output.bytes.isEmpty { show(output) }
        if outputs.allSatisfy(\.bytes.isEmpty) {
            let paths = outputs.map(\.path).joined(separator: " and ")
            Terminal.say(
                "run #\(trial.number) printed nothing: \(paths) \(outputs.count == 1 ? "is" : "are") empty")
        }
    }

    /// Those that are there or kept; when there is none, the log of the job.
    private func outputs(
        of attempt: AttemptRecord, _ trial: TrialRecord, in store: StudyStore
    ) throws -> [Output] {
        let names = AttemptOutput(attempt)
        // Folders of runs are cleared away on many machines.
        let kept = try store.outputs(ofAttempt: attempt.id)
        var found: [Output] = []
        for path in names.all {
            if ProgramFinder.exists(path) {
                found.append(Output(path: path, bytes: try InputBytes.read(path)))
            } else if let copy = kept.first(where: { path == "\(attempt.directory)/\($0.name)" }) {
                found.append(Output(path: path, bytes: copy.content, isKept: true))
            }
        }
        if !found.isEmpty { return found }
        guard ProgramFinder.exists(names.log) else {
            throw CommandFailure(
                trial.isPending
                    ? "hpltune: run #\(trial.number) has not started yet"
                    : "hpltune: the output of run #\(trial.number) is gone; it was in \(attempt.directory)")
        }
        return [Output(path: names.log, bytes: try InputBytes.read(names.log))]
    }

    private func description(of outputs: [Output], attempt: Int, _ trial: Int) -> JSONValue {
        .object([
            ("version", .integer(1)), ("study", .text(choice.study)), ("trial", .integer(trial)),
            ("attempt", .integer(attempt)),
            (
                "files",
                .array(
                    outputs.map { output in
                        .object([
                            ("path", .text(output.path)),
                            ("text", .text(String(decoding: output.bytes, as: UTF8.self))),
                            ("kept", .bool(output.isKept)),
                        ])
                    })
            ),
        ])
    }

    private func show(_ output: Output) {
        Terminal.say(
            "==> \(output.path)\(output.isKept ? " (gone; from the copy in the database)" : "") <==")
        Terminal.write(String(decoding: output.bytes, as: UTF8.self))
        if let last = output.bytes.last, last != UInt8(ascii: "\n") { Terminal.say("") }
    }
}
