import Search

/// Where a study stands: computed from its trials, never stored.
public struct StudyProgress: Sendable {
    public let pending: Int
    /// Runs of this study, not what was imported.
    public let measured: Int
    /// Results from elsewhere.
    public let imported: Int
    /// By `FailureCause` word.
    public let failures: [String: Int]
    /// Trials that count against the budget.
    public let taught: Int
    /// Node-seconds that runs took so far, calibration and lost attempts included.
    public let nodeSeconds: Double
    /// Attempts beyond the first of each trial.
    public let retries: Int
    /// The best measured trial at the highest level reached.
    public let best: TrialRecord?
    /// The expert default's first run.
    public let expertDefault: TrialRecord?

    public init(
        trials: [TrialRecord], calibrations: [Calibration] = [], nodes: Int, expertDefault hash: PointHash?
    ) {
        pending = trials.count(where: \.isPending)
        measured = trials.count { $0.measurement != nil && !$0.isImported }
        imported = trials.count(where: \.isImported)
        failures = Dictionary(grouping: trials.compactMap(\.failure), by: \.kind).mapValues(\.count)
        taught = trials.count(where: \.teaches)
        let runSeconds = trials.flatMap(\.attempts).compactMap(\.wallSeconds).reduce(0, +)
        nodeSeconds = Double(nodes) * (runSeconds + calibrations.map(\.seconds).reduce(0, +))
        retries = trials.map { max(0, $0.attempts.count - 1) }.reduce(0, +)
        let measuredTrials = trials.filter { $0.measurement != nil }
        let top = measuredTrials.map(\.candidate.level).max()
        // A smaller N is an easier race: only runs at the highest level compete.
        let racing = measuredTrials.filter { $0.candidate.level == top }
        let clean = racing.filter { $0.measurement?.isContaminated == false }
        best = (clean.isEmpty ? racing : clean).max { left, right in
            (left.measurement?.gflops ?? 0) < (right.measurement?.gflops ?? 0)
        }
        expertDefault = measuredTrials.first { $0.candidate.point.hash == hash && $0.candidate.level == top }
    }

    public var failed: Int { failures.values.reduce(0, +) }

    /// How much the best is above the expert default, as a share: 0.06 is 6 %. `nil` before both are known.
    public var gainOverDefault: Double? {
        guard let best = best?.measurement, let reference = expertDefault?.measurement else { return nil }
        return best.gflops / reference.gflops - 1
    }
}
