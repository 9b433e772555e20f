/// Observations moved and scaled to mean 0 and standard deviation 1: y = location + scale·standardized.
public struct Standardization: Sendable, Hashable {
    /// The mean of the observations.
    public let location: Double
    /// Their standard deviation (divided by n), or 1 where they do not vary.
    public let scale: Double
    /// Whether the observations were all the same, up to rounding.
    public let isConstant: Bool

    /// Of n ≥ 1 finite observations.
    public init(of values: [Double]) {
        let count = Double(max(1, values.count))
        let mean = values.reduce(0) { $0 + $1 / count }
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
        location = mean
        let deviation = variance.squareRoot()
        isConstant = !(deviation > 1e-12 * abs(mean) && deviation.isNormal)
        scale = isConstant ? 1 : deviation
    }

    /// A location and a positive scale of one's own (a median and a spread that outliers do not move, say).
    public init(location: Double, scale: Double) {
        precondition(scale > 0 && scale.isFinite && location.isFinite, "a scale is positive and finite")
        self.location = location
        self.scale = scale
        isConstant = false
    }

    func standardized(_ value: Double) -> Double { (value - location) / scale }
    func original(_ value: Double) -> Double { location + scale * value }
    func originalVariance(_ value: Double) -> Double { scale * scale * value }
}
