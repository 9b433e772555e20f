import CLAPACKE

extension GaussianProcess {
    /// Candidates are worked through in blocks of so many, which stay in the second-level cache.
    static var blockColumns: Int { 256 }

    /// The posterior at each of m candidates (m×d), in O(m·n·(n + d)).
    public func predict(_ candidates: LevelMatrix) -> Predictions {
        precondition(candidates.columns == dimensions.count, "candidates have the dimensions of the model")
        let count = points.rows
        return withPredictions(candidates.rows) { means, sums in
            withUnsafeTemporaryAllocation(
                of: Double.self, capacity: max(1, min(Self.blockColumns, candidates.rows) * count)
            ) { block in
                guard let base = block.baseAddress else { return }
                for start in stride(from: 0, to: candidates.rows, by: Self.blockColumns) {
                    let range = start..<min(start + Self.blockColumns, candidates.rows)
                    whiten(
                        candidates, range, into: base, stride: count, means: means + start, sums: sums + start
                    )
                }
            }
        }
    }

    /// The posterior at one candidate of d levels.
    public func predict(_ candidate: [UInt16]) -> (mean: Double, variance: Double) {
        let one = predict(LevelMatrix([candidate], columns: dimensions.count))
        return (one.means[0], one.variances[0])
    }

    /// Predictions in the observations' units from standardized means and sums of the squares in the columns of V that `body`
    /// writes.
    func withPredictions(
        _ count: Int, _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    ) -> Predictions {
        var means = [Double](repeating: 0, count: count)
        var sums = means
        means.withUnsafeMutableBufferPointer { means in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let mean = means.baseAddress, let sum = sums.baseAddress else { return }
                body(mean, sum)
            }
        }
        let variance = hyperparameters.signalVariance
        for index in 0..<count {
            means[index] = standardization.original(means[index])
            sums[index] = standardization.originalVariance(max(0, variance - sums[index]))
        }
        return Predictions(means: means, variances: sums)
    }

    /// Writes some columns of V to `block` (`stride` ≥ n elements apart), their means K*ᵀ·α to `means` and the sums of their
    /// squares to `sums`.
    func whiten(
        _ candidates: LevelMatrix, _ range: Range<Int>, into block: UnsafeMutablePointer<Double>, stride: Int,
        means: UnsafeMutablePointer<Double>, sums: UnsafeMutablePointer<Double>
    ) {
        let count = points.rows
        crossCovariance.fill(block, stride: stride, candidates: candidates, range: range)
        cblas_dgemv(
            CblasColMajor, CblasTrans, Int32(count), Int32(range.count), 1, block, Int32(stride), weights, 1,
            0,
            means, 1)
        factor.solveLower(columns: range.count, of: block, stride: stride)
        for candidate in 0..<range.count {
            let column = block + candidate * stride
            var sum = 0.0
            for index in 0..<count { sum += column[index] * column[index] }
            sums[candidate] = sum
        }
    }
}
