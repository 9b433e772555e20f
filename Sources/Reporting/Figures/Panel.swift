/// A pair of axes and what is drawn between them, from back to front: spans, grid,
/// bands and bars, all other series in their order, lines, annotations.
public struct Panel: Sendable, Codable, Equatable {
    public var horizontal: Axis
    public var vertical: Axis
    public var series: [Series]
    /// Areas from bottom to top, behind everything.
    public var spans: [Span]
    public var lines: [ReferenceLine]
    /// Strips below the vertical range, for what has no value there.
    public var lanes: [Lane]
    public var annotations: [Annotation]
    /// In the right margin, at values of the vertical axis: what its rows came to.
    public var endTicks: [Axis.Tick]
    /// In the middle of a panel that has nothing to show.
    public var message: String?
    /// How much of the width it gets, against the other panels.
    public var share: Double

    public init(
        horizontal: Axis, vertical: Axis, series: [Series] = [], spans: [Span] = [],
        lines: [ReferenceLine] = [], lanes: [Lane] = [], annotations: [Annotation] = [],
        endTicks: [Axis.Tick] = [], message: String? = nil, share: Double = 1
    ) {
        self.horizontal = horizontal
        self.vertical = vertical
        self.series = series
        self.spans = spans
        self.lines = lines
        self.lanes = lanes
        self.annotations = annotations
        self.endTicks = endTicks
        self.message = message
        self.share = share
    }

    public var legend: [LegendEntry] {
        var entries = series.compactMap(\.legendEntry)
        for line in lines {
            if let name = line.name {
                entries.append(LegendEntry(name: name, key: .dashes, color: line.color, symbol: .dot))
            }
        }
        for lane in lanes {
            if let name = lane.name {
                entries.append(LegendEntry(name: name, key: .symbol, color: lane.color, symbol: lane.symbol))
            }
        }
        for span in spans {
            if let name = span.name {
                entries.append(LegendEntry(name: name, key: .area, color: span.color, symbol: .dot))
            }
        }
        return entries
    }
}

/// An area over the whole height of a panel.
public struct Span: Sendable, Codable, Equatable {
    public var name: String?
    public var color: FigureColor
    public var low: Double
    public var high: Double

    public init(named name: String? = nil, color: FigureColor, from low: Double, to high: Double) {
        self.name = name
        self.color = color
        self.low = low
        self.high = high
    }
}

/// A dashed line across a panel: something to compare with.
public struct ReferenceLine: Sendable, Codable, Equatable {
    public enum Direction: String, Sendable, Codable {
        /// At a value of the vertical axis; its label stands in the right margin.
        case horizontal
        /// At a value of the horizontal axis; its label stands above.
        case vertical
    }

    public var name: String?
    public var direction: Direction
    public var value: Double
    public var color: FigureColor
    public var label: String?

    public init(
        _ direction: Direction, at value: Double, named name: String? = nil, label: String? = nil,
        color: FigureColor
    ) {
        self.direction = direction
        self.value = value
        self.name = name
        self.label = label
        self.color = color
    }
}

/// A strip with signs at values of the horizontal axis.
public struct Lane: Sendable, Codable, Equatable {
    /// For the legend.
    public var name: String?
    /// Left of the strip.
    public var label: String
    public var color: FigureColor
    public var symbol: Symbol
    public var x: [Double]

    public init(
        named name: String? = nil, label: String, color: FigureColor, symbol: Symbol, x: [Double]
    ) {
        self.name = name
        self.label = label
        self.color = color
        self.symbol = symbol
        self.x = x
    }
}

/// A few words next to a point of the panel.
public struct Annotation: Sendable, Codable, Equatable {
    public var text: String
    public var x: Double
    public var y: Double
    public var color: FigureColor

    public init(_ text: String, x: Double, y: Double, color: FigureColor) {
        self.text = text
        self.x = x
        self.y = y
        self.color = color
    }
}
