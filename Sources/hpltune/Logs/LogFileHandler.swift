import Logging
import Tuning

/// One line an entry: time, level, message, metadata.
struct LogFileHandler: LogHandler {
    let file: LogFile
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let text = "\(event.message)\(pairs)".replacing("\n", with: "\\n")
        file.append("\(TimeText.iso8601(WallClock.now())) \(event.level) \(text)")
    }
}
