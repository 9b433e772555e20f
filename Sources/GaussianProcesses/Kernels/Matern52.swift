import Glibc

/// The Matérn kernel with ν = 5/2 and one length scale for each feature:
///
///     k(x, x') = σ² (1 + √5·r + 5/3·r²) e^(−√5·r),  r² = Σₖ (xₖ − x'ₖ)² / ℓₖ²
///
/// Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eq. 4.17 and section 5.1.
public struct Matern52: Sendable, Hashable {
    /// ℓ: one length scale for each of the d features, in units of the feature.
    public let lengthScales: [Double]
    /// σ² = k(x, x).
    public let signalVariance: Double

    /// A kernel of d length scales, all of which must be positive.
    public init(lengthScales: [Double], signalVariance: Double) {
        precondition(lengthScales.allSatisfy { $0 > 0 }, "length scales are positive")
        self.lengthScales = lengthScales
        self.signalVariance = signalVariance
    }

    /// The kernel and its slope at a squared scaled distance r² (below 0: at 0), both without σ²:
    /// (1 + √5·r + 5/3·r²) e^(−√5·r) and −2·dk/d(r²) = 5/3·(1 + √5·r) e^(−√5·r).
    @inline(__always)
    static func correlation(_ squaredDistance: Double) -> (value: Double, slope: Double) {
        // What rounding has left of equal points is no distance.
        let s2 = 5 * (squaredDistance > 1e-30 ? squaredDistance : 0)
        let s = SquareRoot.value(s2)
        let decay = Exponential.value(-s)
        let linear = 1 + s
        return ((linear + s2 * (1.0 / 3)) * decay, (5.0 / 3) * linear * decay)
    }

    /// Replaces `count` squared scaled distances by their covariances.
    func covary(_ values: UnsafeMutablePointer<Double>, count: Int) {
        let variance = signalVariance
        for index in 0..<count { values[index] = variance * Matern52.correlation(values[index]).value }
    }

    /// Replaces `count` squared scaled distances by their covariances, and writes the slopes (without σ²).
    func covary(_ values: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>, count: Int) {
        let variance = signalVariance
        for index in 0..<count {
            let correlation = Matern52.correlation(values[index])
            values[index] = variance * correlation.value
            slopes[index] = correlation.slope
        }
    }

    /// k(x, x') for two points of d features.
    public func covariance(_ x: [Double], _ other: [Double]) -> Double {
        var squaredDistance = 0.0
        for (index, scale) in lengthScales.enumerated() {
            let difference = (x[index] - other[index]) / scale
            squaredDistance += difference * difference
        }
        return signalVariance * Matern52.correlation(squaredDistance).value
    }
}
