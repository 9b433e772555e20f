import Synchronization
import Tuning

/// What one pass over a study changed, in a line.
final class SyncReport: Sendable {
    private struct Counts {
        var measured = 0
        var failed = 0
        var retried = 0
        var best = 0.0
        var isCalibrating = false
        var calibrated = 0
        var rounds: [String] = []
        var others: [String] = []
        /// The last word on why SLURM tells nothing.
        var silence: String?
    }

    private let counts = Mutex(Counts())

    func add(_ event: DriverEvent) {
        counts.withLock { counts in
            switch event {
            case .ended(let trial):
                if let gflops = trial.measurement?.gflops {
                    counts.measured += 1
                    counts.best = max(counts.best, gflops)
                } else if !trial.isCancelled {
                    counts.failed += 1
                }
            case .retrying: counts.retried += 1
            case .roundPlanned(let trials, _):
                if let round = trials.first?.round {
                    counts.rounds.append(
                        "round \(round) submitted (\(NumberText.count(trials.count, "run")))")
                }
            case .calibrating: counts.isCalibrating = true
            case .adopted, .calibrationAdopted, .submitted, .waiting, .began: break
            case .calibrated: counts.calibrated += 1
            case .silent(let job, let reason, let until, _):
                counts.silence = EventText.silence(of: job, reason, until: until)
            case .sizeChosen, .warning, .answered:
                if let line = EventText.line(event) { counts.others.append(line) }
            }
        }
    }

    var isSilent: Bool { counts.withLock { $0.silence != nil } }

    /// - Parameter best: the study's best by now; `nil` when it has none.
    /// - Returns: `nil` when nothing changed.
    func line(_ end: StudyEnd, best studyBest: Double?) -> String? {
        func best(_ own: Double) -> String {
            let text = "at best \(NumberText.gflops(own)) Gflops"
            guard let studyBest, studyBest > own else { return text + ", the best so far" }
            return text + " (the study's best is \(NumberText.gflops(studyBest)))"
        }
        let counts = counts.withLock { $0 }
        var parts: [String] = []
        if counts.calibrated > 0 {
            parts.append("calibrated by \(NumberText.count(counts.calibrated, "run"))")
        }
        parts += counts.others
        if counts.measured > 0 {
            parts.append(
                "\(NumberText.count(counts.measured, "run")) measured, \(best(counts.best))"
            )
        }
        if counts.failed > 0 { parts.append("\(NumberText.count(counts.failed, "run")) failed") }
        if counts.retried > 0 {
            parts.append("\(NumberText.count(counts.retried, "run")) lost and tried again")
        }
        parts += counts.rounds
        if let silence = counts.silence { parts.append(silence + ", the next sync asks again") }
        switch end {
        // Not in every pass that finds it still waiting.
        case .detached(_, isCalibration: true): if counts.isCalibrating { parts.append(end.description) }
        case .detached: break
        case .cancelled, .paused: parts.append(end.description)
        default: parts.append("done: \(end)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
