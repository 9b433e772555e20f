import ArgumentParser
import Logging

/// How much goes into the log files under `$XDG_STATE_HOME/hpltune` or `~/.local/state/hpltune`.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How much goes into the log files in $XDG_STATE_HOME/hpltune or ~/.local/state/hpltune (also "
                + "HPLTUNE_LOG_LEVEL, or log_level in the preferences; default: info).",
            valueName: "level"))
    var logLevel: Logger.Level?

    /// - Parameter file: the name of the log file without `.log`: app or state.
    func logger(_ file: String) throws -> Logger {
        let level = try level()
        let folder = try UserFolders.state() + "/hpltune"
        let log = LogFile.open(folder: folder, name: file)
        return Logger(label: file) { _ in LogFileHandler(file: log, logLevel: level) }
    }

    private func level() throws -> Logger.Level {
        if let logLevel { return logLevel }
        guard let text = ProcessVariables["HPLTUNE_LOG_LEVEL"] else {
            return try Preferences.read().logLevel ?? .info
        }
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            throw CommandFailure(
                "hpltune: HPLTUNE_LOG_LEVEL is `\(text)`; use one of "
                    + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return level
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
