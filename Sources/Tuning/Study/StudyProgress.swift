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
    /// The fastest run at the highest level reached, whether or not it had the machine to itself.
    public let best: TrialRecord?
    /// The expert default's first run, of those that had the machine to themselves if there are any.
    public let expertDefault: TrialRecord?

    public init(
        trials: [TrialRecord], calibrations: [Calibration] = [], nodes: Int, expertDefault hash: PointHash?
    ) {
        // One pass, and trials by their place: ten thousand of them are not copied about to be counted.
        var (pending, measured, imported, taught, retries) = (0, 0, 0, 0, 0)
        var failures: [String: Int] = [:]
        var seconds = calibrations.map(\.costSeconds).reduce(0, +)
        var top: FidelityLevel?
        for index in trials.indices {
            if trials[index].isPending { pending += 1 }
            if trials[index].teaches { taught += 1 }
            if let failure = trials[index].failure { failures[failure.kind, default: 0] += 1 }
            if trials[index].measurement != nil {
                if trials[index].isImported { imported += 1 } else { measured += 1 }
                top = max(top ?? trials[index].candidate.level, trials[index].candidate.level)
            }
            let attempts = trials[index].attempts
            retries += max(0, attempts.count - 1)
            for attempt in attempts { seconds += attempt.costSeconds }
        }
        self.pending = pending
        self.measured = measured
        self.imported = imported
        self.taught = taught
        self.retries = retries
        self.failures = failures
        nodeSeconds = Double(nodes) * seconds
        let racing = trials.indices.filter {
            trials[$0].measurement != nil && trials[$0].candidate.level == top
        }
        // Whatever else the machine did meanwhile: no run is faster for that.
        best = trials.fastest(among: racing).map { trials[$0] }
        let standard = racing.filter { hash != nil && trials[$0].candidate.point.hash == hash }
        let reference = standard.first { trials[$0].measurement?.isContaminated == false } ?? standard.first
        expertDefault = reference.map { trials[$0] }
    }

    /// As the store counts it; see `StudyStore.progress(of:)`.
    init(
        pending: Int, measured: Int, imported: Int, failures: [String: Int], taught: Int, nodeSeconds: Double,
        retries: Int,
        best: TrialRecord?
    ) {
        self.pending = pending
        self.measured = measured
        self.imported = imported
        self.failures = failures
        self.taught = taught
        self.nodeSeconds = nodeSeconds
        self.retries = retries
        self.best = best
        expertDefault = nil
    }

    /// All that gave no result, those of a cancelled study too.
    public var failed: Int { failures.values.reduce(0, +) }

    /// Those whose study was cancelled before they had run: nobody's failure.
    public var cancelled: Int { failures[TrialFailure.cancelledKind] ?? 0 }

    /// `2 failed`, `4 cancelled`, or both: those of them that there are.
    public var withoutResult: [String] {
        (failed > cancelled ? ["\(failed - cancelled) failed"] : [])
            + (cancelled > 0 ? ["\(cancelled) cancelled"] : [])
    }

    /// How much the fastest run is above the expert default, as a share: 0.06 is 6 %. `nil` before both are known, when it
    /// is a run of the default itself, and when the default only ran while it shared the machine.
    public var gainOverDefault: Double? {
        guard let best, let expertDefault, let fastest = best.measurement,
            let reference = expertDefault.measurement, !reference.isContaminated,
            best.candidate.point.hash != expertDefault.candidate.point.hash
        else { return nil }
        return fastest.gflops / reference.gflops - 1
    }
}
