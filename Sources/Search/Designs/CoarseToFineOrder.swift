/// The order in which a grid is walked.
///
/// Level 0 has the points whose ordinal parameters are all at an end or in the middle of what is valid; level 1 adds the
/// quarters, level 2 the eighths, and so on (hierarchical bisection). Categorical parameters have no levels. Within a
/// level come first the few points that show every value of the level once, then all others scattered by a hash, so that
/// no corner of the space is left for last.
struct CoarseToFineOrder: Sendable {
    /// Indices into the valid set.
    let indices: [Int]
    /// For each level the place in `indices` where it ends.
    private let levelEnds: [Int]

    init(of valid: ValidSet) {
        let levels = valid.parameters.indices.map { Self.levels(of: $0, in: valid) }
        var members: [[Int]] = []
        for index in valid.indices {
            let level = valid.parameters.indices.reduce(0) { level, parameter in
                Swift.max(level, levels[parameter][valid.valueIndex(of: parameter, at: index)])
            }
            while members.count <= level { members.append([]) }
            members[level].append(index)
        }
        var indices: [Int] = []
        var levelEnds: [Int] = []
        var coverage = ValueCoverage(of: valid)
        for member in members {
            let scattered = member.sorted {
                Self.scatter(valid.hash(at: $0)) < Self.scatter(valid.hash(at: $1))
            }
            indices += coverage.coveringFirst(scattered)
            levelEnds.append(indices.count)
        }
        self.indices = indices
        self.levelEnds = levelEnds
    }

    /// In words: where in the grid the point at this place of `indices` belongs.
    func why(at place: Int) -> String {
        let level = levelEnds.firstIndex { place < $0 } ?? 0
        let name = level == 0 ? "ends and middles" : "steps of 1/\(1 << (level + 1))"
        let size = levelEnds[level] - (level == 0 ? 0 : levelEnds[level - 1])
        return "grid level \(level) (\(name)), one of \(counted(size, "point"))"
    }

    /// The bisection level of every value; values that occur in no valid point do not count.
    private static func levels(of parameter: Int, in valid: ValidSet) -> [Int] {
        var levels = [Int](repeating: 0, count: valid.parameters[parameter].values.count)
        guard valid.parameters[parameter].kind == .ordinal else { return levels }
        let occurring = Set(valid.indices.lazy.map { valid.valueIndex(of: parameter, at: $0) }).sorted()
        func bisect(_ low: Int, _ high: Int, _ level: Int) {
            guard high - low > 1 else { return }
            let middle = (low + high) / 2
            levels[occurring[middle]] = level
            bisect(low, middle, level + 1)
            bisect(middle, high, level + 1)
        }
        // The first middle belongs to the ends.
        let last = occurring.count - 1
        bisect(0, last / 2, 1)
        bisect(last / 2, last, 1)
        return levels
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): FNV's high bits alone do not scatter short texts.
    private static func scatter(_ hash: PointHash) -> UInt64 {
        var word = hash.bits
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
