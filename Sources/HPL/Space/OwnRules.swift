import Search

/// The rules every HPL space has, left out where no combination of values can break them: enumerating a space
/// asks each rule for every combination.
struct OwnRules {
    let draft: SpaceDraft
    let decoder: PointDecoder
    let sizing: ProblemSizing

    var rules: [SearchSpace.Rule] {
        var rules: [SearchSpace.Rule] = []
        let (decoder, sizing, nodes) = (decoder, sizing, draft.resources.nodes)
        if someGridMissesSomeLayout {
            // HPL uses P×Q ranks and lets the others idle: their cores would be lost.
            rules.append(
                SearchSpace.Rule("P*Q == ranks") { point in
                    decoder.grid(point)?.processes == nodes * decoder.layout(point).ranksPerNode
                })
        }
        if somethingDoesNotFit {
            rules.append(
                SearchSpace.Rule("N fits the memory") { point in
                    guard let settings = decoder.settings(point) else { return false }
                    return sizing.fits(
                        nb: settings.nb, grid: settings.grid,
                        ranksPerNode: decoder.layout(point).ranksPerNode)
                })
        }
        // A point from elsewhere may have values that this space has not.
        rules.append(SearchSpace.Rule("the values are the space's") { decoder.isKnown($0) })
        return rules
    }

    private var someGridMissesSomeLayout: Bool {
        draft.layouts.contains { layout in
            draft.grids.contains { $0.processes != draft.resources.nodes * layout.ranksPerNode }
        }
    }

    private var somethingDoesNotFit: Bool {
        let blocks = draft.values["NB"]?.compactMap(\.integer) ?? [draft.base.nb]
        // Beyond this the question costs more than it saves.
        guard blocks.count * draft.grids.count * draft.layouts.count <= 100_000 else { return true }
        return draft.layouts.contains { layout in
            draft.grids.contains { grid in
                grid.processes == draft.resources.nodes * layout.ranksPerNode
                    && blocks.contains { !sizing.fits(nb: $0, grid: grid, ranksPerNode: layout.ranksPerNode) }
            }
        }
    }
}
