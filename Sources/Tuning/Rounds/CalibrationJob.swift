import Execution

/// A job of short runs that only tell how long HPL takes, as the store holds it. Its runs are no trials.
public struct CalibrationJob: Sendable {
    public struct Run: Sendable, Hashable {
        public let step: String
        public let n: Int
        public let limitSeconds: Double
    }

    let id: Int64
    public let token: JobToken
    public let directory: String
    /// Of its study.
    let study: String
    /// What the scheduler is asked for; `nil` where there is no queue.
    public let limitSeconds: Double?
    /// Unix seconds.
    let plannedAt: Double
    /// Unix seconds.
    public let submittedAt: Double?
    /// When a look at it first told nothing; `nil` when the last look told something. Unix seconds.
    var silentSince: Double?
    public let schedulerID: JobID?
    public let state: JobRecord.State
    /// In the order they are made, the smallest N first.
    public let runs: [Run]

    /// What the job's script itself printed.
    var logPath: String { directory + "/job.log" }

    public var reference: JobReference {
        JobReference(
            token: token, id: schedulerID, directory: directory, name: token.jobName(study: study))
    }
}

/// What came of a calibration's job.
struct CalibrationEnd: Sendable {
    /// One for each run that has begun.
    var runs: [(step: String, calibration: Calibration)] = []
    /// It ended through no fault of its own before it taught anything.
    var isLost = false
    /// Why it taught nothing, in words; `nil` when it did.
    var complaint: String?

    var results: [Calibration] { runs.map(\.calibration).filter { $0.gflops != nil } }
}
