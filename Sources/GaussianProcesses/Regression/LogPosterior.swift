import CLAPACKE
import Glibc

/// The logarithm of the posterior density of hyper-parameters, up to a constant, and its gradient: what a fit maximizes.
///
///     log p(y|X, θ) = −½ yᵀα − Σ log Lᵢᵢ − n/2 log 2π                    (Rasmussen and Williams 2006, eq. 5.8)
///     ∂/∂θ          = ½ tr((ααᵀ − K⁻¹) ∂K/∂θ)                            (eq. 5.9)
///
/// with α = K⁻¹y, plus the logarithms of the priors. The gradient is by log ℓ, log σ² and log ν, with
/// ∂k/∂log ℓₖ = σ²·5/3·(1 + √5·r)·e^(−√5·r)·(xₖ − x'ₖ)²/ℓₖ².
struct LogPosterior {
    /// y (n), standardized.
    let values: [Double]
    /// s (n): the noise variance of observation i is ν·sᵢ.
    let noiseScales: [Double]
    let options: FitOptions
    /// For each feature the number of its length scale.
    private let groups: [Int]
    private let differences: SquaredDifferences

    init(points: Matrix, values: [Double], noiseScales: [Double], options: FitOptions) {
        self.values = values
        self.noiseScales = noiseScales
        self.options = options
        let sharing = options.sharing ?? Array(0..<points.columns)
        precondition(sharing.count == points.columns, "each feature has the number of its length scale")
        groups = sharing
        differences = SquaredDifferences(of: points, sharing: sharing)
        precondition(
            options.lengthScalePriors.map(\.count) ?? groupCount == groupCount,
            "each length scale has a prior")
    }

    /// d.
    var features: Int { groups.count }
    private var groupCount: Int { differences.groups }

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
        let precisions = coordinates.prefix(differences.groups).map { exp(-2 * $0) }
        var covariances = differences.distances(precisions)
        var slopes = [Double](repeating: 0, count: differences.pairs)
        covariances.withUnsafeMutableBufferPointer { covariances in
            slopes.withUnsafeMutableBufferPointer { slopes in
                guard let values = covariances.baseAddress, let slopes = slopes.baseAddress else { return }
                theta.kernel.covary(values, slopes: slopes, count: covariances.count)
            }
        }
        let factor = try Cholesky(factoring: matrix(theta, covariances: covariances))
        let weights = factor.solve(values)
        let inverse = try factor.lowerInverse()
        let likelihood =
            -0.5 * dot(values, weights) - 0.5 * factor.logDeterminant
            - Double(values.count) * NormalDistribution.halfLogTwoPi
        let sums = differences.sums(slopes.scaled(by: weights, minus: inverse))
        gradient = zip(sums, precisions).map { theta.signalVariance * $0 * $1 }
        gradient += variances(theta, weights: weights, inverse: inverse, jitter: factor.jitter)
        return likelihood + addPriors(theta, to: &gradient)
    }

    /// K + ν·diag(s) (n×n) from the covariances of pairs.
    private func matrix(_ theta: Hyperparameters, covariances: [Double]) -> Matrix {
        let count = values.count
        return Matrix(rows: count, columns: count) { buffer in
            var pair = 0
            for column in 0..<count {
                buffer[column + column * count] =
                    theta.signalVariance + theta.noiseVariance * noiseScales[column]
                for row in column + 1..<max(count, column + 1) {
                    buffer[row + column * count] = covariances[pair]
                    buffer[column + row * count] = covariances[pair]
                    pair += 1
                }
            }
        }
    }

    /// ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) for log σ² and log ν.
    private func variances(
        _ theta: Hyperparameters, weights: [Double], inverse: Matrix, jitter: Double
    ) -> [Double] {
        var noiseTrace = 0.0
        var diagonalTrace = 0.0
        for (index, weight) in weights.enumerated() {
            let diagonal = weight * weight - inverse[index, index]
            noiseTrace += diagonal * noiseScales[index]
            diagonalTrace += diagonal
        }
        // σ²·R = K − ν·diag(s) − jitter·I, and tr((ααᵀ − K⁻¹)·K) = yᵀα − n.
        let whole = dot(values, weights) - Double(values.count)
        return [
            0.5 * (whole - theta.noiseVariance * noiseTrace - jitter * diagonalTrace),
            0.5 * theta.noiseVariance * noiseTrace,
        ]
    }

    private func addPriors(_ theta: Hyperparameters, to gradient: inout [Double]) -> Double {
        var sum = 0.0
        var counted = Set<Int>()
        for (feature, group) in groups.enumerated() where counted.insert(group).inserted {
            let prior = options.lengthScalePrior(group)
            sum += prior.logDensity(theta.lengthScales[feature])
            gradient[group] += prior.logarithmicSlope(theta.lengthScales[feature])
        }
        gradient[groupCount] += options.signalVariancePrior.logarithmicSlope(theta.signalVariance)
        gradient[groupCount + 1] += options.noiseVariancePrior.logarithmicSlope(theta.noiseVariance)
        return sum + options.signalVariancePrior.logDensity(theta.signalVariance)
            + options.noiseVariancePrior.logDensity(theta.noiseVariance)
    }
}

extension [Double] {
    /// For each pair its element times (ααᵀ − K⁻¹): both triangles, so twice the half of the trace.
    fileprivate func scaled(by weights: [Double], minus inverse: Matrix) -> [Double] {
        let order = weights.count
        return [Double](unsafeUninitializedCapacity: count) { result, initialized in
            for column in 0..<order {
                let weight = weights[column]
                for row in column + 1..<Swift.max(order, column + 1) {
                    result[initialized] =
                        (weights[row] * weight - inverse.elements[row + column * order]) * self[initialized]
                    initialized += 1
                }
            }
        }
    }
}
