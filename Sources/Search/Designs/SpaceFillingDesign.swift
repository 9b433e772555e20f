/// Points of a valid set that lie evenly: a scrambled Sobol sequence, mapped so that every one of its points lands on a
/// valid point and no place of the set is preferred.
///
/// The mapping is the inverse of Rosenblatt's transformation (1952) for the uniform distribution on the set: the first
/// coordinate picks the first parameter's value from all points, the second one the second parameter's value from those
/// that remain, and so on. No draw is rejected, however narrow the constraints are.
public struct SpaceFillingDesign: Sendable {
    private let valid: ValidSet
    private let seed: UInt64

    public init(over valid: ValidSet, seed: UInt64) {
        self.valid = valid
        self.seed = seed
    }

    /// The first `count` distinct points of the design that are not in `excluded`; fewer when the set has no more. The
    /// first n points are the same for every `count` ≥ n.
    public func points(_ count: Int, excluding excluded: Set<PointHash> = []) -> [Point] {
        indices(count, excluding: excluded).map { valid[$0] }
    }

    func indices(_ count: Int, excluding excluded: Set<PointHash>) -> [Int] {
        var taken = Set(excluded.compactMap(valid.index(of:)))
        let wanted = Swift.min(count, valid.count - taken.count)
        guard wanted > 0 else { return [] }
        guard !valid.parameters.isEmpty else { return [0] }
        var sequence = SobolSequence(
            dimensions: Swift.min(valid.parameters.count, SobolSequence.maximumDimensions), seed: seed)
        var generator = SeededGenerator(seed: seed)
        var chosen: [Int] = []
        // Distinct points grow rare as the set is used up; what a few rounds of the sequence miss is drawn below.
        var draws = 16 * wanted + 64
        while chosen.count < wanted, draws > 0 {
            draws -= 1
            var coordinates = sequence.next()
            while coordinates.count < valid.parameters.count {
                coordinates.append(Double(generator.next() >> 11) / 9_007_199_254_740_992)
            }
            let index = valid.index(at: coordinates)
            if taken.insert(index).inserted { chosen.append(index) }
        }
        var rest = chosen.count < wanted ? valid.indices.filter { !taken.contains($0) } : []
        while chosen.count < wanted {
            let pick = generator.next(below: rest.count)
            chosen.append(rest[pick])
            rest.swapAt(pick, rest.count - 1)
            rest.removeLast()
        }
        return chosen
    }
}

extension ValidSet {
    /// The point that the coordinates, one in [0,1) for each parameter, lead to.
    fileprivate func index(at coordinates: [Double]) -> Int {
        var range = 0..<count
        for (parameter, coordinate) in coordinates.enumerated() {
            let pick = range.lowerBound + Int(coordinate * Double(range.count))
            let value = valueIndex(of: parameter, at: pick)
            let first = partition(range) { valueIndex(of: parameter, at: $0) >= value }
            let end = partition(first..<range.upperBound) { valueIndex(of: parameter, at: $0) > value }
            range = first..<end
        }
        return range.lowerBound
    }

    /// The first index of a sorted range from which on the condition holds.
    private func partition(_ range: Range<Int>, by holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
