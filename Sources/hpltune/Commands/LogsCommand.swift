import ArgumentParser
import Tuning

struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what HPL printed in one run.")

    @OptionGroup var choice: TrialChoice

    @Option(help: ArgumentHelp("Which attempt; the last one when left out.", valueName: "number"))
    var attempt: Int?

    @OptionGroup var global: GlobalOptions

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
        else { throw CommandFailure("hpltune: run #\(trial.number) has \(trial.attempts.count) attempts") }
        let output = AttemptOutput(chosen)
        // Folders of runs are cleared away on many machines.
        let kept = try store.outputs(ofAttempt: chosen.id)
        var isShown = false
        for path in output.all {
            if ProgramFinder.exists(path) {
                show(try InputBytes.read(path), as: path)
            } else if let copy = kept.first(where: { path == "\(chosen.directory)/\($0.name)" }) {
                show(copy.content, as: "\(path) (gone; from the copy in the database)")
            } else {
                continue
            }
            isShown = true
        }
        if isShown { return }
        guard ProgramFinder.exists(output.log) else {
            throw CommandFailure(
                trial.isPending
                    ? "hpltune: run #\(trial.number) has not started yet"
                    : "hpltune: the output of run #\(trial.number) is gone; it was in \(chosen.directory)")
        }
        show(try InputBytes.read(output.log), as: output.log)
    }

    private func show(_ bytes: [UInt8], as title: String) {
        Terminal.say("==> \(title) <==")
        Terminal.write(String(decoding: bytes, as: UTF8.self))
        if let last = bytes.last, last != UInt8(ascii: "\n") { Terminal.say("") }
    }
}
