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
        let (_, trial, _) = try choice.find(in: try global.openForReading())
        if trial.isImported {
            throw CommandFailure(
                "hpltune: run #\(trial.number) was made elsewhere (\(trial.candidate.why)); its output is where it came from"
            )
        }
        guard
            let chosen = attempt.map({ number in trial.attempts.first { $0.number == number } })
                ?? trial.attempts.last
        else { throw CommandFailure("hpltune: run #\(trial.number) has \(trial.attempts.count) attempts") }
        let paths = AttemptOutput(chosen).paths
        for path in paths {
            let bytes = try InputBytes.read(path)
            Terminal.say("==> \(path) <==")
            Terminal.write(String(decoding: bytes, as: UTF8.self))
            if let last = bytes.last, last != UInt8(ascii: "\n") { Terminal.say("") }
        }
        if paths.isEmpty {
            throw CommandFailure(
                trial.isPending
                    ? "hpltune: run #\(trial.number) has not started yet"
                    : "hpltune: the output of run #\(trial.number) is gone; it was in \(chosen.directory)")
        }
    }
}
