import Search

/// What an expert would try first, best guess first.
///
/// A grid with P ≤ Q as near to square as can be, because columns exchange pivots at every step and rows only
/// panels; one rank per core before threads; 1ringM or 2ringM with look-ahead; NB about 192, where the matrix
/// multiplication of common BLAS libraries runs at full speed and the panels do not dominate yet.
struct ExpertPoints: Sendable {
    let space: SearchSpace
    let draft: SpaceDraft

    /// How many are worth a run of their own before a search begins.
    static let most = 8

    /// Canonical, valid, no two the same experiment; at most `most`.
    func points() -> [Point] {
        var points: [Point] = []
        func add(_ candidate: Point) {
            let point = space.canonicalize(candidate)
            if points.count < Self.most, space.isValid(point),
                !points.contains(where: { $0.hash == point.hash })
            {
                points.append(point)
            }
        }
        let candidates = candidates()
        candidates.forEach(add)
        // The user's constraints exclude every guess: take what is nearest to the first.
        if points.isEmpty, let first = candidates.first, let repaired = nearestValid(to: first) {
            add(repaired)
        }
        return points
    }

    private func candidates() -> [Point] {
        let layouts = draft.layouts.sorted { $0.threadsPerRank < $1.threadsPerRank }
        guard let one = layouts.first else { return [] }
        // The hybrid layout with most threads up to a shared cache's worth of cores.
        let hybrid = layouts.last { $0.threadsPerRank <= 8 } ?? one
        let blocks = nearest(to: [192, 256, 128, 160, 224])
        let first = blocks.first
        var candidates = [
            point(one, block: first),
            point(hybrid, block: first),
            point(one, block: first, bcast: .ring2Modified),
            point(one, block: first, depth: 0),
        ]
        for block in blocks.dropFirst().prefix(2) {
            candidates += [point(one, block: block), point(hybrid, block: block)]
        }
        candidates.append(point(one, block: first, gridRank: 1))
        candidates += layouts.map { point($0, block: first) }
        candidates += blocks.map { point(one, block: $0) }
        return candidates
    }

    private func point(
        _ layout: RankLayout, block: ParameterValue?, bcast: Broadcast = .ring1Modified, depth: Int = 1,
        gridRank: Int = 0
    ) -> Point {
        let ordered = orderedGrids(for: layout)
        let grid = ordered.isEmpty ? nil : ordered[min(gridRank, ordered.count - 1)]
        let values = space.parameters.map { parameter -> ParameterValue in
            let wanted: ParameterValue? =
                switch parameter.name {
                case "layout": .text(layout.description)
                case "grid": grid.map { .text($0.description) }
                case "NB": block
                case "BCAST": .text(bcast.name)
                case "DEPTH": .integer(depth)
                default: SpaceParameter.named(parameter.name)?.value(draft.base)
                }
            // Where the wish is not among the values, the first one has to do.
            return wanted.flatMap { parameter.values.contains($0) ? $0 : nil } ?? parameter.values[0]
        }
        return Point(names: space.names, values: values)
    }

    /// Nearest to square first; those with P > Q only where there are no others.
    private func orderedGrids(for layout: RankLayout) -> [ProcessGrid] {
        let ranks = draft.resources.nodes * layout.ranksPerNode
        let grids = draft.grids.filter { $0.processes == ranks }
        // Of equal products the more square one has the larger smaller side.
        let wide = grids.filter { $0.p <= $0.q }.sorted { $0.p > $1.p }
        return wide.isEmpty ? grids.sorted { $0.q > $1.q } : wide
    }

    private func nearest(to wishes: [Int]) -> [ParameterValue] {
        guard let values = space.parameters.first(where: { $0.name == "NB" })?.values else { return [] }
        var chosen: [ParameterValue] = []
        for wish in wishes {
            let nearest = values.min { abs(($0.integer ?? 0) - wish) < abs(($1.integer ?? 0) - wish) }
            if let nearest, !chosen.contains(nearest) { chosen.append(nearest) }
        }
        return chosen
    }

    /// The first valid point with one value changed, else with two; `nil` when there is none.
    private func nearestValid(to point: Point) -> Point? {
        func variants(of point: Point) -> [Point] {
            space.parameters.flatMap { parameter in
                parameter.values.prefix(100).map { point.replacing(parameter.name, with: $0) }
            }
        }
        let neighbours = variants(of: point)
        if let found = neighbours.first(where: space.isValid) { return found }
        for neighbour in neighbours.prefix(300) {
            if let found = variants(of: neighbour).prefix(300).first(where: space.isValid) { return found }
        }
        return nil
    }
}
