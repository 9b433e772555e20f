import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct CholeskyTests {
    static func covariance() -> Matrix {
        var covariance = ProductKernel(SampleProblem.dimensions, SampleProblem.hyperparameters).covariance(
            of: SampleProblem.points)
        for index in 0..<12 {
            covariance[index, index] +=
                SampleProblem.hyperparameters.noiseVariance * SampleProblem.noiseScales[index]
        }
        return covariance
    }

    static let standardized: [Double] = {
        let standardization = Standardization(of: SampleProblem.values)
        return SampleProblem.values.map(standardization.standardized)
    }()

    @Test("factor, determinant and solution as numpy has them")
    func reference() throws {
        let cholesky = try Cholesky(factoring: CholeskyTests.covariance())
        #expect(cholesky.jitter == 0)
        #expect(
            agree(
                cholesky.lower.row(11),
                [
                    0.2757283118581974, 0.5978293639097673, 0.05336998995611581, 0.5144038933514207,
                    0.02116330886311578, -0.12110862858579462, -0.052510694218986874,
                    -0.005686482152605883, 0.16481932062075672, 0.002653157857306266,
                    -0.039482550476737495, 0.9810596384669003,
                ], within: 1e-12))
        #expect(agree([cholesky.logDeterminant], [0.6178289959908437], within: 1e-12))
        #expect(
            agree(
                cholesky.solve(CholeskyTests.standardized),
                [
                    1.4930804181495234, 0.06209914524945758, -0.3124000288447514, 0.04026191513673147,
                    -0.360659074156205, 0.12927858385094662, -1.0433102075067915, 0.5459819262311307,
                    -0.5666396724270637, 0.011364602506613817, 0.18505447869914707, -0.4646572344531675,
                ], within: 1e-11))
    }

    @Test("L·Lᵀ is the matrix, and the inverse is one")
    func products() throws {
        let covariance = CholeskyTests.covariance()
        let cholesky = try Cholesky(factoring: covariance)
        let lower = cholesky.lower
        #expect(agree(product(lower, lower.transposed).elements, covariance.elements, within: 1e-14))
        let identity = product(try cholesky.inverse(), covariance)
        let expected = (0..<144).map { $0 % 13 == 0 ? 1.0 : 0 }
        #expect(agree(identity.elements, expected, within: 1e-12))
    }

    @Test("an appended row is the row of the larger factor")
    func appending() throws {
        let covariance = CholeskyTests.covariance()
        let smaller = Matrix((0..<11).map { Array(covariance.row($0).prefix(11)) })
        let grown = try Cholesky(factoring: smaller)
            .appending(column: Array(covariance.row(11).prefix(11)), diagonal: covariance[11, 11])
        let whole = try Cholesky(factoring: covariance)
        #expect(agree(grown.lower.elements, whole.lower.elements, within: 1e-13))
    }

    @Test("a row can be appended to nothing")
    func appendingToNothing() throws {
        let one = try Cholesky(factoring: Matrix([])).appending(column: [], diagonal: 4)
        #expect(one.lower == Matrix([[2]]))
        #expect(one.solve([2]) == [0.5])
    }

    @Test("jitter rescues a singular matrix, no more of it than needed")
    func singular() throws {
        // Rank one.
        let ones = Matrix(rows: 40, columns: 40, repeating: 1)
        let cholesky = try Cholesky(factoring: ones)
        #expect(cholesky.jitter > 0 && cholesky.jitter <= 1e-9)
        var expected = ones
        for index in 0..<40 { expected[index, index] += cholesky.jitter }
        let lower = cholesky.lower
        #expect(agree(product(lower, lower.transposed).elements, expected.elements, within: 1e-14))
    }

    @Test("an indefinite matrix is refused in one line")
    func indefinite() {
        let error = #expect(throws: LinearAlgebraError.self) {
            try Cholesky(factoring: Matrix([[1, 2], [2, 1]]))
        }
        #expect(error == .notPositiveDefinite(order: 2, largestJitter: 1e-4))
        #expect(error?.description.contains("\n") == false)
    }

    @Test(
        "matrices that are not square or not finite are refused",
        arguments: [
            (Matrix([[1, 2]]), LinearAlgebraError.notSquare(rows: 1, columns: 2)),
            (Matrix([[1, .nan], [.nan, 1]]), .notFinite),
            (Matrix([[.infinity, 0], [0, 1]]), .notFinite),
        ])
    func bad(matrix: Matrix, expected: LinearAlgebraError) {
        #expect(throws: expected) { try Cholesky(factoring: matrix) }
    }

    @Test("a duplicate without noise cannot be appended")
    func duplicate() throws {
        let cholesky = try Cholesky(factoring: Matrix([[1, 0.5], [0.5, 1]]))
        #expect(throws: LinearAlgebraError.self) { try cholesky.appending(column: [1, 0.5], diagonal: 1) }
    }

    @Test("a thousand rows")
    func large() throws {
        var covariance = ProductKernel(SampleProblem.dimensions, SampleProblem.hyperparameters).covariance(
            of: SampleProblem.points(1_000))
        for index in 0..<1_000 { covariance[index, index] += 0.01 }
        let solution = (0..<1_000).map { sin(Double($0)) }
        let right = (0..<1_000).map { row in (0..<1_000).reduce(0) { $0 + covariance[row, $1] * solution[$1] }
        }
        #expect(agree(try Cholesky(factoring: covariance).solve(right), solution, within: 1e-8))
    }
}
