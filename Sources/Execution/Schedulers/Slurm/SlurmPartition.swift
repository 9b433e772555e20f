/// A partition as sinfo tells it: how large its nodes are and how long a job may take.
public struct SlurmPartition: Sendable, Hashable, Codable {
    public var name: String
    /// `sbatch` takes it when no other is named.
    public var isDefault: Bool
    /// Nodes that are there, whatever they do.
    public var nodes: Int
    /// Physical cores of the smallest node.
    public var coresPerNode: Int
    /// Hardware threads of a core, the most that any node has; `nil` in what an older hpltune stored.
    public var threadsPerCore: Int?
    /// Bytes of the smallest node.
    public var memoryPerNode: Int
    /// The longest a job may take, in seconds; `nil` without a limit.
    public var maxSeconds: Double?

    public init(
        name: String, isDefault: Bool, nodes: Int, coresPerNode: Int, threadsPerCore: Int? = 1,
        memoryPerNode: Int, maxSeconds: Double?
    ) {
        self.name = name
        self.isDefault = isDefault
        self.nodes = nodes
        self.coresPerNode = coresPerNode
        self.threadsPerCore = threadsPerCore
        self.memoryPerNode = memoryPerNode
        self.maxSeconds = maxSeconds
    }
}
