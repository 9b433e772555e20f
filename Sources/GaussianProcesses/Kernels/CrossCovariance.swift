/// Covariances between many candidates (m×d) and the n points of a model.
///
/// For each dimension and level the correlations with all n points lie in a row. A candidate's covariances are the product of
/// d such rows; candidates next to each other mostly share their first levels, and with these the product so far.
struct CrossCovariance: Sendable {
    /// n.
    let count: Int
    private let signalVariance: Double
    /// For each dimension where its rows begin in `rows`.
    private let starts: [Int]
    /// n correlations for each level of each dimension.
    private let rows: [Double]

    /// Prepares for the rows of `points` (n×d).
    init(kernel: ProductKernel, points: LevelMatrix) {
        count = points.rows
        signalVariance = kernel.hyperparameters.signalVariance
        var starts: [Int] = []
        var rows: [Double] = []
        for (column, dimension) in kernel.dimensions.enumerated() {
            starts.append(rows.count)
            let own = kernel.dimension(column)
            let levels = (0..<points.rows).map { points[$0, column] }
            let occurring = Set(levels)
            var table = [Double](repeating: 0, count: dimension.levels)
            for level in 0..<dimension.levels {
                for other in occurring { table[other] = own.correlation(level, other) }
                for other in levels { rows.append(table[other]) }
            }
        }
        self.starts = starts
        self.rows = rows
    }

    /// Writes k(candidate, point) for some rows of `candidates` (m×d) to the block at `block`: n×range.count, a candidate's n
    /// covariances next to each other, `stride` elements from one candidate to the next.
    func fill(_ block: UnsafeMutablePointer<Double>, stride: Int, candidates: LevelMatrix, range: Range<Int>)
    {
        guard count > 0, !range.isEmpty else { return }
        let dimensions = starts.count
        // The product of the first k dimensions, for every k.
        withUnsafeTemporaryAllocation(of: Double.self, capacity: (dimensions + 1) * count) { products in
            guard let products = products.baseAddress else { return }
            products.initialize(repeating: signalVariance, count: count)
            candidates.elements.withUnsafeBufferPointer { levels in
                rows.withUnsafeBufferPointer { rows in
                    for candidate in range {
                        var first = 0
                        if candidate > range.lowerBound {
                            while first < dimensions,
                                levels[candidate + first * candidates.rows]
                                    == levels[candidate - 1 + first * candidates.rows]
                            { first += 1 }
                        }
                        for dimension in first..<dimensions {
                            let level = Int(levels[candidate + dimension * candidates.rows])
                            let factors = starts[dimension] + level * count
                            let before = products + dimension * count
                            let after = before + count
                            for point in 0..<count { after[point] = before[point] * rows[factors + point] }
                        }
                        (block + (candidate - range.lowerBound) * stride)
                            .update(from: products + dimensions * count, count: count)
                    }
                }
            }
        }
    }
}
