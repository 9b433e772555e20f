import Execution

/// A job of short runs that only tell how long HPL takes, as the store holds it. Its runs are no trials.
public struct CalibrationJob: Sendable {
    public struct Run: Sendable, Hashable {
        public let step: String
        public let n: Int
        public let limitSeconds: Double
    }

    /// What the looks at it have told so far.
    public struct Sight: Sendable, Hashable {
        /// When it was given its nodes, or its script began on them. Unix seconds.
        public var startedAt: Double?
        /// Why it waits in its queue, in words.
        public var waitReason: String?
        /// When a look first told nothing; `nil` when the last one told something. Unix seconds.
        public var silentSince: Double?
    }

    let id: Int64
    public let token: JobToken
    public let directory: String
    /// Of its study.
    let study: String
    /// After so many seconds the scheduler ends it; `nil` where there is no queue.
    public let limitSeconds: Double?
    /// Node-seconds that it may cost at most; `nil` without a limit of node-hours.
    let reservedNodeSeconds: Double?
    /// Unix seconds.
    let plannedAt: Double
    /// When its submission last began; `nil` before the first one. Unix seconds.
    let submittingAt: Double?
    /// Unix seconds.
    public let submittedAt: Double?
    public internal(set) var sight: Sight
    /// When hpltune itself began to end it. Unix seconds.
    let stoppedAt: Double?
    public let schedulerID: JobID?
    /// The scheduler it was given to, as `Scheduler.site` says; `nil` when nobody knows.
    var site: String?
    public let state: JobRecord.State
    /// In the order they are made, the smallest N first.
    public let runs: [Run]

    /// What the job's script itself printed.
    var logPath: String { directory + "/job.log" }

    var row: JobRow { .calibration(id) }

    /// What users call it.
    public var name: String { "calibration: job \(schedulerID?.text ?? token.text)" }

    var largestN: Int { runs.map(\.n).max() ?? 1 }

    public var reference: JobReference {
        JobReference(
            token: token, id: schedulerID, directory: directory, name: token.jobName(study: study),
            workDirectory: JobDirectory.workDirectory(of: directory), site: site)
    }

    func isDone(_ observation: JobObservation) -> Bool {
        runs.allSatisfy { observation.steps[$0.step] != nil }
    }
}

/// What came of a calibration's job.
struct CalibrationEnd: Sendable {
    /// One for each run that cost something.
    var runs: [(step: String, calibration: Calibration)] = []
    /// It ended through no fault of its own before it taught anything.
    var isLost = false
    /// Why it taught nothing, in words; `nil` when it did.
    var complaint: String?
    /// Somebody has to say whether the study is to go on.
    var question: StudyEnd?

    var results: [Calibration] { runs.map(\.calibration).filter { $0.gflops != nil } }
}
