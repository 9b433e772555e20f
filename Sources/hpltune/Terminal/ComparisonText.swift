import Tuning

/// A comparison of studies for people: one column a study.
struct ComparisonText {
    private let comparison: StudyComparison

    init(_ comparison: StudyComparison) {
        self.comparison = comparison
    }

    var lines: [String] { table + [""] + verdict + comparison.warnings.map { "warning: \($0)" } }

    private var table: [String] {
        let studies = comparison.studies
        var table = Table([("", .left)] + studies.map { ($0.name, .left) })
        func row(_ name: String, _ text: (ComparedStudy) -> String?) {
            table.add([name] + studies.map { text($0) ?? "-" })
        }
        row("Gflops") { $0.best.map { NumberText.gflops($0.mean) } }
        row("95 % interval") { study in
            guard let best = study.best, best.runs.count > 1 else { return nil }
            return best.tellingInterval.map {
                "\(NumberText.gflops($0.lowerBound)) to \(NumberText.gflops($0.upperBound))"
            } ?? "its runs differ too much"
        }
        row("runs of it") { $0.best.map { String($0.runs.count) } }
        row("over default") { $0.best?.gainOverDefault.map { NumberText.gain($0) } }
        row("N") { $0.n.map(String.init) }
        for parameter in comparison.rows {
            table.add(
                [parameter.name + (parameter.differs ? " *" : "")]
                    + parameter.values.map { $0?.description ?? "-" })
        }
        row("run") { study in
            study.best.map { "#\($0.trial.number)" + ($0.trial.isImported ? ", imported" : "") }
        }
        row("strategy") { $0.record.strategyName }
        row("measured") { study in
            String(study.progress.measured)
                + (study.progress.imported > 0 ? ", \(study.progress.imported) imported" : "")
                + study.progress.withoutResult.map { ", \($0)" }.joined()
        }
        row("node-hours") { NumberText.nodeHours($0.nodeHours) }
        row("machine") { $0.machine }
        return table.lines
    }

    private var verdict: [String] {
        switch comparison.verdict {
        case .distinct(let winner, let rival, let gain):
            [
                "\(winner) is better than \(rival) by \(NumberText.gain(gain)), which is more than chance "
                    + "(Welch's t-test, 95 %)."
            ]
        case .alike(let first, let second, let gain):
            [
                "\(first) and \(second) cannot be told apart: \(NumberText.gain(gain)) may be chance "
                    + "(Welch's t-test, 95 %)."
            ]
        case .unknown(let reason):
            ["Which is better cannot be told: \(reason)."]
        }
    }
}
