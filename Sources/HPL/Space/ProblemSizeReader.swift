import Search

/// Reads `N: {memory_fraction: 0.8}`, `N: 20000` or `N: [10000, 20000]`.
struct ProblemSizeReader {
    let draft: SpaceDraft

    func read(_ node: YAMLNode) throws(FileError) -> ProblemSize {
        if node.isMapping {
            let keys = try node.mapping(allowing: ["memory_fraction"])
            guard let fractionNode = keys["memory_fraction"] else {
                throw node.error(
                    "N names no size; write {memory_fraction: 0.8}, a number, or a list of numbers")
            }
            let fraction = try fractionNode.double()
            guard fraction > 0, fraction < 1 else {
                throw fractionNode.error(
                    "memory_fraction is \(fraction); it must lie between 0 and 1, such as 0.8 to leave the system room"
                )
            }
            return .memory(fraction: fraction)
        }
        let items = node.isSequence ? try node.list() : [node]
        guard !items.isEmpty else { throw node.error("N has no value; list at least one") }
        var orders: [Int] = []
        for item in items {
            let n = try item.int()
            guard n >= 1 else { throw item.error("N = \(n) is no matrix; it must be at least 1") }
            guard n <= SpaceParameter.largestInteger else {
                throw item.error(
                    "N = \(n) is more than HPL can hold; the largest is \(SpaceParameter.largestInteger)")
            }
            guard !orders.contains(n) else { throw item.error("N has \(n) twice; leave one out") }
            if let problem = problem(with: n) { throw item.error(problem) }
            orders.append(n)
        }
        return .fixed(orders)
    }

    /// What is wrong with an N that no layout and no grid of the space has room for; `nil` when nothing is.
    func problem(with n: Int) -> String? {
        let largest = largestThatFits()
        return n > largest ? tooLarge(n, largest) : nil
    }

    private func largestThatFits() -> Int {
        let resources = draft.resources
        let sizing = ProblemSizing(
            .memory(fraction: 1), nodes: resources.nodes, memoryPerNode: resources.memoryPerNode)
        var largest = 0
        for layout in draft.layouts {
            for grid in draft.grids where grid.processes == resources.nodes * layout.ranksPerNode {
                // Any N, not only multiples of NB: a block size of 1 deals most evenly.
                largest = max(
                    largest,
                    sizing.largest(
                        nb: 1, grid: grid, ranksPerNode: layout.ranksPerNode,
                        bytes: Double(resources.memoryPerNode)))
            }
        }
        return largest
    }

    private func tooLarge(_ n: Int, _ largest: Int) -> String {
        let resources = draft.resources
        let needed = 8 * Double(n) * Double(n)
        let nodes = resources.nodes == 1 ? "the node has" : "\(resources.nodes) nodes have"
        let memory = ByteCount(Double(resources.memoryPerNode) * Double(resources.nodes))
        return
            "N = \(n) needs \(ByteCount(needed)) and \(nodes) \(memory); the largest N that fits is \(largest)"
    }
}
