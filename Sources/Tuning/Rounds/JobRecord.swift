import Execution

/// A job as the store holds it, with the attempts it carries.
public struct JobRecord: Sendable {
    public enum State: String, Sendable {
        /// Written down; whether it was submitted only the scheduler knows.
        case planned
        case submitted
        case ended
    }

    public let id: Int64
    let roundID: Int64
    public let round: Int
    public let token: JobToken
    public let directory: String
    /// Of its study.
    let study: String
    /// Unix seconds.
    let plannedAt: Double
    /// When its submission last began; `nil` before the first one. Unix seconds.
    let submittingAt: Double?
    /// Unix seconds.
    public let submittedAt: Double?
    /// When a look at it first told nothing; `nil` when the last look told something. Unix seconds.
    public let silentSince: Double?
    public let schedulerID: JobID?
    public let state: State
    /// After so many seconds its scheduler ends it; `nil` for a job that no scheduler limits.
    public let limitSeconds: Double?
    /// Each run is a task of its own.
    public let isArray: Bool
    /// It may not cost more than was reserved for it; `nil` without a limit of node-hours. Node-seconds.
    public let reservedNodeSeconds: Double?
    /// When it was given its nodes, or its script began on them. Unix seconds.
    public let startedAt: Double?
    /// Why it waits in its queue, in words.
    public let waitReason: String?
    /// When hpltune itself began to end it. Unix seconds.
    let stoppedAt: Double?
    /// When the user was asked what to do about it. Unix seconds.
    let askedAt: Double?
    /// The scheduler it was given to, as `Scheduler.site` says; `nil` when nobody knows.
    var site: String?
    public let attempts: [OpenAttempt]

    /// Somebody else has cancelled it, and the user was asked what to do.
    public var awaitsAnswer: Bool { askedAt != nil }

    var row: JobRow { .round(id) }

    /// What users call it.
    public var name: String { "round \(round): job \(schedulerID?.text ?? token.text)" }

    /// What the job's script itself printed.
    var logPath: String { directory + "/job.log" }

    public var reference: JobReference {
        JobReference(
            token: token, id: schedulerID, directory: directory, name: token.jobName(study: study),
            workDirectory: JobDirectory.workDirectory(of: directory), site: site)
    }
}

/// An attempt whose outcome is not known yet.
public struct OpenAttempt: Sendable {
    public let id: Int64
    public let number: Int
    public let step: String
    public let directory: String
    public let outputName: String
    public let limitSeconds: Double
    /// By the model of its day; `nil` when nothing was known of run times.
    public let predictedSeconds: Double?
    /// How many attempts at its trial have come to nothing before, apart from those that never began.
    public let failedBefore: Int
    public let trial: TrialRecord

    /// Where the output is: below the directory when the scheduler had started the job again.
    func outputDirectory(of record: StepRecord) -> String {
        record.restart == 0 ? directory : "\(directory)/restart-\(record.restart)"
    }
}
