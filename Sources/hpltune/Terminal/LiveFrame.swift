import Tuning

/// What the live view shows at one moment, as lines no wider than the terminal. Pure, so that tests can look at it.
struct LiveFrame {
    let study: String
    let strategy: String
    let size: String
    let progress: StudyProgress
    let trials: [TrialRecord]
    let budget: Int
    /// The last thing that was not a trial: calibrating, a warning.
    let note: String?
    /// Seconds since this driver began.
    let elapsed: Double
    /// Runs that ended since then.
    let endedHere: Int

    static let recentRuns = 8

    func lines(columns: Int) -> [String] {
        var lines = ["\(study) · \(strategy) · \(size)", progressLine(columns), bestLine, ""]
        lines += runLines
        lines.append(note ?? runningLine)
        return lines.map { clipped($0, to: columns) }
    }

    private func progressLine(_ columns: Int) -> String {
        let done = progress.taught
        let share = min(1, Double(done) / Double(max(1, budget)))
        let width = max(10, min(40, columns - 60))
        let full = Int((share * Double(width)).rounded())
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        var text = "\(bar) \(done)/\(budget) runs"
        if progress.failed > 0 { text += " · \(progress.failed) failed" }
        text += " · \(NumberText.clock(elapsed)) gone"
        if let left = secondsLeft { text += " · about \(NumberText.clock(left)) left" }
        return text
    }

    /// By the pace since this driver began; `nil` before the first run has ended.
    private var secondsLeft: Double? {
        guard endedHere > 0, budget > progress.taught else { return nil }
        return elapsed / Double(endedHere) * Double(budget - progress.taught)
    }

    private var bestLine: String {
        guard let best = progress.best, let measurement = best.measurement else { return "no result yet" }
        var text = "best \(NumberText.gflops(measurement.gflops)) Gflops"
        if let gain = progress.gainOverDefault, best.number != progress.expertDefault?.number {
            text += ", \(NumberText.gain(gain)) over the expert default"
        }
        return text + "  #\(best.number) \(best.candidate.point)"
    }

    private var runLines: [String] {
        var table = Table([
            ("  run", .right), ("Gflops", .right), ("seconds", .right), ("residual", .right),
            ("configuration", .left),
        ])
        let ended = trials.filter { !$0.isPending }.sorted { ($0.finishedAt ?? 0) < ($1.finishedAt ?? 0) }
        for trial in ended.suffix(Self.recentRuns).reversed() {
            let configuration = trial.candidate.point.description
            switch trial.state {
            case .measured(let measurement):
                table.add([
                    "#\(trial.number)", NumberText.gflops(measurement.gflops),
                    NumberText.seconds(measurement.seconds), NumberText.residual(measurement.residual),
                    configuration,
                ])
            case .failed(let failure):
                table.add(["#\(trial.number)", "failed", "", "", "\(failure.kind)  \(configuration)"])
            case .pending:
                break
            }
        }
        return ended.isEmpty ? [] : table.lines
    }

    private var runningLine: String {
        guard let next = trials.first(where: \.isPending) else { return "" }
        let more = trials.count(where: \.isPending) - 1
        return "running #\(next.number) \(next.candidate.point)" + (more > 0 ? ", then \(more) more" : "")
    }

    private func clipped(_ line: String, to columns: Int) -> String {
        line.count <= columns ? line : line.prefix(max(1, columns - 1)) + "…"
    }
}
