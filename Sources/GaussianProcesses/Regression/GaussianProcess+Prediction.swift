import CLAPACKE

extension GaussianProcess {
    /// Candidates are worked through in blocks of so many, which stay in the second-level cache.
    static var blockRows: Int { 512 }

    /// The posterior at each of m candidates (m×d), in O(m·n·(n + d)).
    public func predict(_ candidates: Matrix) -> Predictions {
        precondition(candidates.columns == points.columns, "candidates have the features of the model")
        let count = points.rows
        let rows = min(GaussianProcess.blockRows, candidates.rows)
        return withPredictions(candidates.rows) { means, sums in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, rows * count)) { block in
                guard let base = block.baseAddress else { return }
                for start in stride(from: 0, to: candidates.rows, by: max(1, rows)) {
                    let range = start..<min(start + rows, candidates.rows)
                    whiten(
                        candidates, range, into: base, stride: range.count, means: means + start,
                        sums: sums + start)
                }
            }
        }
    }

    /// The posterior at one candidate of d features.
    public func predict(_ candidate: [Double]) -> (mean: Double, variance: Double) {
        let one = predict(Matrix([candidate]))
        return (one.means[0], one.variances[0])
    }

    /// Predictions in the observations' units from standardized means and row sums of V² that `body` adds up.
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

    /// Writes some rows of V to `block` (columns `stride` apart), their means K*·α to `means` and their row sums of V² to
    /// `sums`, which must be zero before.
    func whiten(
        _ candidates: Matrix, _ range: Range<Int>, into block: UnsafeMutablePointer<Double>, stride: Int,
        means: UnsafeMutablePointer<Double>, sums: UnsafeMutablePointer<Double>
    ) {
        crossCovariance.fill(block, stride: stride, candidates: candidates, rows: range)
        cblas_dgemv(
            CblasColMajor, CblasNoTrans, Int32(range.count), Int32(points.rows), 1, block,
            Int32(stride),
            weights, 1, 0, means, 1)
        factor.solveLower(rows: range.count, of: block, stride: stride)
        for column in 0..<points.rows {
            let values = block + column * stride
            for row in 0..<range.count { sums[row] += values[row] * values[row] }
        }
    }
}
