/// Why a factorization or a solution could not be had.
public enum LinearAlgebraError: Error, Hashable, CustomStringConvertible {
    /// A matrix that should be square is not.
    case notSquare(rows: Int, columns: Int)
    /// The matrix has no Cholesky factor, not even with the largest jitter added to its diagonal.
    case notPositiveDefinite(order: Int, largestJitter: Double)
    /// A value is infinite or not a number.
    case notFinite
    /// The equations have another number of right-hand sides than of rows.
    case lengthMismatch(rows: Int, values: Int)
    /// The iteration did not settle.
    case noConvergence(iterations: Int)

    public var description: String {
        switch self {
        case .notSquare(let rows, let columns):
            "a \(rows)×\(columns) matrix has no Cholesky factor; give a square one"
        case .notPositiveDefinite(let order, let jitter):
            "the matrix of order \(order) is not positive definite, even with \(jitter) of its mean diagonal added; give a larger noise variance"
        case .notFinite:
            "a matrix holds a value that is infinite or not a number; leave that row out"
        case .lengthMismatch(let rows, let values):
            "\(rows) equations, but \(values) right-hand sides; give one for each"
        case .noConvergence(let iterations):
            "the non-negative least squares did not settle in \(iterations) iterations; scale the columns alike"
        }
    }
}
