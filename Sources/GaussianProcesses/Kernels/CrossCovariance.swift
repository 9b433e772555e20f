import CLAPACKE

/// Covariances between many candidates (m×d) and the n points of a model, in blocks of rows.
///
/// r² = |a|² + |b|² − 2·a·b over the scaled features, the products by dgemm: tens of thousands of candidates cost
/// milliseconds. The subtraction leaves an absolute error of about 1e-16·(|a|² + |b|²) in r², and the kernel, smooth in r²,
/// passes on 5/6 of it.
struct CrossCovariance: Sendable {
    let kernel: Matern52
    /// The number n of points of the model.
    let count: Int
    /// −2·x/ℓ² (n×d).
    private let weighted: Matrix
    /// |x/ℓ|² of each point.
    private let squaredLengths: [Double]
    private let precisions: [Double]

    /// Prepares for the rows of `points` (n×d).
    init(kernel: Matern52, points: Matrix) {
        OpenBLAS.useOneThread
        self.kernel = kernel
        count = points.rows
        let precisions = kernel.lengthScales.map { 1 / ($0 * $0) }
        weighted = Matrix(rows: points.rows, columns: points.columns) { buffer in
            for column in 0..<points.columns {
                for row in column * points.rows..<(column + 1) * points.rows {
                    buffer[row] = -2 * precisions[column] * points.elements[row]
                }
            }
        }
        squaredLengths = (0..<points.rows).map { row in
            precisions.indices.reduce(0) { $0 + precisions[$1] * points[row, $1] * points[row, $1] }
        }
        self.precisions = precisions
    }

    /// Writes k(candidate, point) for some rows of `candidates` (m×d) to the block at `block`: rows.count×n, column after
    /// column, `stride` elements from one column to the next.
    func fill(
        _ block: UnsafeMutablePointer<Double>, stride: Int, candidates: Matrix, rows: Range<Int>
    ) {
        let features = candidates.columns
        guard count > 0, !rows.isEmpty else { return }
        let lengths = squaredLengths(of: candidates, rows: rows)
        lengths.withUnsafeBufferPointer { lengths in
            for column in 0..<count {
                let offset = squaredLengths[column]
                let target = block + column * stride
                for row in 0..<lengths.count { target[row] = lengths[row] + offset }
            }
        }
        if features > 0 {
            candidates.elements.withUnsafeBufferPointer { elements in
                guard let base = elements.baseAddress else { return }
                cblas_dgemm(
                    CblasColMajor, CblasNoTrans, CblasTrans, Int32(rows.count), Int32(count),
                    Int32(features), 1, base + rows.lowerBound, Int32(candidates.rows), weighted.elements,
                    Int32(count), 1, block, Int32(stride))
            }
        }
        // Rounding may have left less than nothing of a square; the kernel takes it as nothing.
        for column in 0..<count { kernel.covary(block + column * stride, count: rows.count) }
    }

    private func squaredLengths(of candidates: Matrix, rows: Range<Int>) -> [Double] {
        [Double](unsafeUninitializedCapacity: rows.count) { lengths, initialized in
            lengths.initialize(repeating: 0)
            candidates.elements.withUnsafeBufferPointer { elements in
                for (column, precision) in precisions.enumerated() {
                    let start = rows.lowerBound + column * candidates.rows
                    for row in 0..<rows.count {
                        let value = elements[start + row]
                        lengths[row] += precision * value * value
                    }
                }
            }
            initialized = rows.count
        }
    }
}
