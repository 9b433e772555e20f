import Glibc

/// A prior over one positive hyper-parameter θ.
///
/// Densities are over θ itself, not log θ (as in BoTorch): the search runs in log θ, but no Jacobian is added, so what is
/// found is the mode in θ.
public enum Prior: Sendable, Hashable {
    /// θ^(a−1)·e^(−bθ)·bᵃ/Γ(a).
    case gamma(shape: Double, rate: Double)
    /// log θ is normal with this mean and standard deviation.
    case logNormal(location: Double, scale: Double)
    /// No preference: the density is one everywhere.
    case flat

    /// For length scales of d features: log-normal, of a size that grows with √d, so that the model does not get more
    /// complex with more features. Hvarfner, Hellsten and Nardi, Vanilla Bayesian Optimization Performs Great in High
    /// Dimensions, 2024.
    public static func scaledByDimension(_ features: Int) -> Prior {
        .logNormal(location: 2.0.squareRoot() + 0.5 * log(Double(max(1, features))), scale: 3.0.squareRoot())
    }

    /// log p(θ).
    public func logDensity(_ value: Double) -> Double {
        switch self {
        case .gamma(let shape, let rate):
            return shape * log(rate) - lgamma(shape) + (shape - 1) * log(value) - rate * value
        case .logNormal(let location, let scale):
            let z = (log(value) - location) / scale
            return NormalDistribution.logDensity(z) - log(value) - log(scale)
        case .flat:
            return 0
        }
    }

    /// ∂ log p(θ)/∂ log θ.
    public func logarithmicSlope(_ value: Double) -> Double {
        switch self {
        case .gamma(let shape, let rate): shape - 1 - rate * value
        case .logNormal(let location, let scale): -(log(value) - location) / (scale * scale) - 1
        case .flat: 0
        }
    }

    /// A typical value to start from: the mean, or the median; nil without preference.
    var center: Double? {
        switch self {
        case .gamma(let shape, let rate): shape / rate
        case .logNormal(let location, _): exp(location)
        case .flat: nil
        }
    }
}
