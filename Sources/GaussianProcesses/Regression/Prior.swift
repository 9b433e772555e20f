import Glibc

/// What is known of a hyper-parameter before any observation: its coordinate (the logarithm of a length scale or variance,
/// the logit log(w/(1 − w)) of a share) is normal.
public struct Prior: Sendable, Hashable {
    /// The mean of the coordinate.
    public var mean: Double
    /// Its standard deviation.
    public var deviation: Double

    /// With a positive deviation.
    public init(mean: Double, deviation: Double) {
        precondition(deviation > 0, "a deviation is positive")
        self.mean = mean
        self.deviation = deviation
    }

    /// The logarithm of the density at a coordinate.
    func logDensity(_ coordinate: Double) -> Double {
        NormalDistribution.logDensity((coordinate - mean) / deviation) - log(deviation)
    }

    /// Its derivative.
    func slope(_ coordinate: Double) -> Double { -(coordinate - mean) / (deviation * deviation) }
}
