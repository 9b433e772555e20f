/// A job state as squeue and sacct spell it (slurm.schedmd.com/squeue.html, "JOB STATE CODES").
public enum SlurmJobState: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case configuring = "CONFIGURING"
    case running = "RUNNING"
    case suspended = "SUSPENDED"
    case stopped = "STOPPED"
    case signaling = "SIGNALING"
    case resizing = "RESIZING"
    case stageOut = "STAGE_OUT"
    case completing = "COMPLETING"
    case requeued = "REQUEUED"
    case requeueHold = "REQUEUE_HOLD"
    case requeueFederation = "REQUEUE_FED"
    case reservationDeleted = "RESV_DEL_HOLD"
    case specialExit = "SPECIAL_EXIT"
    case completed = "COMPLETED"
    case failed = "FAILED"
    case cancelled = "CANCELLED"
    case timeout = "TIMEOUT"
    case outOfMemory = "OUT_OF_MEMORY"
    case nodeFailure = "NODE_FAIL"
    case bootFailure = "BOOT_FAIL"
    case deadline = "DEADLINE"
    case preempted = "PREEMPTED"
    case launchFailed = "LAUNCH_FAILED"
    case reconfigurationFailed = "RECONFIG_FAIL"
    /// Moved to another cluster of a federation.
    case revoked = "REVOKED"

    /// sacct appends who did it (`CANCELLED by 1000`), and marks what it cut short (`CANCELLED+`).
    init?(parsing text: some StringProtocol) {
        let word = text.prefix { $0.isLetter || $0 == "_" }
        if let state = Self(rawValue: String(word)) {
            self = state
            return
        }
        guard text.hasSuffix("+"), word.count >= 5 else { return nil }
        let matches = Self.allCases.filter { $0.rawValue.hasPrefix(word) }
        guard matches.count == 1 else { return nil }
        self = matches[0]
    }

    /// Why a job stands still that is suspended.
    public static let suspension =
        "suspended by somebody or for another job; it goes on when SLURM resumes it"

    enum Phase: Sendable {
        case waiting, active, over
    }

    var phase: Phase {
        switch self {
        case .pending, .requeued, .requeueHold, .requeueFederation, .reservationDeleted, .specialExit:
            .waiting
        // Processes of a completing job may still run and write.
        case .configuring, .running, .suspended, .stopped, .signaling, .resizing, .stageOut, .completing:
            .active
        case .completed, .failed, .cancelled, .timeout, .outOfMemory, .nodeFailure, .bootFailure, .deadline,
            .preempted, .launchFailed, .reconfigurationFailed, .revoked:
            .over
        }
    }

    /// How a job that is over ended, for people; exit codes do not tell: time-outs, cancelled jobs and failed nodes all
    /// carry 0:0.
    var ending: String {
        switch self {
        case .completed: "finished"
        case .failed: "its script failed"
        case .cancelled: "it was cancelled"
        case .timeout: "its time limit was up"
        case .outOfMemory: "it used more memory than it asked for"
        case .nodeFailure: "a node failed"
        case .bootFailure: "a node did not boot"
        case .deadline: "its deadline passed"
        case .preempted: "it was preempted"
        case .launchFailed: "it could not be launched"
        case .reconfigurationFailed: "a node could not be set up for it"
        case .revoked: "it was moved to another cluster"
        default: "it is \(rawValue)"
        }
    }
}
