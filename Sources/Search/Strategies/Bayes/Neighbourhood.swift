/// Points near the best ones: canonical, valid, known by what was changed.
struct Neighbourhood {
    struct Neighbour {
        let point: Point
        let hash: PointHash
        let tuple: [UInt32]
        /// `NB 192 → 224`
        let change: String
    }

    private let strategy: BayesStrategy

    init(_ strategy: BayesStrategy) { self.strategy = strategy }

    /// Points that differ in one parameter.
    func neighbours(of place: Observations.Place) -> [Neighbour] {
        let parameters = strategy.valid.parameters
        var neighbours: [Neighbour] = []
        for (position, parameter) in parameters.enumerated() {
            let own = Int(place.tuple[position])
            for value in parameter.values.indices where value != own {
                var tuple = place.tuple
                tuple[position] = UInt32(value)
                guard let found = canonical(tuple) else { continue }
                neighbours.append(
                    Neighbour(
                        point: found.point, hash: found.hash, tuple: found.tuple,
                        change: "\(parameter.name) \(parameter.values[own]) → \(parameter.values[value])"))
            }
        }
        return neighbours
    }

    /// Hashes of points each of whose values is that of one of the parents, drawn at random; `draws` of them at most.
    func recombinations(
        of parents: [Observations.Place], _ draws: Int, using generator: inout SeededGenerator
    ) -> [PointHash] {
        guard parents.count > 1 else { return [] }
        var hashes: [PointHash] = []
        for _ in 0..<draws {
            let first = parents[generator.next(below: parents.count)]
            let second = parents[generator.next(below: parents.count)]
            var tuple = first.tuple
            for position in tuple.indices where generator.next(below: 2) == 0 {
                tuple[position] = second.tuple[position]
            }
            if let found = canonical(tuple) { hashes.append(found.hash) }
        }
        return hashes
    }

    private func canonical(_ tuple: [UInt32]) -> (point: Point, hash: PointHash, tuple: [UInt32])? {
        let indexing = strategy.valid.indexing
        let point = indexing.point(at: tuple)
        guard strategy.space.isValid(point) else { return nil }
        let canonical = strategy.space.canonicalize(point)
        guard let tuple = indexing.knownTuple(of: canonical) else { return nil }
        return (canonical, canonical.hash, tuple)
    }
}
