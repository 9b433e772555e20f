import Glibc
import Search

/// Turns a problem size and a fidelity level into the order N of the matrix for one configuration.
///
/// HPL deals blocks of NB rows and columns out to a P×Q grid, so the rank in the first row and column holds
/// the most: numroc(N, NB, P) rows and numroc(N, NB, Q) columns, and one more for the right-hand side
/// (HPL_numroc and HPL_pdtest of netlib's HPL 2.3). N is small enough that every rank of a node can hold that
/// much.
public struct ProblemSizing: Sendable, Hashable {
    public let size: ProblemSize
    public let nodes: Int
    /// In bytes.
    public let memoryPerNode: Int

    public init(_ size: ProblemSize, nodes: Int, memoryPerNode: Int) {
        self.size = size
        self.nodes = nodes
        self.memoryPerNode = memoryPerNode
    }

    /// The order N for a configuration at a level.
    ///
    /// Given a share of the memory: the largest multiple of NB that fits, times the level. Given fixed
    /// orders: the one that the level names, exactly; at any other level the nearest multiple of NB below.
    /// - Throws: when a fixed order does not fit, or not even one block does.
    public func n(
        nb: Int, grid: ProcessGrid, ranksPerNode: Int, level: FidelityLevel = .full
    ) throws(ProblemSizeError) -> Int {
        switch size {
        case .fixed(let orders):
            let wanted = Double(orders.max() ?? 0) * level.fraction
            let n = orders.first { abs(Double($0) - wanted) < 0.5 } ?? Self.multiple(of: nb, upTo: wanted)
            guard bytesPerNode(n: n, nb: nb, grid: grid, ranksPerNode: ranksPerNode) <= Double(memoryPerNode)
            else {
                throw ProblemSizeError(
                    n: n, grid: grid,
                    needed: bytesPerNode(n: n, nb: nb, grid: grid, ranksPerNode: ranksPerNode),
                    memoryPerNode: memoryPerNode,
                    largest: largest(
                        nb: nb, grid: grid, ranksPerNode: ranksPerNode, bytes: Double(memoryPerNode)))
            }
            return n
        case .memory(let fraction):
            let bytes = fraction * Double(memoryPerNode)
            let top = largest(nb: nb, grid: grid, ranksPerNode: ranksPerNode, bytes: bytes)
            guard top >= nb else {
                throw ProblemSizeError(
                    n: nb, grid: grid,
                    needed: bytesPerNode(n: nb, nb: nb, grid: grid, ranksPerNode: ranksPerNode),
                    memoryPerNode: Int(bytes), largest: 0)
            }
            return Self.multiple(of: nb, upTo: Double(top) * level.fraction)
        }
    }

    /// The memory that `ranksPerNode` ranks take when each holds as much as the fullest one.
    public func bytesPerNode(n: Int, nb: Int, grid: ProcessGrid, ranksPerNode: Int) -> Double {
        let rows = Self.rowsOfFirstProcess(n: n, nb: nb, processes: grid.p)
        let columns = Self.rowsOfFirstProcess(n: n, nb: nb, processes: grid.q) + 1
        // In floating point, so that a mistyped N of twenty digits gives a message rather than an overflow.
        return 8 * Double(ranksPerNode) * Double(rows) * Double(columns)
    }

    /// The largest multiple of NB whose matrix fits `bytes` on every node, 0 when not one block does:
    /// ⌊√(bytes·nodes/8)/NB⌋·NB, less what uneven dealing costs.
    public func largest(nb: Int, grid: ProcessGrid, ranksPerNode: Int, bytes: Double) -> Int {
        guard bytes > 0 else { return 0 }
        var n = Int((bytes * Double(nodes) / 8).squareRoot()) / nb * nb
        while n > 0, bytesPerNode(n: n, nb: nb, grid: grid, ranksPerNode: ranksPerNode) > bytes { n -= nb }
        return n
    }

    /// NUMROC of ScaLAPACK for the first of `processes`: how many of `n` rows, dealt in blocks of `nb`, it
    /// gets.
    static func rowsOfFirstProcess(n: Int, nb: Int, processes: Int) -> Int {
        let fullBlocks = n / nb
        let rest = n % nb
        let own = fullBlocks / processes * nb
        return own + (fullBlocks % processes > 0 ? nb : rest)
    }

    private static func multiple(of nb: Int, upTo wanted: Double) -> Int {
        // A level such as 1/3 is not exact in binary: half a row of tolerance keeps N at the multiple that
        // was meant.
        max(1, Int((wanted + 0.5) / Double(nb))) * nb
    }
}

extension ProblemSizing {
    /// N at the top level, `nil` when it does not fit.
    func topN(nb: Int, grid: ProcessGrid, ranksPerNode: Int) -> Int? {
        do { return try n(nb: nb, grid: grid, ranksPerNode: ranksPerNode) } catch { return nil }
    }

    func fits(nb: Int, grid: ProcessGrid, ranksPerNode: Int) -> Bool {
        topN(nb: nb, grid: grid, ranksPerNode: ranksPerNode) != nil
    }
}
