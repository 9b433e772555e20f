import Search

/// What constraints may speak of: every knob, whether the space varies it or not, and what follows from them.
struct ConstraintVariables: Sendable {
    let decoder: PointDecoder
    let sizing: ProblemSizing
    let nodes: Int

    /// The names with their types. `ranks` are those of all nodes; `N` is the matrix at the top fidelity.
    static let types: [String: Expression.ValueType] = {
        var types: [String: Expression.ValueType] = [
            "N": .number, "P": .number, "Q": .number, "grid": .text, "layout": .text, "launch": .text,
            "ranks": .number, "ranks_per_node": .number, "threads": .number, "nodes": .number,
        ]
        for knob in SpaceParameter.all { types[knob.name] = knob.kind == .ordinal ? .number : .text }
        return types
    }()

    /// The words that values are written in.
    static func words(layouts: [RankLayout], grids: [ProcessGrid], variants: [LaunchVariant]) -> Set<String> {
        var words = Set(layouts.map(\.description) + grids.map(\.description) + variants.map(\.name))
        for knob in SpaceParameter.all {
            if case .words(let known, _) = knob.values { words.formUnion(known) }
        }
        return words
    }

    func value(_ name: String, of point: Point, _ settings: HPLSettings) -> ParameterValue? {
        switch name {
        case "N":
            // A point whose N does not fit has none; another rule excludes it.
            return sizing.topN(
                nb: settings.nb, grid: settings.grid, ranksPerNode: decoder.layout(point).ranksPerNode
            ).map { .integer($0) }
        case "P": return .integer(settings.p)
        case "Q": return .integer(settings.q)
        case "grid": return .text(settings.grid.description)
        case "layout": return .text(decoder.layout(point).description)
        case "launch": return .text(decoder.variant(point).name)
        case "ranks": return .integer(nodes * decoder.layout(point).ranksPerNode)
        case "ranks_per_node": return .integer(decoder.layout(point).ranksPerNode)
        case "threads": return .integer(decoder.layout(point).threadsPerRank)
        case "nodes": return .integer(nodes)
        default: return SpaceParameter.named(name)?.value(settings)
        }
    }
}
