import CLAPACKE
import Glibc

/// Least squares with coefficients that must not be negative: the x ≥ 0 (length m) with the least ‖A·x − b‖₂.
///
/// The active-set method of Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23, for small dense problems.
/// The columns are scaled to length one before, so that terms of very different size (N³ and N, say) are told apart.
public struct NonNegativeLeastSquares: Sendable {
    /// The coefficients, one for each column, none negative.
    public let coefficients: [Double]
    /// ‖A·x − b‖₂.
    public let residualNorm: Double

    /// Solves for the coefficients.
    /// - Parameters:
    ///   - matrix: A, n×m.
    ///   - values: b, of length n.
    /// - Throws: `LinearAlgebraError` for wrong lengths, values that are not finite, or an iteration without end.
    public init(_ matrix: Matrix, _ values: [Double]) throws {
        guard values.count == matrix.rows else {
            throw LinearAlgebraError.lengthMismatch(rows: matrix.rows, values: values.count)
        }
        guard matrix.elements.allSatisfy(\.isFinite), values.allSatisfy(\.isFinite) else {
            throw LinearAlgebraError.notFinite
        }
        OpenBLAS.useOneThread
        let problem = ScaledProblem(matrix, values)
        let scaled = try problem.solve()
        coefficients = zip(scaled, problem.lengths).map { $1 > 0 ? $0 / $1 : 0 }
        residualNorm = ScaledProblem.norm(problem.residual(scaled))
    }
}

private struct ScaledProblem {
    var columns: [[Double]] = []
    var lengths: [Double] = []
    let values: [Double]

    init(_ matrix: Matrix, _ values: [Double]) {
        self.values = values
        for index in 0..<matrix.columns {
            let column = matrix.column(index)
            let length = ScaledProblem.norm(column)
            lengths.append(length)
            columns.append(length > 0 ? column.map { $0 / length } : column)
        }
    }

    static func norm(_ values: [Double]) -> Double { cblas_dnrm2(Int32(values.count), values, 1) }

    func residual(_ coefficients: [Double]) -> [Double] {
        var residual = values
        for (column, coefficient) in zip(columns, coefficients) where coefficient != 0 {
            for row in residual.indices { residual[row] -= column[row] * coefficient }
        }
        return residual
    }

    func solve() throws -> [Double] {
        var coefficients = [Double](repeating: 0, count: columns.count)
        var passive = Set<Int>()
        var rejected = Set<Int>()
        // Gradients below this are rounding.
        let tolerance = 10 * Double(max(values.count, columns.count)) * .ulpOfOne * ScaledProblem.norm(values)
        let limit = 10 * columns.count + 10
        for _ in 0..<limit {
            let residual = residual(coefficients)
            let gradient = columns.map { zip($0, residual).reduce(0) { $0 + $1.0 * $1.1 } }
            let candidates = columns.indices.filter {
                !passive.contains($0) && !rejected.contains($0) && gradient[$0] > tolerance
            }
            guard let entering = candidates.max(by: { gradient[$0] < gradient[$1] }) else {
                return coefficients
            }
            let trial = try leastSquares(passive.union([entering]).sorted())
            // The gradient of a column that depends on the others is positive by rounding only.
            guard trial[entering] > 0 else {
                rejected.insert(entering)
                continue
            }
            passive.insert(entering)
            rejected = []
            try retreat(to: trial, coefficients: &coefficients, passive: &passive)
        }
        throw LinearAlgebraError.noConvergence(iterations: limit)
    }

    /// The inner loop: goes towards the unconstrained solution and drops the columns whose coefficients reach zero.
    private func retreat(to target: [Double], coefficients: inout [Double], passive: inout Set<Int>) throws {
        var trial = target
        while let leaving = passive.filter({ trial[$0] <= 0 }).min(by: {
            step(coefficients[$0], trial[$0]) < step(coefficients[$1], trial[$1])
        }) {
            let fraction = step(coefficients[leaving], trial[leaving])
            for index in passive { coefficients[index] += fraction * (trial[index] - coefficients[index]) }
            coefficients[leaving] = 0
            passive = passive.filter { coefficients[$0] > 0 }
            for index in coefficients.indices where !passive.contains(index) { coefficients[index] = 0 }
            trial = try leastSquares(passive.sorted())
        }
        coefficients = trial
    }

    /// How far of the way from `from` to `to` the coefficient may go until it is zero.
    private func step(_ from: Double, _ to: Double) -> Double { from / max(from - to, .leastNormalMagnitude) }

    /// The unconstrained solution over some of the columns; 0 for all others.
    private func leastSquares(_ indices: [Int]) throws -> [Double] {
        var result = [Double](repeating: 0, count: columns.count)
        guard !indices.isEmpty else { return result }
        let rows = values.count
        var matrix = indices.flatMap { columns[$0] }
        let length = max(rows, indices.count)
        var solution = values + [Double](repeating: 0, count: length - rows)
        var pivots = [Int32](repeating: 0, count: indices.count)
        var rank: Int32 = 0
        let status = LAPACKE_dgelsy(
            LAPACK_COL_MAJOR, Int32(rows), Int32(indices.count), 1, &matrix, Int32(rows), &solution,
            Int32(length), &pivots, 1e-13, &rank)
        guard status == 0 else { throw LinearAlgebraError.notFinite }
        for (position, index) in indices.enumerated() { result[index] = solution[position] }
        return result
    }
}
