import CLAPACKE

extension Cholesky {
    /// The solution z (length n) of L·z = b.
    public func solveLower(_ values: [Double]) -> [Double] { solve(values, with: CblasNoTrans) }

    /// The solution z (length n) of Lᵀ·z = b.
    public func solveUpper(_ values: [Double]) -> [Double] { solve(values, with: CblasTrans) }

    /// The solution z (length n) of (A + jitter·I)·z = b.
    public func solve(_ values: [Double]) -> [Double] { solveUpper(solveLower(values)) }

    private func solve(_ values: [Double], with transposition: CBLAS_TRANSPOSE) -> [Double] {
        precondition(values.count == order, "a right-hand side has as many values as the matrix has rows")
        guard order > 0 else { return [] }
        var result = values
        cblas_dtrsv(
            CblasColMajor, CblasLower, transposition, CblasNonUnit, Int32(order), factor.elements,
            Int32(order), &result, 1)
        return result
    }

    /// Replaces each column b of the n×m block at `block` (`stride` ≥ n elements apart) by L⁻¹·b.
    func solveLower(columns count: Int, of block: UnsafeMutablePointer<Double>, stride: Int) {
        guard order > 0, count > 0 else { return }
        cblas_dtrsm(
            CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(order), Int32(count), 1,
            factor.elements, Int32(order), block, Int32(stride))
    }

    /// The inverse of A + jitter·I (n×n), of which only the lower triangle is meant.
    func lowerInverse() throws -> Matrix {
        var inverse = factor
        let status = LAPACKE_dpotri(
            LAPACK_COL_MAJOR, LAPACKCode.lower, Int32(order), &inverse.elements,
            Int32(max(order, 1)))
        guard status == 0 else { throw LinearAlgebraError.notFinite }
        return inverse
    }

    /// The inverse of A + jitter·I (n×n).
    /// - Throws: `LinearAlgebraError.notFinite` when the factor is spoilt.
    public func inverse() throws -> Matrix {
        var inverse = try lowerInverse()
        for column in 0..<order {
            for row in 0..<column { inverse[row, column] = inverse[column, row] }
        }
        return inverse
    }

    /// The factor of the matrix with one row and column more, in O(n²): A' = [A b; bᵀ c], `column` = b (length n),
    /// `diagonal` = c, to which the jitter is added as to the others. l = L⁻¹b and λ² = c − lᵀl make the new last row
    /// (l, λ) (Osborne 2010, appendix B).
    /// - Throws: `LinearAlgebraError.notPositiveDefinite` when λ² is not safely positive: factor anew, with jitter.
    public func appending(column: [Double], diagonal: Double) throws -> Cholesky {
        let row = solveLower(column)
        let pivot = diagonal + jitter - row.reduce(0) { $0 + $1 * $1 }
        // Below this the pivot is nothing but the rounding of the subtraction.
        guard pivot > Double(order + 1) * .ulpOfOne * diagonal else {
            throw LinearAlgebraError.notPositiveDefinite(order: order + 1, largestJitter: 0)
        }
        let grown = Matrix(rows: order + 1, columns: order + 1) { buffer in
            buffer.initialize(repeating: 0)
            for column in 0..<order {
                for index in column..<order {
                    buffer[index + column * (order + 1)] = factor.elements[index + column * order]
                }
                buffer[order + column * (order + 1)] = row[column]
            }
            buffer[order + order * (order + 1)] = pivot.squareRoot()
        }
        return Cholesky(factor: grown, jitter: jitter)
    }
}
