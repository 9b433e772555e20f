import CLAPACKE
import Glibc

/// The logarithm of the posterior density of hyper-parameters, up to a constant, and its gradient: what a fit maximizes.
///
///     log p(y|X, θ) = −½ yᵀα − Σ log Lᵢᵢ − n/2 log 2π                    (Rasmussen and Williams 2006, eq. 5.8)
///     ∂/∂θ          = ½ tr((ααᵀ − K⁻¹) ∂K/∂θ)                            (eq. 5.9)
///
/// with α = K⁻¹y, plus the logarithms of the priors. The gradient is by log ℓ, log σ² and log ν; for all length scales at
/// once it takes one pass over the lower triangle, with ∂k/∂log ℓₖ = σ²·5/3·(1 + √5·r)·e^(−√5·r)·(xₖ − x'ₖ)²/ℓₖ².
struct LogPosterior {
    /// X (n×d).
    let points: Matrix
    /// y (n), standardized.
    let values: [Double]
    /// s (n): the noise variance of observation i is ν·sᵢ.
    let noiseScales: [Double]
    let options: FitOptions
    /// For each feature the number of its length scale.
    private let groups: [Int]
    private let groupCount: Int
    /// Xᵀ (d×n): the features of a point side by side.
    private let rows: Matrix

    init(points: Matrix, values: [Double], noiseScales: [Double], options: FitOptions) {
        self.points = points
        self.values = values
        self.noiseScales = noiseScales
        self.options = options
        let sharing = options.sharing ?? Array(0..<points.columns)
        precondition(sharing.count == points.columns, "each feature has the number of its length scale")
        groups = sharing
        groupCount = (sharing.max() ?? -1) + 1
        rows = points.transposed
    }

    /// log ℓ of each group, log σ², log ν.
    func coordinates(_ hyperparameters: Hyperparameters) -> [Double] {
        var scales = [Double](repeating: 0, count: groupCount)
        for (feature, group) in groups.enumerated() {
            scales[group] = log(hyperparameters.lengthScales[feature])
        }
        return scales + [log(hyperparameters.signalVariance), log(hyperparameters.noiseVariance)]
    }

    func hyperparameters(_ coordinates: [Double]) -> Hyperparameters {
        Hyperparameters(
            lengthScales: groups.map { exp(coordinates[$0]) }, signalVariance: exp(coordinates[groupCount]),
            noiseVariance: exp(coordinates[groupCount + 1]))
    }

    /// The least and largest coordinates the options allow.
    var bounds: (lower: [Double], upper: [Double]) {
        let ranges =
            Array(repeating: options.lengthScales, count: groupCount)
            + [options.signalVariances, options.noiseVariances]
        return (ranges.map { log($0.lowerBound) }, ranges.map { log($0.upperBound) })
    }

    /// The log posterior at coordinates, its gradient written to `gradient`.
    /// - Throws: `LinearAlgebraError` where the covariance matrix has no factor.
    func evaluate(_ coordinates: [Double], gradient: inout [Double]) throws -> Double {
        let theta = hyperparameters(coordinates)
        let count = points.rows
        var slopes = [Double](repeating: 0, count: count * count)
        var covariance = slopes.withUnsafeMutableBufferPointer {
            theta.kernel.covariance(of: points, slopes: $0.baseAddress)
        }
        for index in 0..<count { covariance[index, index] += theta.noiseVariance * noiseScales[index] }
        let factor = try Cholesky(factoring: covariance)
        let weights = factor.solve(values)
        let inverse = try factor.lowerInverse()
        let likelihood =
            -0.5 * dot(values, weights) - 0.5 * factor.logDeterminant
            - Double(count) * NormalDistribution.halfLogTwoPi
        gradient = traces(theta, weights: weights, inverse: inverse, slopes: slopes, jitter: factor.jitter)
        return likelihood + addPriors(theta, to: &gradient)
    }

    /// ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) for each coordinate.
    private func traces(
        _ theta: Hyperparameters, weights: [Double], inverse: Matrix, slopes: [Double], jitter: Double
    ) -> [Double] {
        let count = points.rows
        let features = points.columns
        var perFeature = [Double](repeating: 0, count: features)
        var noiseTrace = 0.0
        var diagonalTrace = 0.0
        perFeature.withUnsafeMutableBufferPointer { sums in
            rows.elements.withUnsafeBufferPointer { rows in
                for column in 0..<count {
                    let diagonal =
                        weights[column] * weights[column] - inverse.elements[column + column * count]
                    noiseTrace += diagonal * noiseScales[column]
                    diagonalTrace += diagonal
                    for row in column + 1..<max(count, column + 1) {
                        let element = row + column * count
                        // Both triangles, so twice the half.
                        let weight =
                            (weights[row] * weights[column] - inverse.elements[element]) * slopes[element]
                        for feature in 0..<features {
                            let difference =
                                rows[feature + row * features] - rows[feature + column * features]
                            sums[feature] += weight * difference * difference
                        }
                    }
                }
            }
        }
        var gradient = [Double](repeating: 0, count: groupCount + 2)
        for (feature, scale) in theta.lengthScales.enumerated() {
            gradient[groups[feature]] += theta.signalVariance * perFeature[feature] / (scale * scale)
        }
        // σ²·R = K − ν·diag(s) − jitter·I, and tr((ααᵀ − K⁻¹)·K) = yᵀα − n.
        let whole = dot(values, weights) - Double(count)
        gradient[groupCount] = 0.5 * (whole - theta.noiseVariance * noiseTrace - jitter * diagonalTrace)
        gradient[groupCount + 1] = 0.5 * theta.noiseVariance * noiseTrace
        return gradient
    }

    private func addPriors(_ theta: Hyperparameters, to gradient: inout [Double]) -> Double {
        var sum = 0.0
        var counted = Set<Int>()
        for (feature, group) in groups.enumerated() where counted.insert(group).inserted {
            sum += options.lengthScalePrior.logDensity(theta.lengthScales[feature])
            gradient[group] += options.lengthScalePrior.logarithmicSlope(theta.lengthScales[feature])
        }
        gradient[groupCount] += options.signalVariancePrior.logarithmicSlope(theta.signalVariance)
        gradient[groupCount + 1] += options.noiseVariancePrior.logarithmicSlope(theta.noiseVariance)
        return sum + options.signalVariancePrior.logDensity(theta.signalVariance)
            + options.noiseVariancePrior.logDensity(theta.noiseVariance)
    }
}
