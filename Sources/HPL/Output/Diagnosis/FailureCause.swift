import Search

/// Why a run gave no result to use. The raw value is what files and the command line show.
public enum FailureCause: String, CaseIterable, Sendable, Codable {
    // What HPL itself says.
    case tooFewProcesses = "too-few-processes"
    case illegalInput = "illegal-input"
    case inputFileMissing = "input-file-missing"
    case outputUnwritable = "output-unwritable"
    case outOfMemory = "out-of-memory"
    case residualFailed = "residual-failed"
    case residualUnchecked = "residual-unchecked"
    /// A time and a rate that cannot both be true.
    case implausibleResult = "implausible-result"
    /// HPL ran something else than asked.
    case differentRun = "different-run"

    // Starting it.
    case missingLibrary = "missing-library"
    case executableMissing = "executable-missing"
    case notExecutable = "not-executable"
    case moduleNotFound = "module-not-found"
    case launcherMissing = "launcher-missing"
    case rootRefused = "root-refused"
    case mpiSlots = "mpi-slots"
    case mpiStart = "mpi-start"
    case mpiNetwork = "mpi-network"
    case oversubscribed

    // How it ended.
    case killedByOutOfMemory = "killed-out-of-memory"
    case illegalInstruction = "illegal-instruction"
    case crashed
    case timedOut = "timed-out"
    case cancelled
    case nodeFailure = "node-failure"
    case diskFull = "disk-full"

    // What it left.
    case outputTruncated = "output-truncated"
    case outputUnreadable = "output-unreadable"
    case noResult = "no-result"

    /// What the search learns from it.
    public var failureClass: FailureClass {
        switch self {
        case .timedOut:
            .timeout
        case .tooFewProcesses, .illegalInput, .outOfMemory, .residualFailed, .residualUnchecked,
            .implausibleResult, .differentRun, .oversubscribed, .killedByOutOfMemory, .illegalInstruction,
            .crashed,
            .outputUnreadable, .noResult:
            .configuration
        case .inputFileMissing, .outputUnwritable, .missingLibrary, .executableMissing, .notExecutable,
            .moduleNotFound, .launcherMissing, .rootRefused, .mpiSlots, .mpiStart, .mpiNetwork, .cancelled,
            .nodeFailure, .diskFull, .outputTruncated:
            .infrastructure
        }
    }
}
