import Search

/// Reads `grid: all` or `grid: [4x64, 8x32]`.
struct GridReader {
    let layouts: [RankLayout]
    let nodes: Int

    func read(_ node: YAMLNode) throws(FileError) -> [ProcessGrid] {
        if node.isScalar, try node.string().lowercased() == "all" {
            return SpaceDraft.grids(for: layouts, nodes: nodes)
        }
        let items = node.isSequence ? try node.list() : [node]
        guard !items.isEmpty else {
            throw node.error("grid has no value; list at least one PxQ, or write `all`")
        }
        var grids: [ProcessGrid] = []
        for item in items {
            let text = try item.string()
            guard let grid = ProcessGrid(text) else {
                throw item.error("`\(text)` is no grid; write PxQ such as 4x8, or `all`")
            }
            guard !grids.contains(grid) else {
                throw item.error("grid \(grid) is there twice; leave one out")
            }
            guard layouts.contains(where: { nodes * $0.ranksPerNode == grid.processes }) else {
                throw item.error(mismatch(grid))
            }
            grids.append(grid)
        }
        return grids
    }

    private func mismatch(_ grid: ProcessGrid) -> String {
        var counts: [Int] = []
        for layout in layouts where !counts.contains(nodes * layout.ranksPerNode) {
            counts.append(nodes * layout.ranksPerNode)
        }
        let possible = SpaceDraft.grids(for: layouts, nodes: nodes).map(\.description)
        // A highly composite number has dozens of pairs; the first and last twelve are the flat ones anyway.
        let listed = possible.count <= 24 ? possible : Array(possible.prefix(23)) + ["…"]
        let needed =
            grid.processes == Int.max ? "more ranks than can be counted" : counted(grid.processes, "rank")
        return
            "grid \(grid) needs \(needed), but there are \(counts.map(String.init).joined(separator: " or ")); "
            + "choose from \(listed.joined(separator: ", "))"
    }
}
