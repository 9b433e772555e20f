/// A matrix that does not fit the memory; one line with the numbers.
public struct ProblemSizeError: Error, Sendable, Hashable {
    public let n: Int
    public let grid: ProcessGrid
    /// Bytes on a node, for its fullest rank times its ranks.
    public let needed: Double
    /// Bytes there are on a node.
    public let memoryPerNode: Int
    /// The largest multiple of NB that fits; 0 when none does.
    public let largest: Int
}

extension ProblemSizeError: CustomStringConvertible {
    public var description: String {
        let problem =
            "N = \(n) on a \(grid) grid needs \(ByteCount(needed)) on each node, which has \(ByteCount(memoryPerNode))"
        return largest > 0
            ? "\(problem); the largest N that fits is \(largest)"
            : "\(problem); no N fits, use more nodes or memory"
    }
}
