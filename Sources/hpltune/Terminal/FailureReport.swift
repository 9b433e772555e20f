import Tuning

/// Why a study in which every run fails was stopped: the last output, the cause, what to do.
struct FailureReport {
    let trials: [TrialRecord]
    let end: StudyEnd
    let study: String

    private static let tailLines = 15

    var text: String {
        get throws {
            guard let last = trials.last(where: { $0.failure != nil }), let failure = last.failure else {
                return "hpltune: \(end)"
            }
            var lines: [String] = []
            if let attempt = last.attempts.last {
                for name in Set([attempt.outputName, "stdout", "stderr"]).sorted(by: >) {
                    let tail = try OutputTail(path: "\(attempt.directory)/\(name)", lines: Self.tailLines)
                    if !tail.lines.isEmpty {
                        lines +=
                            ["", "The end of \(name) of run #\(last.number):"]
                            + tail.lines.map { "  | \($0)" }
                    }
                }
            }
            lines += [
                "", "hpltune: \(end); stopped, nothing is lost.", "The last one: \(failure.message)",
                "See also `hpltune doctor` and `hpltune logs \(study) \(last.number)`; when it is mended, go on with "
                    + "`hpltune optimize --study \(study)`.",
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
        let text = String(decoding: try InputBytes.read(path).suffix(64 << 10), as: UTF8.self)
        lines = text.split(whereSeparator: \.isNewline).suffix(count).map { String($0.prefix(300)) }
    }
}
