import Execution

/// What a cluster told of itself: when the study was made, or when it was last driven.
public struct ClusterFacts: Sendable, Hashable, Codable {
    public var capabilities: SlurmCapabilities
    /// The one that the study's jobs go to.
    public var partition: SlurmPartition

    public init(capabilities: SlurmCapabilities, partition: SlurmPartition) {
        self.capabilities = capabilities
        self.partition = partition
    }
}
