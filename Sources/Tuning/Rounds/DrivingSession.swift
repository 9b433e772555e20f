import Execution

/// What has happened to a study since somebody last told hpltune to go on with it; failures before that may have been
/// mended since.
struct DrivingSession {
    private var measured = 0
    private(set) var failedTrials: [TrialRecord] = []
    private var infrastructureFailuresInARow = 0

    /// - Parameter trials: those that have ended in it so far, in the order they did.
    init(_ trials: [TrialRecord] = []) {
        for trial in trials { add(trial) }
    }

    mutating func add(_ trial: TrialRecord) {
        switch trial.state {
        case .pending:
            break
        case .measured:
            measured += 1
            infrastructureFailuresInARow = 0
        case .failed(let failure)
        where [TrialFailure.cancelledKind, TrialFailure.nodeHoursKind].contains(failure.kind):
            // Somebody's wish says nothing of the machine.
            break
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
}
