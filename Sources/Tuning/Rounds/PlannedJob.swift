import Execution

/// A job as decided, before anything is submitted.
public struct PlannedJob: Sendable, Hashable {
    public let token: JobToken
    /// Absolute path; the attempts' directories are made below it.
    public let directory: String
    /// What its scheduler is told; `nil` for one that limits nothing.
    public var terms: JobTerms?

    public init(token: JobToken, directory: String, terms: JobTerms? = nil) {
        self.token = token
        self.directory = directory
        self.terms = terms
    }
}

/// What is asked of a scheduler for a job.
public struct JobTerms: Sendable, Hashable {
    /// After so many seconds it ends the job, or each task of an array.
    public var limitSeconds: Double
    /// Each run is a task of its own.
    public var isArray: Bool
    /// What the job may cost at most, and what is left of the study's node-hours for it; `nil` without such a limit.
    public var reservation: NodeReservation?

    public init(limitSeconds: Double, isArray: Bool, reservation: NodeReservation? = nil) {
        self.limitSeconds = limitSeconds
        self.isArray = isArray
        self.reservation = reservation
    }
}

/// A part of a study's node-hours, set apart for a job before it is submitted. Node-seconds.
public struct NodeReservation: Sendable, Hashable {
    public let nodeSeconds: Double
    /// What was left before.
    public let left: Double

    /// `nil` when it does not fit into what is left.
    public init?(nodeSeconds: Double, left: Double) {
        guard nodeSeconds <= left else { return nil }
        self.nodeSeconds = nodeSeconds
        self.left = left
    }
}

/// Another job for runs that an earlier one has lost.
struct RetryJob {
    let job: PlannedJob
    let runs: [Run]

    struct Run {
        let attempt: OpenAttempt
        let limitSeconds: Double
        let predictedSeconds: Double?
    }
}
