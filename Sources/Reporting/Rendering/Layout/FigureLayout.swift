/// Places everything in a figure: a pure step before drawing, so that tests can ask whether labels overlap.
struct FigureLayout<Measure: TextMeasure> {
    let figure: Figure
    let measure: Measure

    static var margin: Double { 24 }
    static var laneHeight: Double { 18 }
    /// Between the frame and the first lane: the lowest tick of the axis may be at the very edge.
    static var laneGap: Double { 6 }
    static var panelGap: Double { 30 }
    /// Between a frame and what stands right of it.
    static var leader: Double { 18 }

    func place() -> PlacedFigure {
        var placed = PlacedFigure(width: figure.width, height: figure.height)
        let top = placeHeader(into: &placed)
        let bottom = placeLegend(into: &placed)
        let area = Box(
            x: Self.margin, y: top, width: figure.width - 2 * Self.margin, height: max(0, bottom - top))
        placePanels(in: area, into: &placed)
        return placed
    }

    /// - Returns: where the panels may begin.
    private func placeHeader(into placed: inout PlacedFigure) -> Double {
        let width = figure.width - 2 * Self.margin
        var y = 20.0
        func add(
            _ text: String, _ role: PlacedLabel.Role, _ style: TextStyle, _ color: FigureColor, lines: Int
        ) {
            for line in measure.wrapped(text, style, width: width, lines: lines) where !line.isEmpty {
                let height = measure.height(of: style)
                let half = (height.ascent + height.descent) / 2
                placed.labels.append(
                    PlacedLabel(
                        line, role, style, color: color, x: Self.margin, middle: y + half, anchor: 0,
                        measure: measure))
                y += 2 * half + 2
            }
        }
        add(figure.title, .title, .title, .ink, lines: 2)
        y += 2
        for line in figure.subtitle { add(line, .subtitle, .subtitle, .softInk, lines: 3) }
        return y + 14
    }

    /// From the bottom up, as many rows as it takes.
    ///
    /// - Returns: where the panels have to end.
    private func placeLegend(into placed: inout PlacedFigure) -> Double {
        let entries = figure.legend
        guard !entries.isEmpty else { return figure.height - 16 }
        let (keyWidth, keyGap, entryGap, rowHeight) = (24.0, 7.0, 22.0, 19.0)
        let width = figure.width - 2 * Self.margin
        var rows: [[(entry: LegendEntry, text: String, x: Double)]] = [[]]
        var x = 0.0
        for entry in entries {
            let text = measure.fitted(entry.name, .legend, width: width - keyWidth - keyGap)
            let needed = keyWidth + keyGap + measure.width(of: text, .legend)
            if x > 0, x + needed > width {
                rows.append([])
                x = 0
            }
            rows[rows.count - 1].append((entry, text, x))
            x += needed + entryGap
        }
        let top = figure.height - 14 - rowHeight * Double(rows.count)
        for (index, row) in rows.enumerated() {
            let middle = top + rowHeight * (Double(index) + 0.5)
            for (entry, text, x) in row {
                placed.keys.append(
                    PlacedKey(
                        entry: entry,
                        box: Box(x: Self.margin + x, y: middle - 7, width: keyWidth, height: 14)))
                placed.labels.append(
                    PlacedLabel(
                        text, .legend, .legend, color: .ink, x: Self.margin + x + keyWidth + keyGap,
                        middle: middle, anchor: 0, measure: measure))
            }
        }
        return top - 10
    }
}
