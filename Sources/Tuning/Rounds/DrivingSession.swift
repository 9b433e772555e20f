/// What this driver has seen since it started; an earlier driver's failures may have been mended since.
struct DrivingSession {
    private(set) var measured = 0
    private(set) var failedTrials: [TrialRecord] = []

    mutating func add(_ trial: TrialRecord) {
        switch trial.state {
        case .pending: break
        case .measured: measured += 1
        case .failed: failedTrials.append(trial)
        }
    }

    /// Only failures so far, and enough of them to see that more runs will not mend it.
    var isHopeless: Bool { measured == 0 && failedTrials.count >= StopRule.hopelessRuns }
}
