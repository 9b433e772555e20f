import Glibc

@testable import GaussianProcesses

/// The problem that Generators/reference_values.py solves with scipy.
enum SampleProblem {
    /// n×d points of a Weyl sequence: i·√prime modulo 1.
    static func points(_ count: Int, _ features: Int) -> Matrix {
        let primes: [Double] = [
            2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89,
        ]
        return Matrix(
            (1...max(1, count)).prefix(count).map { index in
                (0..<features).map { fmod(Double(index) * primes[$0].squareRoot(), 1) }
            }, columns: features)
    }

    static func observations(_ points: Matrix) -> [Double] {
        (0..<points.rows).map { row in
            let x = points.row(row)
            return sin(5 * x[0]) + x[1] * x[1] - 0.5 * x[2] + 0.05 * cos(40 * x.reduce(0, +))
        }
    }

    static let points = points(12, 3)
    static let values = observations(points)
    static let noiseScales: [Double] = (0..<12).map { $0 % 2 == 0 ? 1 : 0.5 }
    static let hyperparameters = Hyperparameters(
        lengthScales: [0.3, 0.7, 1.5], signalVariance: 1.7, noiseVariance: 0.02)
    static let candidates = Matrix((15..<20).map { points(20, 3).row($0) })

    static func model() throws -> GaussianProcess {
        try GaussianProcess(
            points: points, values: values, noiseScales: noiseScales, hyperparameters: hyperparameters)
    }
}

/// Whether all pairs agree within `tolerance`, relative to the larger of 1 and the expected value.
func agree(_ found: [Double], _ expected: [Double], within tolerance: Double) -> Bool {
    found.count == expected.count
        && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}

/// The product of two matrices, by the book.
func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(
        (0..<a.rows).map { i in
            (0..<b.columns).map { j in (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
        }, columns: b.columns)
}
