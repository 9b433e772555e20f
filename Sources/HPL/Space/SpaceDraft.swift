import Search

/// What a space is made of, however it was written: a YAML section, an HPL.dat, or nothing at all.
struct SpaceDraft: Sendable {
    var problemSize: ProblemSize
    var resources: Resources
    var flavor: Flavor
    /// What the knobs outside `values` are set to; `n` and `grid` are placeholders.
    var base = HPLSettings.standard
    /// By name, for those that vary or that the user named.
    var values: [String: [ParameterValue]] = [:]
    var layouts: [RankLayout]
    /// A layout of one value is a parameter only when the user named it; grids and launch variants likewise.
    var namesLayout = false
    var grids: [ProcessGrid]
    var namesGrid = false
    var variants: [LaunchVariant] = []
    var constraints: [Expression] = []

    /// A line of one rank's neighbours up to its whole square: every P×Q that uses exactly the ranks of a
    /// layout, in rising order of P, layouts in their order.
    static func grids(for layouts: [RankLayout], nodes: Int) -> [ProcessGrid] {
        var grids: [ProcessGrid] = []
        for layout in layouts {
            for grid in ProcessGrid.factorPairs(of: nodes * layout.ranksPerNode) where !grids.contains(grid) {
                grids.append(grid)
            }
        }
        return grids
    }

    /// The parameters in the order users know from HPL.dat.
    var parameters: [Parameter] {
        func fromTable(_ name: String) -> Parameter? {
            guard let values = values[name], let knob = SpaceParameter.named(name) else { return nil }
            return Parameter(name: name, kind: knob.kind, values: values)
        }
        func words(_ name: String, _ words: [String], named: Bool) -> Parameter? {
            guard words.count > 1 || named, !words.isEmpty else { return nil }
            return Parameter(name: name, kind: .categorical, values: words.map { .text($0) })
        }
        let names = SpaceParameter.all.map(\.name)
        return [fromTable("NB"), words("grid", grids.map(\.description), named: namesGrid)].compactMap { $0 }
            + names.filter { $0 != "NB" }.compactMap(fromTable)
            + [
                words("layout", layouts.map(\.description), named: namesLayout),
                words("launch", variants.map(\.name), named: !variants.isEmpty),
            ].compactMap { $0 }
    }
}
