/// Data in a panel: columns of equal length, in the units of the panel's axes.
public struct Series: Sendable, Codable, Equatable {
    public enum Shape: String, Sendable, Codable {
        /// Straight from point to point.
        case line
        /// A value that holds until the next point: right, then up or down.
        case steps
        case points
        /// From 0, or from the end of the axis that is nearest to it.
        case bars
        /// The area between `low` and `high`, with a line at `y`.
        case band
        /// A bar from `low` to `high`, with a symbol at `y`.
        case errorBars
    }

    /// For the legend; `nil` leaves the series out of it.
    public var name: String?
    public var shape: Shape
    public var color: FigureColor
    /// Of points and error bars.
    public var symbol: Symbol
    /// The width of a line, the diameter of a symbol.
    public var size: Double
    /// Bars and error bars that lie: their values are those of the horizontal axis.
    public var isHorizontal: Bool
    public var x: [Double]
    public var y: [Double]
    /// Of bands and error bars; empty for all others.
    public var low: [Double]
    public var high: [Double]
    /// Stands in the right margin, at the height of the last point.
    public var endLabel: String?

    public init(
        _ shape: Shape, named name: String? = nil, color: FigureColor, symbol: Symbol = .dot, size: Double,
        isHorizontal: Bool = false, x: [Double], y: [Double], low: [Double] = [], high: [Double] = [],
        endLabel: String? = nil
    ) {
        self.name = name
        self.shape = shape
        self.color = color
        self.symbol = symbol
        self.size = size
        self.isHorizontal = isHorizontal
        self.x = x
        self.y = y
        self.low = low
        self.high = high
        self.endLabel = endLabel
    }

    var legendEntry: LegendEntry? {
        guard let name else { return nil }
        let key: LegendEntry.Key =
            switch shape {
            case .line, .steps: .line
            case .points: .symbol
            case .bars: .area
            case .band: low == high ? .line : .lineInArea
            case .errorBars: .errorBar
            }
        return LegendEntry(name: name, key: key, color: color, symbol: symbol)
    }
}

/// The sign of a single value.
public enum Symbol: String, Sendable, Codable, CaseIterable {
    case dot, ring, diamond, square, triangle, triangleDown, cross, plus
}
