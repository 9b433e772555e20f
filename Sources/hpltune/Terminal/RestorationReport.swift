import Reporting
import Tuning

/// What was restored, and what is missing now with the way to get it back.
struct RestorationReport {
    private let restoration: Restoration

    init(_ restoration: Restoration) {
        self.restoration = restoration
    }

    private static let shownRuns = 20

    var lines: [String] {
        let contents = restoration.contents
        var lines = [
            "Restored \(restoration.database) from \(restoration.source)",
            "  \(NumberText.count(contents.studies, "study")), \(NumberText.count(contents.runs, "run"))"
                + (contents.lastEventAt.map { ", as of \(TimeText.local($0))" } ?? ""),
        ]
        if let old = restoration.kept.first { lines.append("  the old one is kept as \(old)") }
        if restoration.missing.isEmpty {
            return lines + ["Nothing that can still be found is missing."]
        }
        return lines + restoration.missing.flatMap(account(of:))
    }

    private func account(of missing: MissingRuns) -> [String] {
        let name = missing.study
        let hpltune = CommandName.text
        let option = DatabaseRemedy.option(for: restoration.database)
        var lines: [String] = []
        if !missing.isKnown {
            lines.append("Study \(name) was made after this copy and is not in it; make it again first.")
        }
        if !missing.numbers.isEmpty {
            lines.append(
                "Missing in study \(name): \(NumberText.count(missing.numbers.count, "run")) that the old file still "
                    + "shows (\(list(missing.numbers))).")
        }
        if !missing.outputs.isEmpty {
            let count = NumberText.count(missing.outputs.count, "finished run")
            lines += [
                "The outputs of \(count) of study \(name) are still there; take them back before you go on with",
                "  \(hpltune) import \(name) \(missing.words.joined(separator: " "))\(option)",
            ]
        }
        if missing.waiting > 0 {
            lines += [
                "\(NumberText.count(missing.waiting, "run")) of study \(name) ended after the copy was made and will be read by",
                "  \(hpltune) resume \(name)\(option)",
            ]
        }
        for job in missing.jobs {
            lines += [
                "Job \(job.name) of study \(name) was under way, and this copy does not know it; "
                    + (missing.isKnown
                        ? "`\(hpltune) cancel \(name)\(option)`, or whatever goes on with the study, ends it, as does"
                        : "end it, if it is still there, with"),
                "  \(job.command)",
            ]
        }
        return lines
    }

    private func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(Self.shownRuns).map { "#\($0)" }.joined(separator: ", ")
        return numbers.count > Self.shownRuns ? shown + ", …" : shown
    }

    var json: JSONValue {
        .object([
            ("version", .integer(1)),
            ("database", .text(restoration.database)),
            ("restoredFrom", .text(restoration.source)),
            ("studies", .integer(restoration.contents.studies)),
            ("runs", .integer(restoration.contents.runs)),
            ("kept", .array(restoration.kept.map { .text($0) })),
            (
                "missing",
                .array(
                    restoration.missing.map { missing in
                        .object([
                            ("study", .text(missing.study)), ("known", .bool(missing.isKnown)),
                            ("runs", .array(missing.numbers.map { .integer($0) })),
                            ("outputs", .array(missing.outputs.map { .text($0) })),
                            ("waiting", .integer(missing.waiting)),
                            (
                                "jobs",
                                .array(
                                    missing.jobs.map {
                                        .object([("job", .text($0.name)), ("command", .text($0.command))])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }
}
