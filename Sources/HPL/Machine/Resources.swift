/// What a study may use: equal nodes, and a first idea of how to fill them.
public struct Resources: Sendable, Hashable, Codable {
    public var nodes: Int
    public var ranksPerNode: Int
    public var threadsPerRank: Int
    /// In bytes; what HPL may have on each node.
    public var memoryPerNode: Int
    /// `nil` when nobody has said: then layouts cannot be checked against it.
    public var coresPerNode: Int?

    public init(nodes: Int, ranksPerNode: Int, threadsPerRank: Int, memoryPerNode: Int, coresPerNode: Int?) {
        self.nodes = nodes
        self.ranksPerNode = ranksPerNode
        self.threadsPerRank = threadsPerRank
        self.memoryPerNode = memoryPerNode
        self.coresPerNode = coresPerNode
    }

    /// One node: this machine, with one rank on each core.
    public init(_ machine: Machine) {
        self.init(
            nodes: 1,
            ranksPerNode: machine.cores,
            threadsPerRank: 1,
            memoryPerNode: min(machine.memoryBytes, machine.availableBytes),
            coresPerNode: machine.cores
        )
    }

    public var layout: RankLayout { RankLayout(ranksPerNode: ranksPerNode, threadsPerRank: threadsPerRank) }
}
