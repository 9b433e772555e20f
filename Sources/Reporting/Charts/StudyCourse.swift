import Search
import Tuning

/// A study as it went: every trial with its place on the axes of runs and of node-seconds.
struct StudyCourse: Sendable {
    enum Sort: Sendable, Hashable {
        /// At the largest level that was reached: it competes.
        case racing
        /// At a smaller N.
        case smaller
        /// At the largest level, but another hpltune was on the node.
        case doubtful
        /// Measured elsewhere and brought in; it competes.
        case imported
        case failed
    }

    struct Run: Sendable {
        let trial: TrialRecord
        let hash: PointHash
        let sort: Sort
        /// Counted from 1 among the study's own ended runs. What was imported before the first has 0.
        let number: Int
        /// What the study has spent when the run ended, its own cost included, calibration before the first.
        let nodeSeconds: Double
        let gflops: Double
    }

    /// Pending trials are not in it.
    let runs: [Run]

    init(of study: ChartedStudy) {
        let top = study.trials.filter { $0.measurement != nil }.map(\.candidate.level).max()
        var number = 0
        var spent = study.calibrationNodeSeconds
        var runs: [Run] = []
        for trial in study.trials where !trial.isPending {
            let sort = Self.sort(of: trial, top: top)
            if sort != .imported { number += 1 }
            spent += Double(study.nodes) * trial.attempts.map(\.costSeconds).reduce(0, +)
            runs.append(
                Run(
                    trial: trial, hash: trial.candidate.point.hash, sort: sort, number: number,
                    nodeSeconds: spent, gflops: trial.measurement?.gflops ?? 0))
        }
        self.runs = runs
    }

    private static func sort(of trial: TrialRecord, top: FidelityLevel?) -> Sort {
        guard let measurement = trial.measurement else { return .failed }
        // What no job of this study ran came from elsewhere.
        if trial.attempts.isEmpty { return .imported }
        if trial.candidate.level != top { return .smaller }
        return measurement.isContaminated ? .doubtful : .racing
    }

    /// The runs that were faster than all before them, in order. As `StudyProgress.best` has it, those that shared the
    /// machine are among them: they were not faster for that.
    var improvements: [Run] {
        let top = runs.filter { $0.sort != .failed }.map(\.trial.candidate.level).max()
        var best: [Run] = []
        for run in runs where run.sort != .failed && run.trial.candidate.level == top {
            if run.gflops > best.last?.gflops ?? 0 { best.append(run) }
        }
        return best
    }

    var lastNumber: Int { runs.last?.number ?? 0 }
    var nodeSeconds: Double { runs.last?.nodeSeconds ?? 0 }

    func runs(_ sort: Sort) -> [Run] { runs.filter { $0.sort == sort } }
}
