import Tuning

/// Why a study in which every run fails was stopped: the last output, the cause, what to do.
struct FailureReport {
    let trials: [TrialRecord]
    let end: StudyEnd
    let study: StudyRecord

    private static let tailLines = 15

    /// Runs that failed through what they ran have used up their part of the budget.
    private var goingOn: String {
        let spent = trials.count(where: \.teaches)
        let budget = study.setUp.budget.trials
        return spent < budget
            ? "run the same command again"
            : "go on with `\(CommandName.text) optimize --study \(study.name) --budget \(spent + budget)`"
    }

    var text: String {
        get throws {
            guard let last = trials.last(where: { $0.failure != nil }), let failure = last.failure else {
                return "hpltune: \(end)"
            }
            var lines: [String] = []
            for path in last.attempts.last.map({ AttemptOutput($0).paths }) ?? [] {
                let tail = try OutputTail(path: path, lines: Self.tailLines)
                if !tail.lines.isEmpty {
                    let name = path.split(separator: "/").last ?? ""
                    lines +=
                        ["", "The end of \(name) of run #\(last.number):"] + tail.lines.map { "  | \($0)" }
                }
            }
            lines += [
                "", "hpltune: \(end); stopped, nothing is lost.", "The last one: \(failure.message)",
                "See also `\(CommandName.text) doctor` and `\(CommandName.text) logs \(study.name) \(last.number)`; when it is mended, "
                    + goingOn + ".",
            ]
            return lines.joined(separator: "\n")
        }
    }
}

/// The last lines of a file that may not be there.
struct OutputTail {
    let lines: [String]

    init(path: String, lines count: Int) throws {
        guard ProgramFinder.exists(path) else {
            lines = []
            return
        }
        let text = String(decoding: try InputBytes.tail(path, 64 << 10), as: UTF8.self)
        lines = text.split(whereSeparator: \.isNewline).suffix(count).map { String($0).printable(limit: 300) }
    }
}
