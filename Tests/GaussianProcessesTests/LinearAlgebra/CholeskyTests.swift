import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct CholeskyTests {
    static func covariance() -> Matrix {
        var covariance = SampleProblem.hyperparameters.kernel.covariance(of: SampleProblem.points)
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
                    0.20916060482743537, 0.8967336701368334,
                    -0.02009804345128371, 0.19392653771809104,
                    0.039279933484094934, -0.159782726549745,
                    -0.014055330724158776, -0.017806110092806415,
                    -0.192177372890549, -0.0036132778943494485,
                    -0.08502604341046517, 0.8673790772242371,
                ], within: 1e-12))
        #expect(agree([cholesky.logDeterminant], [-4.597762839301581], within: 1e-12))
        #expect(
            agree(
                cholesky.solve(CholeskyTests.standardized),
                [
                    1.137650569691361, 0.030762851140516217,
                    0.14724164349338786, -0.07741549747128358,
                    0.0542044144650151, -0.6765762310069449,
                    -1.1365086711487946, 0.4385389008318567,
                    0.19497093409662708, -0.37970112802397066,
                    0.28061512139675127, -0.36894813932730136,
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
        let points = SampleProblem.points(1_000, 3)
        var covariance = Matern52(lengthScales: [0.3, 0.3, 0.3], signalVariance: 1).covariance(of: points)
        for index in 0..<1_000 { covariance[index, index] += 0.01 }
        let solution = (0..<1_000).map { sin(Double($0)) }
        let right = (0..<1_000).map { row in (0..<1_000).reduce(0) { $0 + covariance[row, $1] * solution[$1] }
        }
        #expect(agree(try Cholesky(factoring: covariance).solve(right), solution, within: 1e-8))
    }
}
