/// What a driver tells whoever watches it. The store already holds it.
public enum DriverEvent: Sendable {
    case calibrating(n: Int)
    case calibrated(Calibration)
    /// N was chosen so that a run takes about this long.
    case sizeChosen(n: Int, seconds: Double)
    case roundPlanned(trials: [TrialRecord])
    case adopted(job: JobRecord)
    case ended(trial: TrialRecord)
    case retrying(trial: TrialRecord)
    case warning(String)
}
