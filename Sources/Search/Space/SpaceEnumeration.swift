/// How far a space is enumerated.
struct EnumerationLimits: Sendable {
    var combinations = 2_000_000.0
    var points = 200_000
    var sample = 20_000
    /// Draws in search of a sample.
    var draws = 1_000_000
}

/// Finds the valid, canonical points of a space: one by one, or by drawing.
struct SpaceEnumeration {
    let space: SearchSpace
    let limits: EnumerationLimits
    let indexing: SpaceIndexing

    init(of space: SearchSpace, limits: EnumerationLimits) {
        self.space = space
        self.limits = limits
        indexing = SpaceIndexing(space.parameters)
    }

    /// Sorted, without duplicates, not empty.
    func validTuples() throws(SpaceError) -> (tuples: [[UInt32]], isExhaustive: Bool) {
        if indexing.combinations <= limits.combinations {
            let ranks = try allRanks()
            guard !ranks.isEmpty else {
                throw contradiction(among: allPoints, sampled: false)
            }
            if ranks.count <= limits.points { return (ranks.map(indexing.tuple(atRank:)), true) }
        }
        let tuples = try sample()
        guard !tuples.isEmpty else { throw contradiction(among: drawnPoints, sampled: true) }
        return (tuples.sorted { $0.lexicographicallyPrecedes($1) }, false)
    }

    /// Stops early when there are more than `limits.points`.
    private func allRanks() throws(SpaceError) -> [Int] {
        let total = Int(indexing.combinations)
        var isFound = [Bool](repeating: false, count: total)
        var count = 0
        for point in allPoints where space.isValid(point) {
            let rank = indexing.rank(of: try indexing.tuple(of: space.canonicalize(point)))
            if !isFound[rank] {
                isFound[rank] = true
                count += 1
                if count > limits.points { break }
            }
        }
        return isFound.indices.filter { isFound[$0] }
    }

    private func sample() throws(SpaceError) -> [[UInt32]] {
        var tuples: Set<[UInt32]> = []
        for point in space.firstPoints where space.isValid(point) {
            tuples.insert(try indexing.tuple(of: space.canonicalize(point)))
        }
        for point in drawnPoints where space.isValid(point) {
            let canonical = space.canonicalize(point)
            // Taking only the canonical one of every class of equal experiments keeps the draw uniform. Where a rule
            // excludes it, though it means the same experiment, the others must stand for it.
            if canonical == point || !space.isValid(canonical) {
                tuples.insert(try indexing.tuple(of: canonical))
                if tuples.count >= limits.sample { break }
            }
        }
        return Array(tuples)
    }

    private var allPoints: some Sequence<Point> {
        (0..<Int(indexing.combinations)).lazy.map { indexing.point(at: indexing.tuple(atRank: $0)) }
    }

    /// `limits.draws` points, the same ones every time.
    private var drawnPoints: some Sequence<Point> {
        var generator = SeededGenerator(seed: space.fingerprint)
        return (0..<limits.draws).lazy.map { _ in
            indexing.point(at: space.parameters.map { UInt32(generator.next(below: $0.values.count)) })
        }
    }

    /// The fewest rules that cannot be obeyed together, found by leaving out one rule after another.
    private func contradiction(among points: some Sequence<Point>, sampled: Bool) -> SpaceError {
        var broken: Set<[Int]> = []
        var tried = 0
        for point in points {
            tried += 1
            broken.insert(space.rules.indices.filter { !space.rules[$0].holds(point) })
        }
        var blamed = Set(space.rules.indices)
        // Rules that exclude everything alone go last, so that one of them remains as the only one to blame.
        let alone = space.rules.indices.filter { rule in broken.allSatisfy { $0.contains(rule) } }
        for rule in space.rules.indices.sorted(by: { !alone.contains($0) && alone.contains($1) }) {
            let others = blamed.subtracting([rule])
            if broken.allSatisfy({ !others.isDisjoint(with: $0) }) { blamed = others }
        }
        return .contradictory(
            rules: blamed.sorted().map { space.rules[$0].text }, tried: tried, sampled: sampled)
    }
}

extension SearchSpace {
    /// A number that depends on the parameters, their values and the texts of the rules, and on nothing else.
    var fingerprint: UInt64 {
        var hash = FNV1a()
        for parameter in parameters {
            hash.mix("\(parameter.name)\n\(parameter.kind.rawValue)\n".utf8)
            for value in parameter.values { hash.mix("\(value)\n".utf8) }
        }
        for rule in rules { hash.mix("\(rule.text)\n".utf8) }
        return hash.bits
    }
}
