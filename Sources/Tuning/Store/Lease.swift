import Glibc

/// Who drives a study: one process, told apart from a later one with the same number by its start time.
public struct LeaseHolder: Sendable, Hashable {
    /// Random, unique per process.
    public let owner: String
    public let host: String
    public let pid: Int32
    /// Start time of the process in clock ticks since boot, with the boot's id (`/proc`).
    public let processStart: String
    /// Unix seconds.
    public let takenAt: Double

    public init(owner: String, host: String, pid: Int32, processStart: String, takenAt: Double) {
        self.owner = owner
        self.host = host
        self.pid = pid
        self.processStart = processStart
        self.takenAt = takenAt
    }
}

extension LeaseHolder: CustomStringConvertible {
    public var description: String {
        "hpltune with process id \(pid) on \(host) since \(TimeText.local(takenAt))"
    }
}

/// What the store found when it was asked for the lease.
struct HeldLease: Sendable {
    let holder: LeaseHolder
    let heartbeatAt: Double
}

extension LeaseHolder {
    /// This very process holds it.
    var isThisProcess: Bool { self.host == DriverProcess.hostname && pid == getpid() }
}
