/// How a step ended: the step's `done.json`, written by the job's script on one line.
///
/// It says nothing of success: that is for the reader of the output to judge.
public struct StepRecord: Sendable, Hashable, Codable {
    /// `nil` when a signal ended the program.
    public var exitStatus: Int32?
    /// The signal that ended the program, or that its launcher reports as 128 + signal.
    public var signal: Int32?
    /// The time limit was up and the step's processes were ended.
    public var timedOut: Bool
    /// When the job's script began, in seconds since 1970.
    public var jobStartedAt: Double?
    /// Seconds since 1970.
    public var startedAt: Double
    /// Seconds since 1970.
    public var finishedAt: Double
    /// The job's nodes.
    public var hosts: [String]
    /// Another run of ours was on the first node when this one started or ended: its measurement is not to be trusted.
    public var contaminated: Bool
    /// Which incarnation of which job ran it.
    public var claim: String
    /// How often the scheduler had started the job again.
    public var restart: Int

    public init(
        exitStatus: Int32?, signal: Int32? = nil, timedOut: Bool = false, startedAt: Double,
        finishedAt: Double,
        hosts: [String] = [], contaminated: Bool = false, claim: String = "", restart: Int = 0
    ) {
        self.exitStatus = exitStatus
        self.signal = signal
        self.timedOut = timedOut
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.hosts = hosts
        self.contaminated = contaminated
        self.claim = claim
        self.restart = restart
    }
}
