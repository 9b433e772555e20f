/// What is left of a run.
public struct RunEvidence: Sendable {
    /// HPL's output: standard output, or the file it writes.
    public let stdout: [UInt8]
    public let stderr: [UInt8]
    /// `nil` when the process ended by a signal, or nobody knows.
    public let exitStatus: Int32?
    public let signal: Int32?
    /// Whether we ended it because it took too long.
    public let timedOut: Bool
    /// MPI ranks that were asked for.
    public let ranks: Int
    public let threads: Int
    /// `nil` when nobody knows.
    public let cores: Int?

    public init(
        stdout: [UInt8], stderr: [UInt8], exitStatus: Int32?, signal: Int32? = nil, timedOut: Bool = false,
        ranks: Int, threads: Int = 1, cores: Int? = nil
    ) {
        self.stdout = stdout
        self.stderr = stderr
        self.exitStatus = exitStatus
        self.signal = signal
        self.timedOut = timedOut
        self.ranks = ranks
        self.threads = threads
        self.cores = cores
    }

    /// The signal that ended the run, also when a shell or a launcher reports it as 128 + signal.
    var endingSignal: Int32? {
        if let signal { return signal }
        guard let exitStatus, (129...159).contains(exitStatus) else { return nil }
        return exitStatus - 128
    }

    var isOversubscribed: Bool {
        guard let cores else { return false }
        return ranks * threads > cores
    }
}
