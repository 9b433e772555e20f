import Glibc

/// One axis of a panel: what it measures, from where to where, and which values are written at it.
public struct Axis: Sendable, Codable, Equatable {
    public enum Scale: String, Sendable, Codable {
        case linear
        /// Its range is above 0.
        case logarithmic
        /// Names at 0, 1, 2, …, each in the middle of a unit.
        case categories
    }

    public struct Tick: Sendable, Codable, Equatable {
        public let value: Double
        /// Empty for a grid line without a number.
        public let label: String

        public init(_ value: Double, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    /// With the unit; empty when another panel's axis says it.
    public var label: String
    public var scale: Scale
    public var low: Double
    public var high: Double
    /// All within the range, ascending.
    public var ticks: [Tick]

    public init(_ label: String, scale: Scale, low: Double, high: Double, ticks: [Tick]) {
        self.label = label
        self.scale = scale
        self.low = low
        self.high = high
        self.ticks = ticks
    }

    /// - Parameters:
    ///   - values: from where to where; a single value gets some room on both sides.
    ///   - padding: room beyond the values on both sides, as a share of their range.
    ///   - count: how many ticks are wanted.
    ///   - wholeNumbers: no ticks between them.
    public static func linear(
        _ label: String, from least: Double, to greatest: Double, padding: Double = 0, count: Int,
        wholeNumbers: Bool = false
    ) -> Axis {
        var (low, high) = (min(least, greatest), max(least, greatest))
        if !(low.isFinite && high.isFinite) { (low, high) = (0, 1) }
        // Below this, neighbouring ticks would need more digits than a number has.
        let needed = max(max(abs(low), abs(high)) * 1e-9, .leastNormalMagnitude * 1e6)
        if !(high - low > needed) {
            let room = low == 0 && high == 0 ? 1 : max(abs(low), abs(high)) * 0.02
            (low, high) = (low - room, high + room)
        }
        let room = (high - low) * padding
        if room.isFinite, (high + room).isFinite, (low - room).isFinite {
            // Rates and times do not go below 0.
            (low, high) = (low >= 0 ? max(0, low - room) : low - room, high + room)
        }
        let ticks = NiceTicks(from: low, to: high, count: count, wholeNumbers: wholeNumbers)
        return Axis(label, scale: .linear, low: low, high: high, ticks: ticks.ticks)
    }

    /// Ticks at 1, 2 and 5 times the powers of ten, at the powers alone over more than two decades, at every second or
    /// third power over many.
    public static func logarithmic(_ label: String, from least: Double, to greatest: Double) -> Axis {
        var (low, high) = (min(least, greatest), max(least, greatest))
        if !(low > 0 && high.isFinite) { (low, high) = (1, 10) }
        if low == high { (low, high) = (low / 2, high * 2) }
        let (first, last) = (Int(log10(low).rounded(.down)), Int(log10(high).rounded(.up)))
        let stride = max(1, (last - first) / 6)
        let factors = last - first > 3 ? [1.0] : [1.0, 2, 5]
        var ticks: [Tick] = []
        for power in first...last where (power - first) % stride == 0 {
            for factor in factors {
                let value = factor * pow(10, Double(power))
                if value >= low, value <= high {
                    ticks.append(Tick(value, NumberLabel.plain(value, decimals: max(0, -power))))
                }
            }
        }
        return Axis(label, scale: .logarithmic, low: low, high: high, ticks: ticks)
    }

    public static func categories(_ label: String, _ names: [String]) -> Axis {
        Axis(
            label, scale: .categories, low: -0.5, high: max(0.5, Double(names.count) - 0.5),
            ticks: names.enumerated().map { Tick(Double($0), $1) })
    }

    /// The same axis beside one that already has its words.
    public var withoutWords: Axis {
        Axis("", scale: scale, low: low, high: high, ticks: ticks.map { Tick($0.value, "") })
    }

    /// Where a value is between `low` (0) and `high` (1); may be beyond both.
    public func share(of value: Double) -> Double {
        switch scale {
        case .linear, .categories:
            // Halves, because the range itself may be too large for a number.
            (value / 2 - low / 2) / (high / 2 - low / 2)
        case .logarithmic:
            (log(max(value, .leastNormalMagnitude)) - log(low)) / (log(high) - log(low))
        }
    }
}
