import GaussianProcesses
import Glibc
import Testing

@Suite struct NonNegativeLeastSquaresTests {
    struct Example: Sendable {
        let matrix: [[Double]]
        let values: [Double]
        let solution: [Double]
        let norm: Double
    }

    /// From scipy.optimize.nnls.
    static let examples = [
        Example(
            matrix: [
                [8, 2, 3],
                [8, 1, 5],
                [6, -5, -8],
                [-4, -4, 7],
                [8, -9, 0],
                [6, -7, 6],
            ],
            values: [-7, -1, 6, -4, -3, -4],
            solution: [
                0.0, 0.14772727272727276, 0.0,
            ],
            norm: 11.097706560776013),
        Example(
            matrix: [
                [4, -5, 9, -1, 0, 0],
                [2, 1, 0, 9, 6, 6],
                [4, 2, -3, 9, -1, -5],
                [7, -6, 7, 2, -7, -9],
                [-1, -9, -7, 0, 9, -1],
                [6, 8, 6, 2, -1, 0],
                [-4, 0, -2, -5, 9, -9],
                [-8, -6, 9, 4, 7, -6],
                [4, -2, 0, -9, 2, 6],
                [3, -7, 1, -4, 9, 7],
            ],
            values: [-6, 0, 8, 7, 4, 3, -9, 5, -1, -8],
            solution: [
                0.12573153805428752, 0.0, 0.0, 0.653683803854794, 0.0, 0.0,
            ],
            norm: 14.378629073368044),
        Example(
            matrix: [
                [-5, 1, 4, 0, 2, 7, 4, -3, 3],
                [2, -7, -8, 3, -2, 2, -3, -5, -7],
                [-2, 6, -2, -2, 1, 9, -2, 2, -1],
                [2, -1, 3, 1, 3, 9, -7, 1, -1],
                [-3, -5, -9, -2, 6, -8, -2, 9, 9],
                [-5, -9, 3, -9, -4, 0, 7, -8, 3],
                [1, -7, 7, 7, 0, 8, 2, 8, 9],
                [1, -4, -7, 1, -6, 5, 8, -5, 1],
                [-9, -6, -2, 7, 9, 3, 2, 1, -8],
            ],
            values: [-2, 9, -2, -5, -5, 4, -9, 9, 7],
            solution: [
                0.0, 0.0, 0.0, 0.07275013472247192, 0.0, 0.0, 0.5544150478585542, 0.0, 0.0,
            ],
            norm: 17.475070683953508),
    ]

    @Test("coefficients as scipy has them", arguments: examples)
    func reference(example: Example) throws {
        let solved = try NonNegativeLeastSquares(Matrix(example.matrix), example.values)
        #expect(agree(solved.coefficients, example.solution, within: 1e-12))
        #expect(agree([solved.residualNorm], [example.norm], within: 1e-12))
    }

    @Test("terms of a cost model of HPL, sixteen orders of magnitude apart")
    func costModel() throws {
        var rows: [[Double]] = []
        for n in [2000.0, 4000, 8000] {
            for (nb, p, q) in [(64.0, 1.0, 4.0), (128, 2, 2), (192, 4, 1), (256, 2, 2)] {
                rows.append([
                    n * n * n / (p * q), n * n * n / (p * q * nb), n * n / q, n * n / p, n * log2(p),
                ])
            }
        }
        let truth = [4e-11, 8e-10, 3e-9, 0, 2e-7]
        let noise = [1.01, 0.99, 1.005, 0.995]
        let seconds = rows.enumerated().map { index, row in
            zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 } * noise[index % 4]
        }
        let solved = try NonNegativeLeastSquares(Matrix(rows), seconds)
        let expected = [
            3.866885765981853e-11, 8.693693007961869e-10, 4.9746733790595654e-09,
            8.129597307697758e-10, 0.0,
        ]
        for (found, wanted) in zip(solved.coefficients, expected) {
            #expect(abs(found - wanted) <= 1e-9 * wanted)
        }
        #expect(agree([solved.residualNorm], [0.061729314733330126], within: 1e-10))
    }

    @Test("nothing helps when all slopes are negative")
    func zero() throws {
        let solved = try NonNegativeLeastSquares(Matrix([[1, 2], [3, 4]]), [-1, -1])
        #expect(solved.coefficients == [0, 0])
        #expect(agree([solved.residualNorm], [Double(2).squareRoot()], within: 1e-15))
    }

    @Test("equal columns, a column of zeros and one column too many do not trouble it")
    func degenerate() throws {
        let matrix = Matrix([[1, 1, 0, 2], [2, 2, 0, 1], [3, 3, 0, 5]])
        let solved = try NonNegativeLeastSquares(matrix, [2, 4, 6])
        #expect(solved.residualNorm < 1e-12)
        #expect(solved.coefficients.allSatisfy { $0 >= 0 })
        #expect(solved.coefficients[2] == 0)
        #expect(agree([solved.coefficients[0] + solved.coefficients[1]], [2], within: 1e-12))
    }

    @Test("bad input is refused")
    func bad() {
        #expect(throws: LinearAlgebraError.lengthMismatch(rows: 1, values: 2)) {
            try NonNegativeLeastSquares(Matrix([[1]]), [1, 2])
        }
        #expect(throws: LinearAlgebraError.notFinite) { try NonNegativeLeastSquares(Matrix([[.nan]]), [1]) }
        #expect(throws: LinearAlgebraError.notFinite) {
            try NonNegativeLeastSquares(Matrix([[1]]), [.infinity])
        }
    }
}
