/// What a driver tells whoever watches it.
public enum DriverEvent: Sendable {
    /// A job with a run of each N will tell how long runs take.
    case calibrating(sizes: [Int])
    /// The calibration's job of an earlier driver was found.
    case calibrationAdopted
    case calibrated(Calibration)
    /// N was chosen so that a run takes about this long.
    case sizeChosen(n: Int, seconds: Double)
    /// `expectedGain` is what the strategy's model hopes for, as a share of the best so far.
    case roundPlanned(trials: [TrialRecord], expectedGain: Double?)
    case adopted(job: JobRecord)
    /// Its scheduler has taken a job. `job` is what users call it.
    case submitted(job: String)
    /// Why a job waits in its queue, in the scheduler's words. `job` is what users call it.
    case waiting(job: String, reason: String)
    /// It waits no longer; seconds.
    case began(job: String, after: Double)
    case ended(trial: TrialRecord)
    case retrying(trial: TrialRecord)
    /// The scheduler tells nothing of a job, or nothing at all, for this reason; nothing changes by that, or from `until`
    /// on (Unix seconds) the job's runs are taken for lost. `nextLook`: seconds until it is asked again.
    case silent(job: String?, reason: String, until: Double? = nil, nextLook: Double?)
    /// Somebody asked for something.
    case answered(StoredRequest, answer: String)
    case warning(String)
}
