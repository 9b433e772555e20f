import HPL
import Search

/// What the columns of a CSV file with results mean. Upper and lower case are the same.
struct CSVImportHeader {
    enum Column: Hashable {
        /// A parameter, by its name in study files.
        case parameter(String)
        case n, p, q, gflops, seconds, residual, variant, contaminated, state, failure
        /// `r0`, `r1`, …: single runs, of which `gflops` is the mean.
        case singleRun(Int)
        /// Of hpltune's own files, and of no use here.
        case other
    }

    private static let words: [String: Column] = {
        var words: [String: Column] = [
            "n": .n, "p": .p, "q": .q, "gflops": .gflops, "best_gflops": .gflops, "seconds": .seconds,
            "time": .seconds, "time_s": .seconds, "residual": .residual, "variant": .variant,
            "best_variant": .variant, "contaminated": .contaminated, "state": .state, "status": .state,
            "failure": .failure,
        ]
        for name in RunDescription.names { words[name.lowercased()] = .parameter(name) }
        for name in [
            "trial", "round", "fidelity", "wall_seconds", "message", "queued_at", "started_at", "finished_at",
            "nodes", "why", "file", "results", "passed", "failed", "unchecked",
        ] {
            words[name] = .other
        }
        return words
    }()

    /// What may be written, for messages.
    private static let writable =
        ["N", "grid", "P", "Q", "gflops", "seconds", "residual", "variant", "status"]
        + RunDescription.names.filter { $0 != "grid" }

    let columns: [Column]

    static func isKnown(_ word: String) -> Bool { column(named: word) != nil }

    private static func column(named name: String) -> Column? {
        let word = name.lowercased()
        if let column = words[word] { return column }
        guard word.first == "r", let number = Int(word.dropFirst()), String(number) == word.dropFirst(),
            (0..<10_000).contains(number)
        else { return nil }
        return .singleRun(number)
    }

    /// Errors: a column without a name, one that is not known, two that mean the same; none with a rate.
    init(_ cells: [CSVCell], file: String, ignoring ignored: Set<String>) throws(FileError) {
        let ignored = Set(ignored.map { $0.lowercased() })
        var columns: [Column] = []
        var unknown: [CSVCell] = []
        for cell in cells {
            let name = Self.trimmed(cell.text)
            guard !name.isEmpty else {
                throw cell.error(in: file, "a column without a name; the first line names every column")
            }
            if ignored.contains(name.lowercased()) {
                columns.append(.other)
                continue
            }
            guard let column = Self.column(named: name) else {
                unknown.append(cell)
                columns.append(.other)
                continue
            }
            guard column == .other || !columns.contains(column) else {
                throw cell.error(in: file, "a second column for `\(name)`; leave one out")
            }
            columns.append(column)
        }
        if let first = unknown.first {
            let name = Self.trimmed(first.text)
            let all = unknown.map { "--ignore \(Self.trimmed($0.text))" }.joined(separator: " ")
            throw first.error(
                in: file, unknownWord("column", name, among: Self.writable) + "; or leave it out with \(all)")
        }
        self.columns = columns
        let hasRates = columns.contains {
            if case .singleRun = $0 { true } else { $0 == .gflops }
        }
        guard hasRates, let start = cells.first else {
            throw FileError(
                file: file, line: 1, column: 1, "no column `gflops`; add one with the rate of each run")
        }
        guard columns.contains(.p) == columns.contains(.q) else {
            throw start.error(
                in: file, "a column `P` needs one `Q`; add it, or write both as grid, such as 2x4")
        }
    }

    static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
