/// The computer that hpltune runs on, as far as this process may use it.
public struct Machine: Sendable, Hashable, Codable {
    public let hostname: String
    public let cpuModel: String
    /// Physical cores this process can keep busy: the least of the host's, those its affinity and control
    /// groups allow, and the whole processors its CPU quota pays for. At least 1.
    public let cores: Int
    /// Logical processors it may run on; more than `cores` where cores run two threads. At least 1.
    public let logicalCPUs: Int
    /// The least of the host's memory and the limits of its control groups.
    public let memoryBytes: Int
    /// What of it can still be had without pushing anyone out: the least of the kernel's MemAvailable and,
    /// for every control group, the limit less what is used and cannot be reclaimed.
    public let availableBytes: Int

    public init(
        hostname: String, cpuModel: String, cores: Int, logicalCPUs: Int, memoryBytes: Int,
        availableBytes: Int
    ) {
        self.hostname = hostname
        self.cpuModel = cpuModel
        self.cores = cores
        self.logicalCPUs = logicalCPUs
        self.memoryBytes = memoryBytes
        self.availableBytes = availableBytes
    }
}
