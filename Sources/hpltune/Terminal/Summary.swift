import Search
import Tuning

/// The answer of a study in a few lines.
struct Summary {
    let study: LoadedStudy
    let trials: [TrialRecord]

    let calibrations: [Calibration]

    var lines: [String] {
        let progress = study.progress(trials, calibrations)
        let hpltune = CommandName.text
        let name = study.record.name
        guard let best = study.best(of: trials) else {
            return ["Nothing was measured yet."]
        }
        var lines = [
            "Best: \(figure(best))  (run #\(best.trial.number) of study \(name)"
                + (best.trial.isImported ? ", \(best.trial.candidate.why))" : ")")
        ]
        lines.append("      N=\(best.trial.measurement?.n ?? best.trial.n) \(best.trial.candidate.point)")
        if let gain = best.gainOverDefault, best.trial.number != progress.expertDefault?.number {
            let isElsewhere = best.trial.isImported && progress.expertDefault?.isImported == false
            lines.append(
                "      \(NumberText.gain(gain)) over the expert default"
                    + (isElsewhere ? ", which ran here; the best did not" : ""))
        } else if progress.expertDefault?.number == best.trial.number {
            lines.append("      this is the expert default; nothing tried was better")
        }
        if let rival = best.rival {
            lines.append(
                "      these runs cannot tell it from \(rival.point): \(NumberText.gflops(rival.mean)) "
                    + "(\(NumberText.count(rival.runs.count, "run")))")
        }
        let contaminated = trials.count { $0.measurement?.isContaminated == true }
        if contaminated > 0 {
            lines.append(
                "      \(contaminated) of \(NumberText.count(progress.measured + progress.imported, "run")) shared the machine with another "
                    + "hpltune; doubt them")
        }
        lines += agreement
        lines.append("Runs: \(counts(progress))")
        lines.append("")
        lines.append("Its input file:   \(hpltune) export \(name) --format hpl.dat -o HPL.dat")
        lines.append("All runs:         \(hpltune) trials \(name)")
        if !study.isExhausted(by: trials) {
            lines.append(
                "More runs:        \(hpltune) optimize --study \(name) --budget \(progress.taught + 20)")
        }
        return lines
    }

    /// How far smaller N told what larger ones did; nothing when only one was run.
    private var agreement: [String] {
        let levels = Set(trials.map(\.candidate.level)).sorted()
        guard levels.count > 1 else { return [] }
        return RankAgreement.between(levels, after: trials.history(remaining: nil)).map { "      \($0)" }
    }

    private func figure(_ best: BestConfiguration) -> String {
        guard let interval = best.interval else { return "\(NumberText.gflops(best.mean)) Gflops" }
        return
            "\(NumberText.gflops(best.mean)) Gflops, 95 % between \(NumberText.gflops(interval.lowerBound)) and "
            + "\(NumberText.gflops(interval.upperBound)) (\(NumberText.count(best.runs.count, "run")))"
    }

    private func counts(_ progress: StudyProgress) -> String {
        var text = "\(progress.measured) measured"
        if progress.imported > 0 { text += ", \(progress.imported) imported" }
        if progress.failed > 0 {
            let kinds = progress.failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            text += ", \(progress.failed) failed (\(kinds.joined(separator: ", ")))"
        }
        if progress.retries > 0 { text += ", \(NumberText.count(progress.retries, "retry"))" }
        if !calibrations.isEmpty { text += ", \(calibrations.count) for calibration" }
        return text + ", \(NumberText.nodeHours(progress.nodeSeconds / 3600)) node-hours"
    }
}
