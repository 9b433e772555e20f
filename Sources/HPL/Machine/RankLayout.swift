/// How a node is filled: ranks per node × threads per rank, written `2x1`.
public struct RankLayout: Sendable, Hashable, Codable {
    public let ranksPerNode: Int
    public let threadsPerRank: Int

    public init(ranksPerNode: Int, threadsPerRank: Int) {
        self.ranksPerNode = ranksPerNode
        self.threadsPerRank = threadsPerRank
    }

    /// Reads `64x2`; `nil` for anything else, also when either number is less than 1.
    public init?(_ text: String) {
        guard let grid = ProcessGrid(text) else { return nil }
        self.init(ranksPerNode: grid.p, threadsPerRank: grid.q)
    }

    /// Cores that a node needs so that no two threads share one; `Int.max` when that is more than can be
    /// counted.
    public var cores: Int {
        let (product, overflow) = ranksPerNode.multipliedReportingOverflow(by: threadsPerRank)
        return overflow ? Int.max : product
    }

    /// The layouts that use all of `cores`, one rank per core first.
    ///
    /// Up to four divisors: all of them. More: the thread counts nearest 1, 4, 8 and 16 on a logarithmic
    /// scale, where the shared caches of today's processors lie (4 to 16 cores); layouts in between rarely
    /// win and multiply the space.
    public static func filling(cores: Int) -> [RankLayout] {
        let cores = max(1, cores)
        let divisors = (1...cores).filter { cores % $0 == 0 }
        var threads = divisors
        if divisors.count > 4 {
            threads = []
            for wanted in [1, 4, 8, 16] {
                // Ratio rather than difference: 6 is nearer to 8 than 12 is.
                let ratio = { (count: Int) in Double(max(count, wanted)) / Double(min(count, wanted)) }
                if let nearest = divisors.min(by: { ratio($0) < ratio($1) }), !threads.contains(nearest) {
                    threads.append(nearest)
                }
            }
        }
        return threads.map { RankLayout(ranksPerNode: cores / $0, threadsPerRank: $0) }
    }
}

extension RankLayout: CustomStringConvertible {
    /// `2x1`
    public var description: String { "\(ranksPerNode)x\(threadsPerRank)" }
}
