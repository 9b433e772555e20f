import Search
import Tuning

/// All about one run, as facts with their names: why it was made and what came of it.
struct TrialText {
    let trial: TrialRecord
    /// All of the study, this one among them.
    let trials: [TrialRecord]

    var lines: [(name: String, value: String)] {
        let point = trial.candidate.point
        var lines: [(name: String, value: String)] = [
            (
                "run",
                "#\(trial.number), round \(trial.round), \(trial.stateWord)"
                    + (trial.isImported ? " elsewhere" : "")
            )
        ]
        lines += zip(point.names, point.values).map { ("  \($0)", $1.description) }
        lines.append(("  N", String(trial.n)))
        lines.append(("why", trial.candidate.why))
        if let expectation = trial.candidate.expectation {
            lines.append(("expected", text(expectation, trial.measurement?.gflops)))
        }
        if let measurement = trial.measurement {
            lines += [
                ("Gflops", "\(measurement.gflops)"),
                (
                    "seconds",
                    NumberText.seconds(of: measurement)
                        + (trial.wallSeconds.map { " (\(NumberText.seconds($0)) in all)" } ?? "")
                ),
                ("residual", measurement.residual.map { "\($0), PASSED" } ?? "not told"),
                ("machine", machine(measurement)),
                (
                    trial.isImported ? "variant" : "as echoed",
                    "\(measurement.variant)  N=\(measurement.n) NB=\(measurement.nb) P=\(measurement.p) Q=\(measurement.q)"
                ),
            ]
        }
        if let failure = trial.failure {
            lines +=
                trial.isCancelled
                ? [("cancelled", failure.message)] : [("failure", failure.kind), ("", failure.message)]
        }
        lines.append((trial.isImported ? "imported" : "planned", TimeText.local(trial.queuedAt)))
        if let seconds = trial.queueSeconds, seconds >= 1 {
            lines.append(("queued", "for \(NumberText.clock(seconds))"))
        }
        if let started = trial.startedAt { lines.append(("started", TimeText.local(started))) }
        if let finished = trial.finishedAt { lines.append(("finished", TimeText.local(finished))) }
        if !trial.hosts.isEmpty { lines.append(("nodes", trial.hosts.joined(separator: " "))) }
        if !trial.hosts.isEmpty {
            for node in NodeEffect.all(in: trials) where node.isSlow && trial.hosts.contains(node.node) {
                lines.append(("", "\(node)"))
            }
        }
        for attempt in trial.attempts {
            let predicted = attempt.predictedSeconds.map { ", predicted \(NumberText.seconds($0)) s" } ?? ""
            let job = job(of: attempt).map { "job \($0), " } ?? ""
            lines.append(
                (
                    "attempt \(attempt.number)",
                    "\(job)limit \(Int(attempt.limitSeconds)) s\(predicted), \(attempt.directory)"
                ))
            if let loss = attempt.loss { lines.append(("", loss)) }
        }
        return lines
    }

    private func text(_ expectation: Expectation, _ gflops: Double?) -> String {
        let text =
            "\(NumberText.gflops(expectation.mean)) ± \(NumberText.gflops(expectation.deviation)) Gflops, "
            + "the best so far \(NumberText.gflops(expectation.incumbent))"
        guard let gflops, let surprise = expectation.surprise(of: gflops) else { return text }
        return text + "; it came out \(NumberText.deviations(surprise))"
    }

    /// Its number, and for an array that of the task: `17_3`.
    private func job(of attempt: AttemptRecord) -> String? {
        guard let job = attempt.queuedJob else { return nil }
        guard job.isArray else { return job.id }
        let tasks = trials.flatMap(\.attempts).filter { $0.queuedJob == job }.map(\.id).sorted()
        return tasks.firstIndex(of: attempt.id).map { "\(job.id)_\($0)" } ?? job.id
    }

    private func machine(_ measurement: Measurement) -> String {
        if measurement.isContaminated { return "shared with another run of hpltune: alone it may be faster" }
        return trial.isImported ? "not told" : "ours alone"
    }
}
