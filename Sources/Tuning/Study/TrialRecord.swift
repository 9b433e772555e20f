import HPL
import Search

/// A trial as the store holds it. Times are Unix seconds.
public struct TrialRecord: Sendable {
    public enum State: Sendable, Hashable {
        case pending
        case measured(Measurement)
        case failed(TrialFailure)
    }

    public let id: Int64
    /// Counted from 1 within the study; what users call the trial.
    public let number: Int
    public let round: Int
    public let candidate: Candidate
    /// The problem size asked for.
    public let n: Int
    public let state: State
    public let attempts: [AttemptRecord]
    public let queuedAt: Double
    public let startedAt: Double?
    public let finishedAt: Double?
    public let hosts: [String]
    /// Measured elsewhere and imported: it has no attempts, and its time and machine are not known.
    public let isImported: Bool

    public init(
        id: Int64, number: Int, round: Int, candidate: Candidate, n: Int, state: State,
        attempts: [AttemptRecord], queuedAt: Double, startedAt: Double?, finishedAt: Double?, hosts: [String],
        isImported: Bool = false
    ) {
        self.id = id
        self.number = number
        self.round = round
        self.candidate = candidate
        self.n = n
        self.state = state
        self.attempts = attempts
        self.queuedAt = queuedAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.hosts = hosts
        self.isImported = isImported
    }

    public var measurement: Measurement? {
        if case .measured(let measurement) = state { measurement } else { nil }
    }

    public var failure: TrialFailure? {
        if case .failed(let failure) = state { failure } else { nil }
    }

    public var isPending: Bool { state == .pending }

    /// Wall seconds of the attempt that decided the trial.
    public var wallSeconds: Double? { attempts.last?.wallSeconds }

    /// How long the job of that attempt waited in its queue; `nil` when it is not known.
    public var queueSeconds: Double? { attempts.last?.queueSeconds }

    /// Counts against the budget: a run of this study whose outcome taught something.
    public var teaches: Bool {
        switch state {
        case .pending: false
        case .measured: !isImported
        case .failed(let failure): failure.failureClass != .infrastructure
        }
    }
}

/// What the HPL output echoed for a run that PASSED.
public struct Measurement: Sendable, Hashable, Codable {
    public let variant: String
    public let n: Int
    public let nb: Int
    public let p: Int
    public let q: Int
    /// HPL's own time of the solve.
    public let seconds: Double
    public let gflops: Double
    /// The largest scaled residual; `nil` for an imported result of which nobody told it.
    public let residual: Double?
    /// Another run of hpltune was on the node: the rate is a lower bound.
    public let isContaminated: Bool

    public init(
        variant: String, n: Int, nb: Int, p: Int, q: Int, seconds: Double, gflops: Double, residual: Double?,
        isContaminated: Bool = false
    ) {
        self.variant = variant
        self.n = n
        self.nb = nb
        self.p = p
        self.q = q
        self.seconds = seconds
        self.gflops = gflops
        self.residual = residual
        self.isContaminated = isContaminated
    }
}

/// Why a trial gave no measurement.
public struct TrialFailure: Sendable, Hashable {
    /// A stable word: a `FailureCause` of HPL's or `lost`.
    public let kind: String
    public let failureClass: FailureClass
    /// What happened; what to do.
    public let message: String

    public init(kind: String, failureClass: FailureClass, message: String) {
        self.kind = kind
        self.failureClass = failureClass
        self.message = message
    }
}

/// One submission of a trial.
public struct AttemptRecord: Sendable, Hashable {
    public let id: Int64
    public let number: Int
    public let step: String
    public let directory: String
    /// The file in `directory` that holds the HPL output.
    public let outputName: String
    public let limitSeconds: Double
    /// By the model of its day; `nil` when nothing was known of run times.
    public let predictedSeconds: Double?
    public let wallSeconds: Double?
    /// What its job took beside its runs, put down to this one.
    public let overheadSeconds: Double
    public let schedulerID: String?
    /// Of its job; Unix seconds.
    public let submittedAt: Double?
    /// When its job, or its task of an array, began on the nodes; Unix seconds.
    public let jobStartedAt: Double?
    /// `nil` for one that no queue has taken.
    public let queuedJob: QueuedJob?
    /// What became of it, when it has given no result, in words.
    public let loss: String?

    /// Its job in a scheduler's queue.
    public struct QueuedJob: Sendable, Hashable {
        public let id: String
        /// Each of its runs is a task of its own, numbered from 0.
        public let isArray: Bool
    }

    public init(
        id: Int64, number: Int, step: String, directory: String, outputName: String, limitSeconds: Double,
        predictedSeconds: Double? = nil, wallSeconds: Double?, overheadSeconds: Double = 0,
        schedulerID: String?, submittedAt: Double? = nil, jobStartedAt: Double? = nil,
        queuedJob: QueuedJob? = nil, loss: String? = nil
    ) {
        self.id = id
        self.number = number
        self.step = step
        self.directory = directory
        self.outputName = outputName
        self.limitSeconds = limitSeconds
        self.predictedSeconds = predictedSeconds
        self.wallSeconds = wallSeconds
        self.overheadSeconds = overheadSeconds
        self.schedulerID = schedulerID
        self.submittedAt = submittedAt
        self.jobStartedAt = jobStartedAt
        self.queuedJob = queuedJob
        self.loss = loss
    }

    /// What it cost on each of its nodes, in seconds.
    public var costSeconds: Double { (wallSeconds ?? 0) + overheadSeconds }

    /// How long its job waited in the queue; clocks of nodes may be a bit behind. `nil` before it began.
    public var queueSeconds: Double? {
        guard let submittedAt, let jobStartedAt else { return nil }
        return max(0, jobStartedAt - submittedAt)
    }
}
