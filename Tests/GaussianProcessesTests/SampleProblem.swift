import Glibc

@testable import GaussianProcesses

/// The problem that Generators/reference_values.py solves with scipy.
enum SampleProblem {
    /// n×d levels of a Weyl sequence: i·√prime modulo 1, times the number of levels.
    static func points(_ count: Int, _ levels: [Int] = [11, 7, 3]) -> LevelMatrix {
        let primes: [Double] = [2, 3, 5, 7, 11, 13, 17, 19]
        return LevelMatrix(
            (1...max(1, count)).prefix(count).map { index in
                zip(levels, primes).map { UInt16(fmod(Double(index) * $1.squareRoot(), 1) * Double($0)) }
            }, columns: levels.count)
    }

    static func observations(_ points: LevelMatrix, _ levels: [Int] = [11, 7, 3]) -> [Double] {
        (0..<points.rows).map { row in
            let x = zip(points.row(row), levels).map { Double($0) / Double($1 - 1) }
            return sin(5 * x[0]) + x[1] * x[1] - 0.5 * x[2] + 0.05 * cos(40 * x.reduce(0, +))
        }
    }

    static func places(_ levels: Int) -> [Double] { (0..<levels).map { Double($0) / Double(levels - 1) } }

    /// Ordered dimensions without special levels.
    static func ordered(_ levels: [Int]) -> [Dimension] { levels.map { Dimension(places: places($0)) } }

    /// An order and special levels; an order; none.
    static let dimensions = [
        Dimension(places: places(11), hasSpecialLevels: true), Dimension(places: places(7)),
        Dimension(unordered: 3),
    ]
    static let points = points(12)
    static let values = observations(points)
    static let noiseScales: [Double] = (0..<12).map { $0 % 2 == 0 ? 1 : 0.5 }
    static let hyperparameters = Hyperparameters(
        dimensions: [
            DimensionHyperparameters(weight: 0.9, lengthScale: 0.4, specialShare: 0.2),
            DimensionHyperparameters(weight: 0.6, lengthScale: 0.7), DimensionHyperparameters(weight: 0.3),
        ], signalVariance: 1.7, noiseVariance: 0.02)
    static let candidates = LevelMatrix((15..<20).map { points(20).row($0) })

    static func model(_ rows: Range<Int> = 0..<12, standardization: Standardization? = nil) throws
        -> GaussianProcess
    {
        try GaussianProcess(
            points: LevelMatrix(rows.map(points.row)), dimensions: dimensions, values: Array(values[rows]),
            noiseScales: Array(noiseScales[rows]), hyperparameters: hyperparameters,
            standardization: standardization)
    }

    /// All dimensions count fully, with almost no noise.
    static let noiseless = Hyperparameters(
        dimensions: Array(repeating: DimensionHyperparameters(weight: 0.5, lengthScale: 5), count: 3),
        signalVariance: 1,
        noiseVariance: 1e-18)
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
