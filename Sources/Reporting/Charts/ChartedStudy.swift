import Search
import Tuning

/// What charts know of a study: its trials and a few facts.
public struct ChartedStudy: Sendable {
    public let name: String
    public let strategy: String
    /// In the order they were planned.
    public let trials: [TrialRecord]
    public let nodes: Int
    /// Node-seconds that went into calibration before the first run.
    public let calibrationNodeSeconds: Double
    /// How many runs it may spend.
    public let budget: Int
    /// The answer so far; `nil` when nothing was measured.
    public let best: BestConfiguration?
    /// What gains are measured against.
    public let expertDefault: PointHash?

    public init(
        name: String, strategy: String, trials: [TrialRecord], nodes: Int = 1,
        calibrationNodeSeconds: Double = 0,
        budget: Int, best: BestConfiguration?, expertDefault: PointHash?
    ) {
        self.name = name
        self.strategy = strategy
        self.trials = trials
        self.nodes = nodes
        self.calibrationNodeSeconds = calibrationNodeSeconds
        self.budget = budget
        self.best = best
        self.expertDefault = expertDefault
    }

    public init(_ study: LoadedStudy, trials: [TrialRecord], calibrations: [Calibration]) {
        let setUp = study.record.setUp
        self.init(
            name: study.record.name, strategy: study.record.strategyName, trials: trials,
            nodes: setUp.resources.nodes,
            calibrationNodeSeconds: Double(setUp.resources.nodes)
                * calibrations.map(\.costSeconds).reduce(0, +),
            budget: setUp.budget.trials, best: study.best(of: trials), expertDefault: study.expertDefault)
    }
}
