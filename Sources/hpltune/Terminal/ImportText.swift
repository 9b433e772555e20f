import Search
import Tuning

/// What became of an import, for people.
struct ImportText {
    let study: String
    let selection: ImportSelection
    /// Empty when nothing was stored.
    let taken: [TrialRecord]
    let refused: [FileError]
    let isDryRun: Bool

    private static let mostReasons = 10

    /// What was refused, once for each reason.
    var complaints: [String] {
        var order: [String] = []
        var byReason: [String: [FileError]] = [:]
        for error in refused {
            let reason = Self.withoutNumbers(error.message)
            if byReason[reason] == nil { order.append(reason) }
            byReason[reason, default: []].append(error)
        }
        var lines = order.prefix(Self.mostReasons).compactMap { reason -> String? in
            guard let errors = byReason[reason], let first = errors.first else { return nil }
            return first.description + others(errors.dropFirst(), file: first.file)
        }
        let rest = order.dropFirst(Self.mostReasons).reduce(0) { $0 + (byReason[$1]?.count ?? 0) }
        if rest > 0 { lines.append("and \(rest) more") }
        return lines
    }

    /// `N 300 is not …` and `N 400 is not …` are one reason.
    private static func withoutNumbers(_ message: String) -> String {
        String(message.filter { !$0.isNumber && $0 != "." })
    }

    private func others(_ errors: ArraySlice<FileError>, file: String) -> String {
        guard !errors.isEmpty else { return "" }
        var files: [String] = []
        for error in errors where error.file != file && !files.contains(error.file) {
            files.append(error.file)
        }
        let named =
            files.prefix(3).joined(separator: ", ")
            + (files.count > 3 ? " and \(NumberText.count(files.count - 3, "other file"))" : "")
        return " (and \(errors.count) more like it\(files.isEmpty ? "" : ", also in \(named)"))"
    }

    var lines: [String] { (isDryRun && !selection.taken.isEmpty ? table + [""] : []) + [summary] }

    private var summary: String {
        let count = selection.taken.count
        var text = "Study \(study): \(NumberText.count(count, "result"))"
        text += isDryRun ? " would be taken" : " taken"
        if let first = taken.first, let last = taken.last {
            text +=
                first.number == last.number
                ? " as run #\(first.number)" : " as runs #\(first.number) to #\(last.number)"
        }
        let skipped = selection.skipped.count
        if skipped > 0 { text += ", \(skipped) \(skipped == 1 ? "was" : "were") there already" }
        if !refused.isEmpty { text += ", \(refused.count) refused" }
        return text + (isDryRun ? "; nothing was stored." : ".")
    }

    private var table: [String] {
        var table = Table([
            ("Gflops", .right), ("seconds", .right), ("N", .right), ("configuration", .left), ("from", .left),
        ])
        let largest = selection.taken.map(\.trial.measurement.gflops).max() ?? 0
        for (trial, _) in selection.taken {
            table.add([
                NumberText.gflops(trial.measurement.gflops, inColumnUpTo: largest),
                NumberText.seconds(of: trial.measurement), String(trial.measurement.n),
                trial.point.description, "\(trial.file):\(trial.line)",
            ])
        }
        return table.lines
    }
}
