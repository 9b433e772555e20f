import Glibc

/// The logarithm of the expected improvement, for maximization:
///
///     LogEI(x) = log E[max(f(x) − f*, 0)] = log σ(x) + log h(z),  z = (μ(x) − f*)/σ(x),  h(z) = φ(z) + z·Φ(z)
///
/// Ament, Daulton, Eriksson, Balandat and Bakshy, Unexpected Improvements to Expected Improvement for Bayesian
/// Optimization, 2023, eq. 8 and 9. Where the improvement itself underflows, at z = −38, its logarithm still ranks.
public struct LogExpectedImprovement: Sendable, Hashable {
    /// f*: the value to improve upon.
    public let incumbent: Double

    /// The improvement over `incumbent`.
    public init(over incumbent: Double) { self.incumbent = incumbent }

    /// LogEI of one posterior mean and variance; −∞ where there is neither doubt nor gain.
    public func value(mean: Double, variance: Double) -> Double {
        let gain = mean - incumbent
        guard variance > 0 else { return gain > 0 ? log(gain) : -.infinity }
        let deviation = variance.squareRoot()
        return log(deviation) + LogExpectedImprovement.logH(gain / deviation)
    }

    /// LogEI of each of m posterior means and variances.
    public func values(_ predictions: Predictions) -> [Double] {
        predictions.means.indices.map {
            value(mean: predictions.means[$0], variance: predictions.variances[$0])
        }
    }

    /// log(φ(z) + z·Φ(z)), for every |z| < 1e154 (beyond, z² overflows and the result is −∞ or log z).
    ///
    /// Relative error below 2e-15 (absolute where the value is below one): the formula itself above −1; from there to −30
    /// φ(z)·(1 − |z|·√(π/2)·erfcx(|z|/√2)); below, where that bracket cancels, its series
    /// z⁻²·(1 − 3z⁻² + 15z⁻⁴ − 105z⁻⁶ + …). The paper's one tail, −2·log|z|, starts at −1/√ε only.
    public static func logH(_ z: Double) -> Double {
        if z > -1 {
            // Above 1e154 the density of z² = ∞ is 0 as it should be.
            return log(NormalDistribution.density(z) + z * NormalDistribution.cumulative(z))
        }
        let logDensity = NormalDistribution.logDensity(z)
        if z > -30 {
            let mills = (Double.pi / 2).squareRoot() * ErrorFunctions.erfcx(-z * 0.5.squareRoot())
            return logDensity + log1p(z * mills)
        }
        guard z.isFinite else { return z }
        let t = 1 / (z * z)
        let series = -t * (3 - t * (15 - t * (105 - t * (945 - t * (10_395 - t * 135_135)))))
        return logDensity - 2 * log(-z) + log1p(series)
    }
}
