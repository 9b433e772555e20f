import Foundation
import Search

/// A replay for people: how good after so many evaluations, what it took, the mean curve.
struct ReplayText {
    private let report: ReplayReport
    private let table: ReplayTable

    init(_ report: ReplayReport, table: ReplayTable) {
        self.report = report
        self.table = table
    }

    var lines: [String] {
        [about, search, ""] + scores + [""] + facts + [""]
            + CurveText(report.meanCurve(of: \.recommended)).lines
    }

    private var about: String {
        let failing = table.failingPoints
        return "\(table.name): \(NumberText.count(table.valid.count, "configuration")) of "
            + NumberText.count(table.space.parameters.count, "parameter")
            + (failing > 0 ? ", \(failing) of them fail" : "")
            + "; \(table.columns.objective), "
            + (table.columns.direction == .minimize ? "smaller" : "larger") + " is better"
    }

    private var search: String {
        "\(report.strategy): \(NumberText.count(report.budget, "evaluation")), "
            + (report.batch == 1 ? "one by one" : "\(report.batch) at a time")
            + "; \(NumberText.count(report.runs.count, "seed"))"
    }

    private var scores: [String] {
        var columns = Table([
            ("evaluations", .right), ("recommended: mean", .right), ("least", .right),
            ("best observed: mean", .right), ("least", .right),
        ])
        for count in report.marks {
            let recommended = report.summary(of: \.recommended, after: count)
            let observed = report.summary(of: \.curve, after: count)
            columns.add(
                [String(count)]
                    + [recommended.mean, recommended.min, observed.mean, observed.min].map(Self.score))
        }
        return columns.lines
    }

    private var facts: [String] {
        let within = report.evaluations(within: 0.01)
        let milliseconds = report.millisecondsPerProposal
        var facts = [
            "within 1 % of the best: "
                + (within.map {
                    "after \(Self.short($0)) \($0 == 1 ? "evaluation" : "evaluations") in the median"
                }
                    ?? "not for half of the seeds"),
            "duplicates \(report.duplicates), invalid \(report.invalid), failed runs \(report.failures)",
            String(
                format: "%.2f ms per proposal in the median, %.2f at most", milliseconds.median,
                milliseconds.max),
        ]
        if report.evaluations < report.budget {
            facts.append(
                report.evaluations < table.valid.count
                    ? "the strategy had nothing left to try after \(NumberText.count(report.evaluations, "evaluation"))"
                    : "the table is used up after \(NumberText.count(report.evaluations, "evaluation")); "
                        + "later scores are the last one carried on")
        }
        if table.columns.cost != nil {
            facts.append("all evaluations of a seed: \(NumberText.seconds(report.meanCost)) in the mean")
        }
        if table.levels.count > 1 {
            facts.append("\(table.levels.count) fidelity levels; scored at the full one")
        }
        if table.unscoredPoints > 0 {
            facts.append(
                "\(NumberText.count(table.unscoredPoints, "configuration")) left out: not in the table at the full level"
            )
        }
        if table.incompleteRows > 0 {
            facts.append(
                "\(NumberText.count(table.incompleteRows, "failed row")) left out: a parameter is missing")
        }
        return facts
    }

    private static func score(_ value: Double) -> String { String(format: "%.4f", value) }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}
