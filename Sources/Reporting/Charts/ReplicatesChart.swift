import Search
import Tuning

/// What repeated runs say: for every configuration that was run more than once its runs, their mean and its 95 % interval,
/// and whether the two best can be told apart.
public enum ReplicatesChart: Chart {
    public static let kind = "replicates"
    public static let summary = "configurations run more than once: runs, mean and 95 % interval"

    /// More rows would not be legible.
    static let rows = 12
    /// Runs lie this much above the middle of their row, mean and interval below, so that neither hides the other.
    private static let aside = 0.17

    public static func figure(of study: ChartedStudy) -> Figure {
        let all = ReplicatedPoint.all(in: study.trials)
        let shown = Array(all.prefix(rows))
        let names = names(of: shown.map(\.point))
        let rate = RateUnit(forUpTo: shown.flatMap(\.runs).max() ?? 0)
        var subtitle = [facts(study, all)]
        if !names.common.isEmpty { subtitle.append("all of them: " + names.common) }
        var panel = Panel(
            horizontal: horizontal(shown, rate),
            // The first row is the uppermost.
            vertical: .categories("", names.own.reversed()))
        if shown.isEmpty {
            panel.message = "no configuration was run more than once"
            panel.horizontal.ticks = []
        }
        panel.series = series(shown, study, rate)
        panel.endTicks = shown.enumerated().map {
            Axis.Tick(
                Double(shown.count - 1 - $0),
                "\(rate.number($1.mean)), \(NumberLabel.count($1.runs.count, "run"))")
        }
        return Figure(
            title: verdict(all, rate), subtitle: subtitle, panels: [panel],
            height: min(500, 230 + 30 * Double(max(shown.count, 3))))
    }

    private static func horizontal(_ points: [ReplicatedPoint], _ rate: RateUnit) -> Axis {
        let runs = points.flatMap(\.runs)
        let (low, high) = (runs.min() ?? 0, runs.max() ?? 1)
        // The interval of two runs can be many times as wide as all runs together: it may leave the picture.
        let room = max((high - low) * 0.15, 0.002 * high)
        let ends = points.map(\.interval)
        let least = max(low - room, ends.map(\.lowerBound).min() ?? low)
        let greatest = min(high + room, ends.map(\.upperBound).max() ?? high)
        return Axis.linear(
            rate.name, from: max(0, min(least, low)) / rate.gflops, to: max(greatest, high) / rate.gflops,
            padding: 0.04, count: 6)
    }

    private static func series(
        _ points: [ReplicatedPoint], _ study: ChartedStudy, _ rate: RateUnit
    ) -> [Series] {
        let rows = points.enumerated().map { (row: Double(points.count - 1 - $0), point: $1) }
        let answer = study.best?.trial.candidate.point.hash
        let groups: [(isAnswer: Bool, name: String, color: FigureColor)] = [
            (false, "run", .skyBlue), (true, "run of the best configuration", .orange),
        ]
        var series: [Series] = []
        for group in groups {
            let mine = rows.filter { ($0.point.hash == answer) == group.isAnswer }
            guard !mine.isEmpty else { continue }
            series.append(
                Series(
                    .points, named: group.name, color: group.color, size: 6.5,
                    x: mine.flatMap { $0.point.runs.map { $0 / rate.gflops } },
                    y: mine.flatMap { row in row.point.runs.map { _ in row.row + aside } }))
        }
        if !rows.isEmpty {
            series.append(
                Series(
                    .errorBars, named: "mean and its 95 % interval", color: .softInk, symbol: .diamond,
                    size: 8,
                    isHorizontal: true, x: rows.map { $0.point.mean / rate.gflops },
                    y: rows.map { $0.row - aside },
                    low: rows.map { $0.point.interval.lowerBound / rate.gflops },
                    high: rows.map { $0.point.interval.upperBound / rate.gflops }))
        }
        return series
    }

    private static func verdict(_ points: [ReplicatedPoint], _ rate: RateUnit) -> String {
        guard let first = points.first else { return "Nothing to compare yet" }
        guard points.count > 1 else { return "\(rate.text(first.mean)), the only one run more than once" }
        let second = points[1]
        let percent = NumberLabel.plain((first.mean / second.mean - 1) * 100, decimals: 1)
        if percent == "0.0" { return "The two best cannot be told apart: they differ by less than 0.1 %" }
        return first.differs(from: second)
            ? "The best is ahead of the second by \(percent) %, more than chance"
            : "The two best cannot be told apart: \(percent) % is within chance"
    }

    private static func facts(_ study: ChartedStudy, _ points: [ReplicatedPoint]) -> String {
        var parts = ["study \(study.name)"]
        let runs = points.map(\.runs.count).reduce(0, +)
        if !points.isEmpty {
            parts.append(
                "\(NumberLabel.count(runs, "run")) of \(NumberLabel.count(points.count, "configuration"))")
        }
        if points.count > rows { parts.append("the \(rows) best are shown") }
        if let best = study.best, best.runs.count == 1 {
            parts.append("the best configuration, #\(best.trial.number), was run once")
        }
        return parts.joined(separator: " · ")
    }

    /// What tells the points apart, and what they have in common.
    static func names(of points: [Point]) -> (own: [String], common: String) {
        guard let first = points.first, points.count > 1 else { return (points.map(\.description), "") }
        let common = first.names.filter { name in points.allSatisfy { $0[name] == first[name] } }
        func text(_ point: Point, _ isWanted: (String) -> Bool) -> String {
            zip(point.names, point.values).filter { isWanted($0.0) }.map { "\($0)=\($1)" }
                .joined(separator: " ")
        }
        return (
            points.map { point in text(point) { !common.contains($0) } },
            text(first) { common.contains($0) }
        )
    }
}
