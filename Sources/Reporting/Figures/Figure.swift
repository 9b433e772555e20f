/// A picture as a value: what is in it, not how it is drawn. Charts make it, `FigureRenderer` draws it as PNG, SVG or PDF,
/// and as JSON it is what a page in a browser draws.
///
/// All positions inside a panel are in the units of its axes. Sizes (of symbols, of lines) are in pixels of a picture
/// that is `width` pixels wide; a larger picture is the same one enlarged.
public struct Figure: Sendable, Codable, Equatable {
    /// What the figure shows, in one sentence.
    public var title: String
    /// What it is about: the study, how much was run, the answer in full. A line each.
    public var subtitle: [String]
    /// From left to right.
    public var panels: [Panel]
    public var width: Double
    public var height: Double

    public init(
        title: String, subtitle: [String] = [], panels: [Panel], width: Double = 800, height: Double = 500
    ) {
        self.title = title
        self.subtitle = subtitle
        self.panels = panels
        self.width = width
        self.height = height
    }

    /// One entry for each name in the panels, in the order they appear; a name that two panels share is one entry.
    public var legend: [LegendEntry] {
        var entries: [LegendEntry] = []
        for entry in panels.flatMap(\.legend) where !entries.contains(where: { $0.name == entry.name }) {
            entries.append(entry)
        }
        return entries
    }
}

/// What a sign in the figure means.
public struct LegendEntry: Sendable, Codable, Equatable {
    /// How the sign looks.
    public enum Key: String, Sendable, Codable {
        case line, dashes, symbol, area
        /// A line through an area: a mean and its interval.
        case lineInArea
        /// A symbol on a bar with ends.
        case errorBar
    }

    public let name: String
    public let key: Key
    public let color: FigureColor
    public let symbol: Symbol
}
