import Glibc

/// The scaled complementary error function, which Glibc does not have.
public enum ErrorFunctions {
    /// erfcx(x) = e^(x²)·erfc(x), relative error below 1e-15 for x > −26.6; below that it overflows to infinity.
    ///
    /// e^(x²) is taken of x² rounded and corrected by the rest of the exact square; beyond 25, where erfc nears underflow,
    /// the asymptotic series 1/(x√π) Σ (−1)ᵏ (2k−1)!!/(2x²)ᵏ (Abramowitz and Stegun 7.1.23).
    public static func erfcx(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x < -27 { return .infinity }
        if x > 25 {
            let t = 1 / (2 * x * x)
            let tail = 1 - 9 * t * (1 - 11 * t * (1 - 13 * t))
            let series = 1 - t * (1 - 3 * t * (1 - 5 * t * (1 - 7 * t * tail)))
            return series / (x * Double.pi.squareRoot())
        }
        let square = x * x
        let rest = (-square).addingProduct(x, x)
        return exp(square) * (1 + rest) * erfc(x)
    }
}
