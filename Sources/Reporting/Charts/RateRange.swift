/// From where to where the axis of rates goes: over everything measured, unless a few very slow runs would press all others
/// together. Fast runs are never left out: they are what the study is for.
struct RateRange: Sendable, Equatable {
    let low: Double
    let high: Double
    /// Rates below `low`, which the figure shows at its lower edge.
    let below: [Double]

    /// - Parameter essential: values that the axis must have in any case.
    init(of rates: [Double], essential: [Double] = []) {
        let sorted = rates.sorted()
        let all = sorted + essential
        let least = all.min() ?? 0
        high = all.max() ?? 1
        let cut = max(least, Self.cut(sorted) ?? least)
        let low = min(cut, essential.min() ?? cut)
        let below = sorted.filter { $0 < low }
        // Little is won by cutting a little.
        if !below.isEmpty, high - low < 0.6 * (high - least), below.count * 7 < sorted.count {
            self.low = low
            self.below = below
        } else {
            self.low = least
            self.below = []
        }
    }

    /// The least rate that is no far outlier by Tukey (1977): not three times the distance of the quartiles below the
    /// lower one. `nil` for a handful of values, of which nothing can be told.
    private static func cut(_ sorted: [Double]) -> Double? {
        guard sorted.count >= 8, let greatest = sorted.last else { return nil }
        let lower = sorted[sorted.count / 4]
        let upper = sorted[sorted.count * 3 / 4]
        let fence = lower - 3 * max(upper - lower, 0.02 * greatest)
        return sorted.first { $0 >= fence }
    }
}
