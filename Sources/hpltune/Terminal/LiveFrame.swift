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
    /// The last thing that was not a run: calibrating, a warning, who drives the study.
    let note: String?
    /// What the model hopes this round will bring, as a share of the best so far.
    let expectedGain: Double?
    /// The study's cluster; `nil` for this machine.
    var cluster: String?
    /// Those that are open.
    var jobs: [JobText] = []
    /// Nothing is under way any more, as far as this view can tell.
    var isOver = false
    /// That nobody drives the study; `nil` while somebody does. When it ends nobody can tell then.
    var undriven: String?
    /// Seconds since this driver began.
    let elapsed: Double

    func lines(columns: Int, rows: Int) -> [StyledLine] {
        // What does not fit into a line goes on in further ones, where the terminal has room for it. What the jobs do, and
        // why, comes first.
        let most = rows < 16 ? 1 : 2
        func wrapped(_ line: StyledLine, most: Int) -> [StyledLine] {
            WrappedText.lines(line.text, columns: columns, indent: 2, most: most)
                .map { StyledLine($0, line.style) }
        }
        let place = cluster.map { " · cluster \($0)" } ?? ""
        let top =
            [StyledLine("\(study)\(place) · \(strategy) · \(size)"), StyledLine(progressLine(columns))]
            + wrapped(bestLine, most: most)
        let bottom =
            isOver
            ? [StyledLine("")]
            : [(undriven ?? "", 2), (note ?? "", most), (stateLine, rows < 8 ? 1 : 3)].filter {
                !$0.0.isEmpty
            }
            .flatMap { wrapped(StyledLine($0, .faint), most: $1) }
        // A blank line, the table's titles, and the line that the cursor is on.
        let room = min(10, rows - top.count - bottom.count - 3)
        let lines = top + (room > 0 ? runLines(room, columns) : []) + bottom
        return Array(lines.prefix(max(1, rows - 1)))
    }

    private func progressLine(_ columns: Int) -> String {
        let share = min(1, Double(progress.taught) / Double(max(1, budget)))
        var parts = ["\(progress.taught)/\(budget) runs"]
        parts += progress.withoutResult
        parts.append("\(NumberText.clock(elapsed)) gone")
        if let left = secondsLeft { parts.append("about \(NumberText.clock(left)) left") }
        let least = 5
        var text: String { " " + parts.joined(separator: " · ") }
        while parts.count > 1, least + text.count > columns { parts.removeLast() }
        let width = max(least, min(40, columns - text.count))
        let full = Int((share * Double(width)).rounded())
        return String(repeating: "█", count: full) + String(repeating: "░", count: width - full) + text
    }

    /// By what the last runs took; `nil` before the first one has ended.
    private var secondsLeft: Double? {
        let ended = trials.filter { !$0.isPending }.compactMap(\.wallSeconds).suffix(12)
        guard undriven == nil, !ended.isEmpty, budget > progress.taught else { return nil }
        return ended.reduce(0, +) / Double(ended.count) * Double(budget - progress.taught)
    }

    private var bestLine: StyledLine {
        guard let best = progress.best, let measurement = best.measurement else {
            return StyledLine("no result yet", .faint)
        }
        var text = "fastest run \(NumberText.gflops(measurement.gflops)) Gflops"
        if let gain = progress.gainOverDefault {
            text += ", \(NumberText.gain(gain)) over the expert default"
        }
        return StyledLine(text + "  #\(best.number) \(configuration(best))", .strong)
    }

    /// The last runs, newest first.
    private func runLines(_ count: Int, _ columns: Int) -> [StyledLine] {
        let ended = trials.filter { !$0.isPending }
            .sorted { ($0.finishedAt ?? 0, $0.number) < ($1.finishedAt ?? 0, $1.number) }
        if ended.isEmpty { return [] }
        let largest = ended.compactMap(\.measurement?.gflops).max() ?? 0
        let shown = Array(ended.suffix(count).reversed())
        var numbers = Table([
            ("  run", .right), ("Gflops", .right), ("seconds", .right), ("residual", .right),
        ])
        for trial in shown {
            let measurement = trial.measurement
            numbers.add([
                "#\(trial.number)",
                measurement.map { NumberText.gflops($0.gflops, inColumnUpTo: largest) } ?? trial.stateWord,
                measurement.map { NumberText.seconds(of: $0) } ?? "",
                measurement?.residual.map { NumberText.residual($0) } ?? "",
            ])
        }
        let width = numbers.width + 2
        // In the same words in all lines.
        let room = columns - width
        let isShort = shown.contains {
            $0.measurement?.isContaminated == true && configuration($0).count + Self.shared.count > room
        }
        let ends: [StyledLine] =
            [StyledLine("configuration", .faint)]
            + shown.map { StyledLine(outcome($0, room, isShort: isShort), style($0)) }
        var lines = [StyledLine("")]
        for (line, end) in zip(numbers.lines, ends) {
            lines.append(StyledLine(line.padding(to: width) + end.text, end.style))
        }
        return lines
    }

    private static let shared = "  (shared the machine)"

    private func style(_ trial: TrialRecord) -> StyledLine.Style {
        if trial.failure != nil { return trial.isCancelled ? .plain : .bad }
        return trial.number == progress.best?.number ? .strong : .plain
    }

    /// The configuration and what is to be known of the run. The remark stays; parameters are left out for it where the
    /// room is too small.
    private func outcome(_ trial: TrialRecord, _ room: Int, isShort: Bool) -> String {
        let configuration = configuration(trial)
        if let failure = trial.failure {
            return trial.isCancelled ? configuration : "\(failure.kind)  \(configuration)"
        }
        let remark: String
        if trial.measurement?.isContaminated == true {
            remark = isShort ? "  (shared)" : Self.shared
        } else if trial.isImported {
            remark = "  (imported)"
        } else {
            return configuration
        }
        if configuration.count + remark.count <= room { return configuration + remark }
        return WrappedText.clipped(configuration, columns: room - remark.count, breaksWords: false) + remark
    }

    /// What the open jobs do: not submitted yet, in the queue and why, or running.
    private var stateLine: String {
        let others = jobs.count > 1 ? " (and \(NumberText.count(jobs.count - 1, "more job")))" : ""
        guard let job = jobs.first(where: \.isRunning) else {
            // Nothing runs while all that is under way is in the queue.
            return jobs.first.map { text(of: $0) + others } ?? ""
        }
        let runs = trials.filter { $0.isPending && job.takesInTurn($0) }
        guard let next = runs.first else { return text(of: job) + others }
        let more = runs.count > 1 ? ", then \(runs.count - 1) more" : ""
        let gain = expectedGain.map { " · expected gain \(NumberText.gain($0))" } ?? ""
        let number = job.number.map { " · \($0) for \(job.runningTime ?? "")" } ?? ""
        return "running #\(next.number) \(configuration(next))\(more)\(gain)\(number)\(others)"
    }

    private func text(of job: JobText) -> String { job.number == nil ? "\(job)" : "job \(job)" }

    private func configuration(_ trial: TrialRecord) -> String {
        let point = trial.candidate.point
        let names = varying.isEmpty ? point.names : varying
        return names.compactMap { name in point[name].map { "\(name)=\($0)" } }.joined(separator: " ")
    }
}
