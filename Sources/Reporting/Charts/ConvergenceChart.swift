import Search
import Tuning

/// How fast a study found its answer: every run, and the best so far, against runs and against what they cost.
///
/// A picture of it tells whether the search still climbs (more budget pays) or has been flat for long, how far chance
/// goes (the dots around the line), and what the answer is worth: the mean of its runs rather than the luckiest one,
/// against the expert default.
public enum ConvergenceChart: Chart {
    public static let kind = "convergence"
    public static let summary = "the best so far against runs and node-hours, and every run"

    public static func figure(of study: ChartedStudy) -> Figure {
        ConvergenceFigure(of: study).figure
    }
}

/// One drawing of a `ConvergenceChart`, with what both of its panels share.
struct ConvergenceFigure {
    let study: ChartedStudy
    let course: StudyCourse
    let range: RateRange
    let rate: RateUnit
    let cost: CostUnit
    /// The mean of the expert default's runs, Gflops.
    let expertMean: Double?

    init(of study: ChartedStudy) {
        self.study = study
        course = StudyCourse(of: study)
        let measured = course.runs.filter { $0.sort != .failed }
        let top = measured.map(\.trial.candidate.level).max()
        let expert = measured.filter {
            $0.hash == study.expertDefault && $0.trial.candidate.level == top
        }
        expertMean = expert.isEmpty ? nil : TrustedRuns(of: expert.map(\.trial)).mean
        range = RateRange(
            of: measured.map(\.gflops),
            essential: [expertMean, study.best?.mean, course.improvements.first?.gflops].compactMap { $0 })
        rate = RateUnit(forUpTo: range.high)
        cost = CostUnit(forUpTo: course.nodeSeconds)
    }

    var figure: Figure {
        let words = ConvergenceWords(self)
        return Figure(
            title: words.title, subtitle: words.subtitle,
            panels: hasCost ? [panel(.runs), panel(.cost)] : [panel(.runs)])
    }

    /// What was only imported has cost this study nothing.
    private var hasCost: Bool { course.nodeSeconds > 0 }

    /// The values of horizontal lines stand right of the last panel.
    func isLast(_ measure: Measure) -> Bool { measure == .cost || !hasCost }

    /// What a panel's horizontal axis counts.
    enum Measure {
        case runs, cost
    }

    private func panel(_ measure: Measure) -> Panel {
        let vertical = rateAxis
        var panel = Panel(
            horizontal: axis(measure), vertical: measure == .runs ? vertical : vertical.withoutWords)
        panel.share = measure == .runs ? 3 : 2
        panel.lanes = lanes(measure)
        if course.runs.allSatisfy({ $0.sort == .failed }) {
            let message = course.runs.isEmpty ? "no run has ended yet" : "no run gave a result"
            panel.message = measure == .runs ? message : nil
            panel.vertical.ticks = []
            return panel
        }
        panel.series = series(measure)
        if let expertMean {
            panel.lines.append(
                ReferenceLine(
                    .horizontal, at: expertMean / rate.gflops, named: "expert default",
                    label: isLast(measure) ? "\(rate.number(expertMean)) expert" : nil, color: .green))
        }
        if measure == .runs {
            panel.spans = roundSpans
            if let budgetEnd, Double(budgetEnd) + 0.5 <= panel.horizontal.high {
                panel.lines.append(
                    ReferenceLine(
                        .vertical, at: Double(budgetEnd) + 0.5,
                        label: "budget: \(NumberLabel.whole(study.budget))", color: .gray))
            }
            panel.annotations = answerMark
        }
        return panel
    }

    private var rateAxis: Axis {
        // Room above for the number of the best run.
        let (low, high) = (range.low / rate.gflops, range.high / rate.gflops)
        return Axis.linear(rate.name, from: low, to: high + (high - low) * 0.06, padding: 0.06, count: 6)
    }

    private func axis(_ measure: Measure) -> Axis {
        switch measure {
        case .runs:
            let last = max(course.lastNumber, 1)
            let end = budgetEnd.map { $0 <= 4 * max(last, 10) ? max($0, last) : last } ?? last
            let start: Double = course.runs(.imported).isEmpty ? 0.5 : -0.5
            let room = Double(end) * 0.02
            var axis = Axis.linear(
                "runs", from: start - room, to: Double(end) + 0.5 + room, count: 6, wholeNumbers: true)
            axis.low = start - room
            axis.ticks.removeAll { $0.value < (start < 0 ? 0 : 1) }
            if start > 0, let first = axis.ticks.first?.value, first > 2 {
                axis.ticks.insert(.init(1, "1"), at: 0)
            }
            return axis
        case .cost:
            let total = max(course.nodeSeconds / cost.seconds, 0)
            return Axis.linear(cost.name, from: 0, to: total > 0 ? total * 1.03 : 1, count: 4)
        }
    }

    /// The number of the last run that the budget pays for: runs that taught nothing do not count against it.
    var budgetEnd: Int? {
        guard study.budget > 0 else { return nil }
        let free = course.runs.count { $0.sort != .imported && !$0.trial.teaches }
        return study.budget + free
    }
}
