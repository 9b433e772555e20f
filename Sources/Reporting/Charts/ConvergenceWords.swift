import Search
import Tuning

/// The words above a convergence chart: the answer first, then what it is about.
struct ConvergenceWords {
    let chart: ConvergenceFigure

    init(_ chart: ConvergenceFigure) {
        self.chart = chart
    }

    var title: String {
        let course = chart.course
        guard let best = chart.study.best else {
            return nothing(course)
        }
        return chart.rate.text(best.mean) + comparison(best)
    }

    private func nothing(_ course: StudyCourse) -> String {
        let cancelled = course.runs.count(where: \.trial.isCancelled)
        let (count, failed) = (course.runs.count, course.runs.count - cancelled)
        if count == 0 { return "Nothing measured yet" }
        if cancelled == 0 {
            return count == 1 ? "The only run failed" : "All \(NumberLabel.count(count, "run")) failed"
        }
        if failed == 0 {
            return count == 1
                ? "The only run was cancelled" : "All \(NumberLabel.count(count, "run")) were cancelled"
        }
        return "No result: \(NumberLabel.whole(failed)) failed, \(NumberLabel.whole(cancelled)) cancelled"
    }

    private func comparison(_ best: BestConfiguration) -> String {
        if best.trial.candidate.point.hash == chart.study.expertDefault {
            return ": nothing was faster than the expert default"
        }
        guard let gain = best.gainOverDefault else { return "" }
        if gain >= 1 { return ", \(NumberLabel.rate(1 + gain)) times the expert default" }
        let percent = NumberLabel.plain(abs(gain) * 100, decimals: 1)
        if percent == "0.0" { return ", as fast as the expert default" }
        return ", \(percent) % \(gain > 0 ? "above" : "below") the expert default"
    }

    var subtitle: [String] { [facts] + answer }

    private var facts: String {
        let study = chart.study
        let course = chart.course
        var parts = ["study \(study.name)", study.strategy]
        if let n = orders { parts.append(n) }
        let taught = study.trials.count { $0.teaches && !$0.attempts.isEmpty }
        parts.append("\(NumberLabel.whole(taught)) of \(NumberLabel.count(study.budget, "run"))")
        let pending = study.trials.count(where: \.isPending)
        if pending > 0 { parts.append("\(NumberLabel.whole(pending)) still to come") }
        if course.nodeSeconds > 0 { parts.append(chart.cost.text(course.nodeSeconds)) }
        return parts.joined(separator: " · ")
    }

    /// The N of the runs that compete; N may hang on the point.
    private var orders: String? {
        let measured = chart.study.trials.filter { $0.measurement != nil }
        guard let top = measured.map(\.candidate.level).max() else { return nil }
        let orders = measured.filter { $0.candidate.level == top }.compactMap(\.measurement?.n)
        guard let least = orders.min(), let greatest = orders.max() else { return nil }
        return least == greatest ? "N = \(least)" : "N = \(least) to \(greatest)"
    }

    private var answer: [String] {
        guard let best = chart.study.best else { return [] }
        let rate = chart.rate
        var certainty = "a single run"
        if let interval = best.interval {
            let (low, high) = (max(0, interval.lowerBound), interval.upperBound)
            certainty =
                "mean of \(NumberLabel.count(best.runs.count, "run")), 95 % between \(rate.number(low)) and "
                + rate.number(high)
        }
        if best.sharedRuns > 0 {
            certainty += best.isDoubtful ? " on a shared machine" : ", some on a shared machine"
        }
        // The certainty first: a long configuration is cut.
        return [certainty + "  ·  #\(best.trial.number)  \(best.trial.candidate.point)"]
    }

    /// `2 crashed, 1 timed-out`, the most frequent first; the rest is counted.
    static func causes(_ failed: [StudyCourse.Run]) -> String {
        let kinds = Dictionary(grouping: failed.compactMap(\.trial.failure), by: \.kind).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var parts = kinds.prefix(3).map { "\(NumberLabel.whole($0.value)) \($0.key)" }
        let rest = kinds.dropFirst(3).map(\.value).reduce(0, +)
        if rest > 0 { parts.append("\(NumberLabel.whole(rest)) otherwise") }
        return parts.joined(separator: ", ")
    }
}
