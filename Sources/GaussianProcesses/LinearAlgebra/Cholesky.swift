import CLAPACKE
import Glibc

/// The Cholesky factor of a symmetric positive definite matrix: A + jitter·I = L·Lᵀ with L lower triangular (n×n).
public struct Cholesky: Sendable {
    /// L in the lower triangle. What lies above the diagonal means nothing.
    var factor: Matrix
    /// What had to be added to the diagonal; 0 when nothing had to.
    public let jitter: Double

    /// The jitters tried in turn, relative to the mean of the diagonal.
    public static let jitterLadder: [Double] = [0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4]

    /// The order n of the matrix.
    public var order: Int { factor.rows }

    /// Factors a full symmetric n×n matrix, in its own storage when the caller gives it up.
    ///
    /// A matrix that rounding has made indefinite gets more and more jitter on its diagonal (`jitterLadder`).
    /// - Throws: `LinearAlgebraError.notPositiveDefinite` when the last rung is not enough, `.notSquare`, `.notFinite`.
    public init(factoring matrix: consuming Matrix) throws {
        let order = matrix.rows
        guard matrix.columns == order else {
            throw LinearAlgebraError.notSquare(rows: order, columns: matrix.columns)
        }
        OpenBLAS.useOneThread
        let diagonal = (0..<order).map { matrix[$0, $0] }
        let mean = diagonal.reduce(0, +) / Double(max(order, 1))
        guard mean.isFinite else { throw LinearAlgebraError.notFinite }
        factor = consume matrix
        for rung in Cholesky.jitterLadder {
            let jitter = rung * abs(mean)
            if rung > 0 { Cholesky.restore(&factor, diagonal: diagonal, jitter: jitter) }
            let status = LAPACKE_dpotrf(
                LAPACK_COL_MAJOR, LAPACKCode.lower, Int32(order), &factor.elements,
                Int32(max(order, 1)))
            if status == 0 {
                self.jitter = jitter
                return
            }
            // A negative status is LAPACKE's check for values that are not numbers.
            if status < 0 { throw LinearAlgebraError.notFinite }
        }
        throw LinearAlgebraError.notPositiveDefinite(
            order: order, largestJitter: Cholesky.jitterLadder.last ?? 0)
    }

    init(factor: Matrix, jitter: Double) {
        self.factor = factor
        self.jitter = jitter
    }

    /// dpotrf leaves the upper triangle alone, so a failed try is undone from there without a copy of the matrix.
    private static func restore(_ matrix: inout Matrix, diagonal: [Double], jitter: Double) {
        let order = matrix.rows
        matrix.elements.withUnsafeMutableBufferPointer { elements in
            for column in 0..<order {
                elements[column + column * order] = diagonal[column] + jitter
                for row in column + 1..<max(order, column + 1) {
                    elements[row + column * order] = elements[column + row * order]
                }
            }
        }
    }

    /// L itself (n×n), zero above the diagonal.
    public var lower: Matrix {
        var result = factor
        for column in 0..<order {
            for row in 0..<column { result[row, column] = 0 }
        }
        return result
    }

    /// log det(A + jitter·I) = 2 Σ log Lᵢᵢ.
    public var logDeterminant: Double {
        var sum = 0.0
        for index in 0..<order { sum += log(factor.elements[index + index * order]) }
        return 2 * sum
    }
}
