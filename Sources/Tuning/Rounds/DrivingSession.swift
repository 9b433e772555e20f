import Execution

/// What this driver has seen since it started; an earlier driver's failures may have been mended since.
struct DrivingSession {
    private var measured = 0
    private(set) var failedTrials: [TrialRecord] = []
    private var infrastructureFailuresInARow = 0
    private var blindLooks: [JobToken: Int] = [:]

    mutating func add(_ trial: TrialRecord) {
        switch trial.state {
        case .pending:
            break
        case .measured:
            measured += 1
            infrastructureFailuresInARow = 0
        case .failed(let failure):
            failedTrials.append(trial)
            infrastructureFailuresInARow =
                failure.failureClass == .infrastructure ? infrastructureFailuresInARow + 1 : 0
        }
    }

    /// More runs will not mend it: nothing but failures so far, or the machine has begun to fail all runs.
    var isHopeless: Bool {
        (measured == 0 && failedTrials.count >= StopRule.hopelessRuns)
            || infrastructureFailuresInARow >= StopRule.hopelessRuns
    }

    /// The failures that say more of the machine than of the points.
    var forgivable: [TrialRecord] {
        measured == 0 ? failedTrials : failedTrials.suffix(infrastructureFailuresInARow)
    }

    /// Counts how often in a row nothing could be told of a job.
    mutating func lookedBlindly(at job: JobToken) -> Int {
        blindLooks[job, default: 0] += 1
        return blindLooks[job, default: 0]
    }

    mutating func sees(_ job: JobToken) {
        blindLooks[job] = nil
    }
}
