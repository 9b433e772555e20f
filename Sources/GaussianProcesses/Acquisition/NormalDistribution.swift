import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
    /// ½ log 2π.
    static let halfLogTwoPi = 0.918_938_533_204_672_74

    /// φ(z) = e^(−z²/2)/√(2π).
    public static func density(_ z: Double) -> Double { exp(-0.5 * z * z - halfLogTwoPi) }

    /// log φ(z).
    public static func logDensity(_ z: Double) -> Double { -0.5 * z * z - halfLogTwoPi }

    /// Φ(z), accurate in the lower tail until it underflows at z = −38.
    public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

    /// log Φ(z), for every |z| < 1e154: relative error below 2e-15 up to 0, below 1e-13 in the upper tail.
    public static func logCumulative(_ z: Double) -> Double {
        if z > 0 { return log1p(-0.5 * erfc(z * 0.5.squareRoot())) }
        if z > -1 { return log(cumulative(z)) }
        if z == -.infinity { return z }
        return -0.5 * z * z + log(0.5 * ErrorFunctions.erfcx(-z * 0.5.squareRoot()))
    }
}
