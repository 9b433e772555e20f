import CLAPACKE
import Glibc

/// The logarithm of the posterior density of hyper-parameters, up to a constant, and its gradient: what a fit maximizes.
///
///     log p(y|X, θ) = −½ yᵀα − Σ log Lᵢᵢ − n/2 log 2π                    (Rasmussen and Williams 2006, eq. 5.8)
///     ∂/∂θ          = ½ tr((ααᵀ − K⁻¹) ∂K/∂θ)                            (eq. 5.9)
///
/// with α = K⁻¹y, plus the logarithms of the priors. Coordinates are those of `HyperparameterLayout`. The covariance is a
/// product, so ∂K/∂θ is K times the slope of the logarithm of one correlation, and the trace is a sum over the levels of one
/// dimension.
struct LogPosterior {
    /// y (n), standardized.
    let values: [Double]
    /// s (n): the noise variance of observation i is ν·sᵢ.
    let noiseScales: [Double]
    let options: FitOptions
    let layout: HyperparameterLayout
    private let pairs: LevelPairs
    private let priors: [Prior]

    init(
        points: LevelMatrix, dimensions: [Dimension], values: [Double], noiseScales: [Double],
        options: FitOptions
    ) {
        self.values = values
        self.noiseScales = noiseScales
        self.options = options
        layout = HyperparameterLayout(dimensions)
        priors = layout.priors(options)
        pairs = LevelPairs(of: points, dimensions)
    }

    /// The log posterior at coordinates, its gradient written to `gradient`.
    /// - Throws: `LinearAlgebraError` where the covariance matrix has no factor.
    func evaluate(_ coordinates: [Double], gradient: inout [Double]) throws -> Double {
        let theta = layout.hyperparameters(coordinates)
        let kernel = ProductKernel(layout.dimensions, theta)
        var covariances = [Double](repeating: theta.signalVariance, count: pairs.count)
        for index in layout.dimensions.indices {
            pairs.multiply(
                &covariances, in: index, by: pairs.table(in: index, kernel.dimension(index).correlation))
        }
        let factor = try Cholesky(
            factoring: pairs.matrix(covariances) {
                theta.signalVariance + theta.noiseVariance * noiseScales[$0]
            })
        let weights = factor.solve(values)
        let inverse = try factor.lowerInverse()
        let likelihood =
            -0.5 * dot(values, weights) - 0.5 * factor.logDeterminant
            - Double(values.count) * NormalDistribution.halfLogTwoPi
        gradient = [Double](repeating: 0, count: layout.count)
        covariances.weigh(by: weights, minus: inverse)
        for (index, place) in layout.places.enumerated() {
            let slopes = pairs.table(in: index, kernel.dimension(index).slopes)
            for (slope, sum) in zip(slopes, pairs.sums(covariances, in: index)) {
                gradient[place.weight] += slope.weight * sum
                if let place = place.lengthScale { gradient[place] += slope.lengthScale * sum }
                if let place = place.specialShare { gradient[place] += slope.share * sum }
            }
        }
        let variances = variances(theta, weights: weights, inverse: inverse, jitter: factor.jitter)
        gradient[layout.signalVariance] = variances.signal
        gradient[layout.noiseVariance] = variances.noise
        var density = likelihood
        for (index, prior) in priors.enumerated() {
            density += prior.logDensity(coordinates[index])
            gradient[index] += prior.slope(coordinates[index])
        }
        return density
    }

    /// ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) for log σ² and log ν.
    private func variances(
        _ theta: Hyperparameters, weights: [Double], inverse: Matrix, jitter: Double
    ) -> (signal: Double, noise: Double) {
        var noiseTrace = 0.0
        var diagonalTrace = 0.0
        for (index, weight) in weights.enumerated() {
            let diagonal = weight * weight - inverse[index, index]
            noiseTrace += diagonal * noiseScales[index]
            diagonalTrace += diagonal
        }
        // σ²·R = K − ν·diag(s) − jitter·I, and tr((ααᵀ − K⁻¹)·K) = yᵀα − n.
        let whole = dot(values, weights) - Double(values.count)
        return (
            0.5 * (whole - theta.noiseVariance * noiseTrace - jitter * diagonalTrace),
            0.5 * theta.noiseVariance * noiseTrace
        )
    }
}

extension [Double] {
    /// Multiplies each pair's element by that of ααᵀ − K⁻¹: both triangles, so twice the half of the trace.
    fileprivate mutating func weigh(by weights: [Double], minus inverse: Matrix) {
        let order = weights.count
        var pair = 0
        for column in 0..<order {
            let weight = weights[column]
            for row in column + 1..<Swift.max(order, column + 1) {
                self[pair] *= weights[row] * weight - inverse.elements[row + column * order]
                pair += 1
            }
        }
    }
}
