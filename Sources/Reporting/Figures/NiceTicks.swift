import Glibc

/// Round numbers inside a range: Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990), with 1, 2 and 5 times a
/// power of ten as steps. The range stays as it is ("tight"): ticks beyond the data would waste room.
struct NiceTicks {
    let step: Double
    let values: [Double]

    /// - Parameter count: how many ticks are wanted; between half and twice as many come.
    init(from low: Double, to high: Double, count: Int, wholeNumbers: Bool = false) {
        // Halves, because the range itself may be too large for a number.
        let range = high / 2 - low / 2
        guard range > 0, range.isFinite, count > 0 else {
            (step, values) = (1, [])
            return
        }
        let rough = range / Double(count) * 2
        guard rough.isFinite, rough >= .leastNormalMagnitude else {
            (step, values) = (range, [low, high])
            return
        }
        var step = Self.nice(rough)
        if wholeNumbers { step = max(1, step) }
        // A tick at the very end counts although rounding may put it beyond.
        let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
        self.step = step
        values = first <= last ? (0...Int(last - first)).map { (first + Double($0)) * step } : []
    }

    /// The nearest of 1, 2, 5, 10 times a power of ten, Heckbert's limits between them.
    static func nice(_ value: Double) -> Double {
        let power = pow(10, log10(value).rounded(.down))
        let share = value / power
        let factor: Double = share < 1.5 ? 1 : share < 3 ? 2 : share < 7 ? 5 : 10
        return factor * power
    }

    var ticks: [Axis.Tick] {
        let decimals = max(0, -Int((log10(step) + 1e-9).rounded(.down)))
        return values.map { Axis.Tick($0, NumberLabel.plain($0, decimals: decimals)) }
    }
}
