/// A figure with every position settled: what is left is drawing.
struct PlacedFigure: Sendable {
    let width: Double
    let height: Double
    var labels: [PlacedLabel] = []
    var panels: [PlacedPanel] = []
    var keys: [PlacedKey] = []
    var leaders: [PlacedLeader] = []
}

/// One line of text. Of two labels no boxes overlap.
struct PlacedLabel: Sendable, Equatable {
    enum Role: Sendable, Equatable {
        case title, subtitle, axis, tick, lane, end, line, annotation, legend, message
    }

    let text: String
    let role: Role
    let style: TextStyle
    let color: FigureColor
    /// From the ascent to the descent of its style.
    var box: Box
    let baseline: Double
    /// Drawn on a patch of paper, because it stands among data.
    var hasPatch = false

    /// - Parameters:
    ///   - x: where the share `anchor` of its width is: 0 its left end, 0.5 its middle, 1 its right end.
    ///   - y: its middle.
    init(
        _ text: String, _ role: Role, _ style: TextStyle, color: FigureColor, x: Double, middle y: Double,
        anchor: Double, measure: some TextMeasure
    ) {
        let width = measure.width(of: text, style)
        let height = measure.height(of: style)
        self.text = text
        self.role = role
        self.style = style
        self.color = color
        box = Box(
            x: x - anchor * width, y: y - (height.ascent + height.descent) / 2, width: width,
            height: height.ascent + height.descent)
        baseline = height.ascent
    }
}

/// A panel on the canvas.
struct PlacedPanel: Sendable {
    let panel: Panel
    /// Where data is.
    let frame: Box
    /// Below the frame, one strip for each of the panel's lanes.
    let lanes: [Box]

    func x(_ value: Double) -> Double {
        frame.x + panel.horizontal.share(of: value) * frame.width
    }

    func y(_ value: Double) -> Double {
        frame.bottom - panel.vertical.share(of: value) * frame.height
    }

    /// The frame with its lanes.
    var whole: Box {
        var box = frame
        box.height = (lanes.last?.bottom ?? frame.bottom) - frame.y
        return box
    }
}

/// A short line from a value at the edge of a frame to its label, which may have had to move.
struct PlacedLeader: Sendable {
    let color: FigureColor
    let fromX: Double
    let fromY: Double
    let toX: Double
    let toY: Double
}

/// The sign beside an entry of the legend.
struct PlacedKey: Sendable {
    let entry: LegendEntry
    let box: Box
}
