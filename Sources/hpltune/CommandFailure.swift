import ArgumentParser
import Execution
import Glibc
import Search
import Tuning

/// A command could not do what it was asked: one line on standard error, and an exit status that scripts can use.
struct CommandFailure: Error, CustomStringConvertible {
    /// 0 done · 1 failed, or ended by others · 64 wrong usage · 75 try again later · 130 interrupted.
    enum Status: Int32 {
        case failed = 1
        case usage = 64
        case tryAgain = 75
        case interrupted = 130
    }

    let description: String
    var status = Status.failed

    init(_ description: String, status: Status = .failed) {
        self.description = description
        self.status = status
    }

    /// Says what went wrong and ends the process.
    static func exit(_ error: any Error) -> Never {
        let (line, status) = explain(error)
        guard let line = line ?? usageLine(error) else { HPLTune.exit(withError: error) }
        Terminal.complain(CommandName.inAdvice(line))
        Glibc.exit(status.rawValue)
    }

    /// What is wrong with the command line, as one line; `nil` for what is no mistake: help, version, a status of ours.
    private static func usageLine(_ error: any Error) -> String? {
        if error is ExitCode || error is CleanExit { return nil }
        guard HPLTune.exitCode(for: error) == .validationFailure else { return nil }
        let message = HPLTune.message(for: error).split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " } }.joined(separator: " ")
        if let line = unknownCommand() { return line.printable() }
        // The parser knows which command it was: `See 'hpltune clusters add --help' for more information.`
        let quoted = HPLTune.fullMessage(for: error).split(separator: "'", omittingEmptySubsequences: false)
        let help = quoted.last { $0.hasSuffix("--help") }.map(String.init) ?? "hpltune --help"
        let end = message.last.map(".;?!".contains) == true ? " See" : "; see"
        let words = message.prefix(1).lowercased() + message.dropFirst()
        return "hpltune: \(words)\(end) `\(help)`".printable()
    }

    /// What other programs call it.
    private static let synonyms = [
        "run": "optimize", "start": "optimize", "tune": "optimize", "runs": "trials", "results": "trials",
        "list": "studies", "ls": "studies", "stop": "cancel", "continue": "resume", "log": "logs",
    ]

    /// That the first words are no command, where one is near that was meant.
    private static func unknownCommand() -> String? {
        var command: any ParsableCommand.Type = HPLTune.self
        var path = "hpltune"
        for word in CommandLine.arguments.dropFirst() {
            let configuration = command.configuration
            let known = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
            if let next = known.first(where: { $0.configuration.commandName == word }) {
                (command, path) = (next, "\(path) \(word)")
                continue
            }
            guard !known.isEmpty, !word.hasPrefix("-"),
                let meant = command == HPLTune.self && synonyms[word] != nil
                    ? synonyms[word] : nearest(word, among: known.compactMap { $0.configuration.commandName })
            else { return nil }
            return "hpltune: there is no command `\(path) \(word)`; did you mean `\(meant)`? "
                + "See `\(path) --help`"
        }
        return nil
    }

    /// The line to print, `nil` when the argument parser says it better (usage, help, version).
    static func explain(_ error: any Error) -> (line: String?, status: Status) {
        switch error {
        case let failure as CommandFailure:
            (failure.description, failure.status)
        case let error as UnseenDatabase:
            ("hpltune: \("\(error)".printable())", .failed)
        case let refusal as SubmissionRefusal:
            (refusal.failure.description, refusal.failure.status)
        case let error as FileError:
            // Begins with the file's name, as editors and terminals like it.
            (error.description.printable(), .failed)
        case let error as StoreError:
            DatabaseRemedy.line(for: error).map { (line: String?("hpltune: \($0)"), status: .failed) }
                ?? (
                    line: "hpltune: \("\(error)".printable())",
                    status: error.isTemporary ? .tryAgain : .failed
                )
        case let error as DatabaseCareError:
            ("hpltune: \("\(error)".printable())", error.isTemporary ? .tryAgain : .failed)
        case TransportError.unreachable, SchedulerError.failed, SchedulerError.notCancelled,
            SchedulerError.elsewhere,
            DriverError.notCancelledYet, DriverError.outOfSight, DriverError.unmounted,
            DriverError.unwritable:
            ("hpltune: \(error)", .tryAgain)
        case is SpaceError, is ExpressionError, is TransportError, is SchedulerError, is DriverError:
            ("hpltune: \(error)", .failed)
        case is CancellationError:
            ("hpltune: interrupted", .interrupted)
        case is ExitCode, is CleanExit, is ValidationError:
            (nil, .usage)
        default:
            HPLTune.exitCode(for: error) == .failure
                ? ("hpltune: \("\(error)".printable())", .failed) : (nil, .usage)
        }
    }
}
