import Search
import Tuning

/// What the live view shows at one moment, as lines. Pure, so that tests can look at it.
struct LiveFrame {
    let study: String
    let strategy: String
    let size: String
    let progress: StudyProgress
    let trials: [TrialRecord]
    let budget: Int
    /// Parameters that have more than one value; the others would only take room.
    let varying: [String]
    /// The last thing that was not a run: calibrating, a warning.
    let note: String?
    /// What the model hopes this round will bring, as a share of the best so far.
    let expectedGain: Double?
    /// Those of a scheduler's queue.
    var jobs: [JobText] = []
    /// Seconds since this driver began.
    let elapsed: Double

    func lines(columns: Int, rows: Int) -> [StyledLine] {
        var lines = [
            StyledLine("\(study) · \(strategy) · \(size)"), StyledLine(progressLine(columns)), bestLine,
        ]
        let room = min(10, rows - lines.count - 4)
        if room > 0 { lines += runLines(room) }
        lines.append(StyledLine(note ?? runningLine, .faint))
        return lines
    }

    private func progressLine(_ columns: Int) -> String {
        let share = min(1, Double(progress.taught) / Double(max(1, budget)))
        let width = max(10, min(40, columns - 60))
        let full = Int((share * Double(width)).rounded())
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        var text = "\(bar) \(progress.taught)/\(budget) runs"
        if progress.failed > 0 { text += " · \(progress.failed) failed" }
        text += " · \(NumberText.clock(elapsed)) gone"
        if let left = secondsLeft { text += " · about \(NumberText.clock(left)) left" }
        return text
    }

    /// By what the last runs took; `nil` before the first one has ended.
    private var secondsLeft: Double? {
        let ended = trials.filter { !$0.isPending }.compactMap(\.wallSeconds).suffix(12)
        guard !ended.isEmpty, budget > progress.taught else { return nil }
        return ended.reduce(0, +) / Double(ended.count) * Double(budget - progress.taught)
    }

    private var bestLine: StyledLine {
        guard let best = progress.best, let measurement = best.measurement else {
            return StyledLine("no result yet", .faint)
        }
        var text = "fastest run \(NumberText.gflops(measurement.gflops)) Gflops"
        if let gain = progress.gainOverDefault, best.number != progress.expertDefault?.number {
            text += ", \(NumberText.gain(gain)) over the expert default"
        }
        return StyledLine(text + "  #\(best.number) \(configuration(best))", .strong)
    }

    /// The last runs, newest first.
    private func runLines(_ count: Int) -> [StyledLine] {
        let ended = trials.filter { !$0.isPending }
            .sorted { ($0.finishedAt ?? 0, $0.number) < ($1.finishedAt ?? 0, $1.number) }
        if ended.isEmpty { return [] }
        let largest = ended.compactMap(\.measurement?.gflops).max() ?? 0
        var table = Table([
            ("  run", .right), ("Gflops", .right), ("seconds", .right), ("residual", .right),
            ("configuration", .left),
        ])
        var styles: [StyledLine.Style] = [.faint]
        for trial in ended.suffix(count).reversed() {
            switch trial.state {
            case .measured(let measurement):
                styles.append(trial.number == progress.best?.number ? .strong : .plain)
                table.add([
                    "#\(trial.number)", NumberText.gflops(measurement.gflops, inColumnUpTo: largest),
                    NumberText.seconds(measurement.seconds),
                    measurement.residual.map { NumberText.residual($0) } ?? "",
                    configuration(trial) + (measurement.isContaminated ? "  (shared the machine)" : "")
                        + (trial.isImported ? "  (imported)" : ""),
                ])
            case .failed(let failure):
                styles.append(.bad)
                table.add(["#\(trial.number)", "failed", "", "", "\(failure.kind)  \(configuration(trial))"])
            case .pending:
                break
            }
        }
        return [StyledLine("")] + zip(table.lines, styles).map { StyledLine($0, $1) }
    }

    private var runningLine: String {
        // Nothing runs while all that is under way is in the queue.
        if let job = jobs.first, jobs.allSatisfy(\.isWaiting) {
            let others = jobs.count > 1 ? " (and \(NumberText.count(jobs.count - 1, "more job")))" : ""
            return "job \(job)" + others
        }
        guard let next = trials.first(where: \.isPending) else { return "" }
        let more = trials.count(where: \.isPending) - 1
        let gain = expectedGain.map { " · expected gain \(NumberText.gain($0))" } ?? ""
        return "running #\(next.number) \(configuration(next))" + (more > 0 ? ", then \(more) more" : "")
            + gain
    }

    private func configuration(_ trial: TrialRecord) -> String {
        let point = trial.candidate.point
        let names = varying.isEmpty ? point.names : varying
        return names.compactMap { name in point[name].map { "\(name)=\($0)" } }.joined(separator: " ")
    }
}
