import Glibc

// Notation, after Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006
//
//   symbol  meaning                                                                          shape
//   n, d    number of observations, of dimensions
//   m       number of candidates
//   X       levels of the observations                                                       n×d
//   X*      levels of the candidates                                                         m×d
//   y       observations, standardized to mean 0 and standard deviation 1                    n
//   w, ℓ, h weights, length scales, special shares of the dimensions                         d
//   σ²      signal variance
//   ν       noise variance
//   s       noise scales: the noise variance of observation i is ν·sᵢ                        n
//   k       product kernel with w, ℓ, h and σ² (see DimensionKernel)
//   K       k(X, X) + diag(ν·s) + jitter·I                                                   n×n
//   L       Cholesky factor, K = L·Lᵀ                                                        n×n
//   α       K⁻¹·y                                                                            n
//   K*      k(X, X*)                                                                         n×m
//   V       L⁻¹·K*, so that K*ᵀ·K⁻¹·K* = Vᵀ·V                                                n×m
//   μ*      K*ᵀ·α, posterior means of the latent function         (eq. 2.25)                 m
//   σ*²     σ² − columns of V squared and summed                  (eq. 2.26)                 m
//
// Everything a caller gives and gets is in the units of the observations; only `Hyperparameters` are standardized.

/// A Gaussian process with given hyper-parameters, conditioned on observations.
public struct GaussianProcess: Sendable {
    /// The d dimensions.
    public let dimensions: [Dimension]
    /// X (n×d).
    public let points: LevelMatrix
    /// The n observations as they were given.
    public let values: [Double]
    /// s (n).
    public let noiseScales: [Double]
    /// θ.
    public let hyperparameters: Hyperparameters
    /// How observations and y are converted.
    public let standardization: Standardization
    /// L.
    let factor: Cholesky
    /// α (n).
    let weights: [Double]
    /// Gives K* for candidates.
    let crossCovariance: CrossCovariance

    /// The model of n observations with hyper-parameters that are known.
    /// - Parameters:
    ///   - points: X, n×d.
    ///   - dimensions: what the levels of each of the d columns are.
    ///   - values: n observations of any unit.
    ///   - noiseScales: s, n positive factors on the noise variance (a mean of r runs has 1/r); nil is 1 for all.
    ///   - standardization: nil takes the mean and standard deviation of `values`.
    /// - Throws: `GaussianProcessError` for input that makes no model, `LinearAlgebraError` when K has no factor.
    public init(
        points: LevelMatrix, dimensions: [Dimension], values: [Double], noiseScales: [Double]? = nil,
        hyperparameters: Hyperparameters, standardization: Standardization? = nil
    ) throws {
        let scales = noiseScales ?? Array(repeating: 1, count: values.count)
        try GaussianProcess.check(points: points, dimensions: dimensions, values: values, noiseScales: scales)
        guard hyperparameters.dimensions.count == dimensions.count, hyperparameters.isValid
        else { throw GaussianProcessError.badHyperparameters }
        var covariance = ProductKernel(dimensions, hyperparameters).covariance(of: points)
        for index in scales.indices {
            covariance[index, index] += hyperparameters.noiseVariance * scales[index]
        }
        self.init(
            points: points, dimensions: dimensions, values: values, noiseScales: scales,
            hyperparameters: hyperparameters, standardization: standardization ?? Standardization(of: values),
            factor: try Cholesky(factoring: covariance))
    }

    init(
        points: LevelMatrix, dimensions: [Dimension], values: [Double], noiseScales: [Double],
        hyperparameters: Hyperparameters, standardization: Standardization, factor: Cholesky
    ) {
        self.points = points
        self.dimensions = dimensions
        self.values = values
        self.noiseScales = noiseScales
        self.hyperparameters = hyperparameters
        self.standardization = standardization
        self.factor = factor
        weights = factor.solve(values.map(standardization.standardized))
        crossCovariance = CrossCovariance(
            kernel: ProductKernel(dimensions, hyperparameters), points: points)
    }

    static func check(
        points: LevelMatrix, dimensions: [Dimension], values: [Double], noiseScales: [Double]
    ) throws {
        guard !values.isEmpty else { throw GaussianProcessError.noObservations }
        for count in [values.count, noiseScales.count] where count != points.rows {
            throw GaussianProcessError.countMismatch(points: points.rows, values: count)
        }
        guard points.columns == dimensions.count else {
            throw GaussianProcessError.dimensionMismatch(expected: dimensions.count, found: points.columns)
        }
        for row in values.indices {
            guard values[row].isFinite, noiseScales[row].isFinite, noiseScales[row] > 0,
                dimensions.indices.allSatisfy({ points[row, $0] < dimensions[$0].levels })
            else { throw GaussianProcessError.badValue(row: row) }
        }
    }

    var kernel: ProductKernel { ProductKernel(dimensions, hyperparameters) }

    /// The noise variance ν of one run, in squared units of the observations.
    public var noiseVariance: Double { standardization.originalVariance(hyperparameters.noiseVariance) }

    /// The variance σ² of the latent function before any observation, in squared units of the observations.
    public var signalVariance: Double { standardization.originalVariance(hyperparameters.signalVariance) }

    /// log p(values | X, θ), priors not included (eq. 5.8, less n·log of the standard deviation for the units).
    public var logMarginalLikelihood: Double {
        let standardized = values.map(standardization.standardized)
        return -0.5 * dot(standardized, weights) - 0.5 * factor.logDeterminant
            - Double(values.count) * (NormalDistribution.halfLogTwoPi + log(standardization.scale))
    }
}
