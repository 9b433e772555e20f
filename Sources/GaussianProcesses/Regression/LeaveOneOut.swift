import Glibc

/// What the model predicts of each observation from all others, in the units of the observations.
public struct LeaveOneOut: Sendable, Hashable {
    /// The n predicted means.
    public let means: [Double]
    /// The n variances of what is observed: latent variance plus the observation's own noise.
    public let variances: [Double]
    /// The n logarithms of the predictive densities at the observations.
    public let logDensities: [Double]

    /// The sum of the logarithms: the more, the better the model predicts. Differences between models of the same
    /// observations are what it is for (choice of features, priors, a mean function).
    public var logDensity: Double { logDensities.reduce(0, +) }
}

extension GaussianProcess {
    /// Leave-one-out prediction in closed form, hyper-parameters fixed, in O(n³):
    /// μᵢ = yᵢ − αᵢ/[K⁻¹]ᵢᵢ and σᵢ² = 1/[K⁻¹]ᵢᵢ (Rasmussen and Williams 2006, eq. 5.10 to 5.12).
    ///
    /// The standardization keeps the observation left out, too; it moves the mean by 1/n of it.
    /// - Throws: `LinearAlgebraError` when the factor is spoilt.
    public func leaveOneOut() throws -> LeaveOneOut {
        let inverse = try factor.lowerInverse()
        var means: [Double] = []
        var variances: [Double] = []
        var logDensities: [Double] = []
        for (index, value) in values.enumerated() {
            let precision = inverse[index, index]
            let residual = standardization.scale * weights[index] / precision
            let variance = standardization.originalVariance(1 / precision)
            means.append(value - residual)
            variances.append(variance)
            let z = residual / variance.squareRoot()
            logDensities.append(NormalDistribution.logDensity(z) - 0.5 * log(variance))
        }
        return LeaveOneOut(means: means, variances: variances, logDensities: logDensities)
    }
}
