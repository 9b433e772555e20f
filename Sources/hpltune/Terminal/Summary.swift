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
        if best.trial.candidate.level < .full, case .fixed(let orders) = study.record.setUp.problemSize,
            let n = orders.max()
        {
            lines.append("      the study's N=\(n) was not reached; a larger budget comes to it")
        }
        if let fastest = progress.best, let rate = fastest.measurement?.gflops,
            fastest.candidate.level == best.trial.candidate.level,
            fastest.candidate.point.hash != best.trial.candidate.point.hash
        {
            lines.append(
                "      the fastest run, #\(fastest.number) with \(NumberText.gflops(rate)) Gflops, is of another "
                    + "configuration: in a single run there is luck")
        }
        if best.sharedRuns > 0 {
            lines.append(
                "      \(sharing(best)) shared the machine with another hpltune, so it may be faster still: repeat it "
                    + "with nothing else running for a number to quote")
        }
        lines += comparison(best, progress)
        if let rival = best.rival {
            lines.append(
                "      these runs cannot tell it from \(rival.point): \(NumberText.gflops(rival.mean)) "
                    + "(\(NumberText.count(rival.runs.count, "run"))"
                    + (rival.mean > best.mean ? "; the model expects less of it)" : ")"))
        }
        let contaminated = trials.count { $0.measurement?.isContaminated == true }
        if contaminated > 0 {
            lines.append(
                "      \(contaminated) of \(NumberText.count(progress.measured + progress.imported, "run")) shared the machine with another "
                    + "hpltune; alone they may be faster")
        }
        lines += agreement
        lines.append("Runs: \(counts(progress))")
        lines.append("")
        lines.append("Its input file:   \(hpltune) export \(name) --format hpl.dat -o HPL.dat")
        lines.append("All runs:         \(hpltune) trials \(name)")
        // A study that ended for another reason would do so again.
        if !study.isExhausted(by: trials), progress.taught >= study.record.setUp.budget.trials {
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

    /// How it stands against the expert default.
    private func comparison(_ best: BestConfiguration, _ progress: StudyProgress) -> [String] {
        guard let standard = progress.expertDefault else { return [] }
        if standard.candidate.point.hash == best.trial.candidate.point.hash {
            return ["      this is the expert default; nothing tried was better"]
        }
        guard let gain = best.gainOverDefault else {
            return [
                "      no gain over the expert default is told: that only ran while it shared the machine"
            ]
        }
        var line = "      \(NumberText.gain(gain)) over the expert default"
        if best.isGainSignificant == false {
            line += ", which may be chance"
        }
        return [line]
    }

    private func sharing(_ best: BestConfiguration) -> String {
        if best.runs.count == 1 { return "this run" }
        return best.isDoubtful ? "all these runs" : "\(best.sharedRuns) of these runs"
    }

    private func figure(_ best: BestConfiguration) -> String {
        let mean = "\(NumberText.gflops(best.mean)) Gflops"
        let doubt =
            best.isDoubtful
            ? ", while it shared the machine"
            : best.sharedRuns > 0 ? ", \(best.sharedRuns) while it shared the machine" : ""
        if best.runs.count == 1 { return "\(mean), a single run\(doubt)" }
        let count = NumberText.count(best.runs.count, "run")
        guard let interval = best.tellingInterval else {
            return "\(mean), the mean of \(count) that differ too much for an interval\(doubt)"
        }
        return
            "\(mean), 95 % between \(NumberText.gflops(interval.lowerBound)) and "
            + "\(NumberText.gflops(interval.upperBound)) (\(count)\(doubt))"
    }

    private func counts(_ progress: StudyProgress) -> String {
        var text = "\(progress.measured) measured"
        if progress.imported > 0 { text += ", \(progress.imported) imported" }
        text += progress.withoutResult.map { ", \($0)" }.joined()
        let kinds = progress.failures.filter { $0.key != TrialFailure.cancelledKind }
        if !kinds.isEmpty {
            let counts = kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            text += " (\(counts.joined(separator: ", ")))"
        }
        if progress.retries > 0 { text += ", \(NumberText.count(progress.retries, "retry"))" }
        if !calibrations.isEmpty { text += ", \(calibrations.count) for calibration" }
        return text + ", \(NumberText.nodeHours(progress.nodeSeconds / 3600)) node-hours"
    }
}
