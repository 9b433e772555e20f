import FoundationEssentials

/// What scripts on the machine tell about jobs: lines that start with a mark, between a first and a last one.
///
/// Everything else is noise of the site (messages of the day, warnings of modules) and skipped; a missing last line
/// shows an answer that was cut off.
struct JobReport {
    /// One line: its kind and the fields after it. The last field may hold spaces.
    struct Line: Equatable {
        let kind: String
        let fields: [String]
    }

    let lines: [Line]
    private let byJob: [String: [Line]]

    static let mark = "@hpltune:"

    /// - Parameter command: what to call the script in errors.
    init(_ output: CommandOutput, of command: String) throws(SchedulerError) {
        var lines: [Line] = []
        var isOpen = false
        var isClosed = false
        for bytes in output.stdout.split(separator: UInt8(ascii: "\n")) {
            // Noise without a line end sits before the mark on the same line.
            guard let line = Self.line(String(decoding: bytes, as: UTF8.self)) else { continue }
            switch line.kind {
            case "begin":
                isOpen = true
                isClosed = false
                lines = []
            case "end": isClosed = isOpen
            default: if isOpen { lines.append(line) }
            }
        }
        guard isClosed else {
            let reason = output.truncated ? "it is too long" : "it is incomplete (\(output.complaint))"
            throw .unreadable(command: command, reason: reason)
        }
        self.lines = lines
        byJob = Dictionary(grouping: lines) { $0.fields.first ?? "" }
    }

    private static func line(_ text: String) -> Line? {
        let codeUnits = text.utf8
        let mark = Array(Self.mark.utf8)
        var start = codeUnits.startIndex
        while let candidate = codeUnits[start...].firstIndex(of: mark[0]) {
            if codeUnits[candidate...].starts(with: mark) {
                let words = text[candidate...].dropFirst(mark.count)
                    .split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
                guard let kind = words.first else { return nil }
                return Line(kind: kind, fields: Array(words.dropFirst()))
            }
            start = codeUnits.index(after: candidate)
        }
        return nil
    }

    /// The lines of one kind about one job, without the token.
    func fields(_ kind: String, of token: JobToken) -> [[String]] {
        lines(of: token).filter { $0.kind == kind }.map { Array($0.fields.dropFirst()) }
    }

    /// All lines about one job.
    func lines(of token: JobToken) -> [Line] { byJob[token.text] ?? [] }

    /// `nil` when the text is not the JSON asked for: a file that was cut off is no evidence.
    static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch { return nil }
    }
}
