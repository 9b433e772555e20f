import Logging
import Search
import Tuning

/// What the user wants everywhere: `~/.config/hpltune/config.yaml`, or under `$XDG_CONFIG_HOME`. The command line and the
/// environment come first. Every key is explained in docs/preferences.md.
///
/// A mistake in the file stops every command that uses the database: half of what the user wants is not what the user
/// wants, and a warning in front of every answer would be in the way of scripts.
struct Preferences {
    /// Days for which the outputs of runs are kept in the database.
    var cacheAge = 30.0
    /// Seconds from one backup to the next while a study is driven; 0 makes none.
    var backupInterval = BackupSchedule.defaultInterval
    /// How many automatic backups are kept.
    var backupCount = BackupSchedule.defaultCount
    /// Whether `optimize` and `resume` restore a damaged database by themselves.
    var restoresByItself = false
    var logLevel: Logger.Level?
    var journal = JournalChoice.automatic

    private static let keys = ["cache_age", "backup", "log_level", "journal"]
    private static let backupKeys = ["interval", "count", "auto_restore"]

    /// The defaults when there is no such file.
    static func read() throws -> Preferences {
        guard let path = UserFolders.preferences(), let text = try TextFile.readIfPresent(path) else {
            return Preferences()
        }
        return try Preferences(text: text, file: path)
    }

    init() {}

    init(text: String, file: String) throws(FileError) {
        // Nothing but comments is no mistake: that is what a file of examples looks like.
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        if lines.allSatisfy({ $0.isEmpty || $0.hasPrefix("#") }) { return }
        let root = try YAMLNode.parse(text, file: file).mapping(allowing: Self.keys)
        if let node = root["cache_age"] { cacheAge = try Self.number(node, "cache_age", 0...36_500) }
        if let node = root["log_level"] { logLevel = try Self.level(node) }
        if let node = root["journal"] { journal = try Self.journal(node) }
        guard let section = root["backup"], !section.isNull else { return }
        let backup = try section.mapping(allowing: Self.backupKeys)
        if let node = backup["interval"] {
            backupInterval = try Self.number(node, "interval", 0...1e6)
            if backupInterval > 0, backupInterval < 10 {
                throw node.error(
                    "`interval` is 10 seconds or more, or 0 for no backups; found \(backupInterval)")
            }
        }
        if let node = backup["count"] {
            backupCount = try node.int()
            guard (1...1_000).contains(backupCount) else {
                throw node.error("`count` is from 1 to 1000, found \(backupCount); change it")
            }
        }
        if let node = backup["auto_restore"] { restoresByItself = try node.bool() }
    }

    private static func number(
        _ node: YAMLNode, _ key: String, _ range: ClosedRange<Double>
    ) throws(FileError) -> Double {
        let number = try node.double()
        guard range.contains(number) else {
            throw node.error(
                "`\(key)` is from \(Int(range.lowerBound)) to \(Int(range.upperBound)), found \(number); change it"
            )
        }
        return number
    }

    private static func level(_ node: YAMLNode) throws(FileError) -> Logger.Level {
        let text = try node.string()
        guard let level = Logger.Level(rawValue: text) else {
            throw node.error(
                unknownWord("log level", text, among: Logger.Level.allCases.map(\.rawValue), listing: true))
        }
        return level
    }

    private static func journal(_ node: YAMLNode) throws(FileError) -> JournalChoice {
        let text = try node.string()
        guard let journal = JournalChoice(rawValue: text) else {
            throw node.error(
                unknownWord("journal", text, among: JournalChoice.allCases.map(\.rawValue), listing: true))
        }
        return journal
    }
}
