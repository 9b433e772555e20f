import Search

/// Reads `layout: [64x1, 32x2]`: ranks per node × threads per rank.
struct LayoutReader {
    let resources: Resources

    func read(_ node: YAMLNode) throws(FileError) -> [RankLayout] {
        let items = node.isSequence ? try node.list() : [node]
        guard !items.isEmpty else {
            throw node.error("layout has no value; list at least one, or leave it out")
        }
        var layouts: [RankLayout] = []
        for item in items {
            let text = try item.string()
            guard let layout = RankLayout(text) else {
                throw item.error(
                    "`\(text)` is no layout; write ranks per node x threads per rank, such as 32x2")
            }
            guard !layouts.contains(layout) else {
                throw item.error("layout \(layout) is there twice; leave one out")
            }
            if let cores = resources.coresPerNode, layout.cores > cores {
                throw item.error(Self.oversubscription(layout, cores: cores))
            }
            guard layout.ranksPerNode <= Int(Int32.max) / max(1, resources.nodes) else {
                throw item.error("layout \(layout) has more ranks than MPI can count; take fewer")
            }
            layouts.append(layout)
        }
        return layouts
    }

    static func oversubscription(_ layout: RankLayout, cores: Int) -> String {
        let needed =
            layout.cores == Int.max ? "more cores than can be counted" : counted(layout.cores, "core")
        return
            "layout \(layout) needs \(needed) (\(counted(layout.ranksPerNode, "rank")) × \(counted(layout.threadsPerRank, "thread"))) "
            + "on a node with \(cores); use at most \(cores)"
    }
}
