/// Predicts how long a run of order n takes on one machine: T(n) = a·n³ + b·n² + c·n, in seconds.
///
/// The cubic term is the arithmetic (2/3·n³ operations), the square one the panels, swaps and memory traffic,
/// the linear one the latencies of n pivot searches. The coefficients are not negative, so the prediction
/// grows with n.
public struct RunTimeModel: Sendable, Hashable {
    /// Seconds per n³, n² and n; none negative, at least one positive.
    public let cubic: Double
    public let quadratic: Double
    public let linear: Double

    public init(cubic: Double, quadratic: Double, linear: Double) {
        precondition(cubic >= 0 && quadratic >= 0 && linear >= 0, "a run time has no negative part")
        precondition(cubic + quadratic + linear > 0, "a run takes time")
        self.cubic = cubic
        self.quadratic = quadratic
        self.linear = linear
    }

    /// In seconds; 0 for n ≤ 0, never NaN, and never less for a larger n.
    public func seconds(n: Int) -> Double {
        let n = Double(max(0, n))
        return ((cubic * n + quadratic) * n + linear) * n
    }

    /// The largest multiple of `step` whose predicted time is at most `seconds`, but at least `step` and at
    /// most 10⁷ (no machine has a matrix of 800 TB on one node).
    public func n(forSeconds seconds: Double, multipleOf step: Int) -> Int {
        let step = max(1, step)
        var low = 1
        var high = max(1, 10_000_000 / step)
        guard seconds.isFinite || seconds == .infinity, self.seconds(n: step) <= seconds else { return step }
        while low < high {
            let middle = (low + high + 1) / 2
            if self.seconds(n: middle * step) <= seconds { low = middle } else { high = middle - 1 }
        }
        return low * step
    }
}
