/// Panels side by side: first the margins that their labels need, then the frames.
extension FigureLayout {
    func placePanels(in area: Box, into placed: inout PlacedFigure) {
        let panels = figure.panels
        guard !panels.isEmpty else { return }
        let lefts = panels.enumerated().map {
            leftMargin(of: $1, isFirst: $0 == 0, most: area.width * 0.45)
        }
        let rights = panels.map(rightMargin)
        let room =
            area.width - lefts.reduce(0, +) - rights.reduce(0, +) - Self.panelGap * Double(panels.count - 1)
        let shares = panels.map(\.share).reduce(0, +)
        let line = lineHeight(.axis)
        let hasHead = panels.contains { !$0.vertical.label.isEmpty || $0.lines.contains { $0.label != nil } }
        let hasFoot = panels.contains { !$0.horizontal.label.isEmpty }
        let top = area.y + (hasHead ? line + 6 : 4)
        let lanes = panels.map(\.lanes.count).max() ?? 0
        let foot = (hasFoot ? line + 6 : 0) + lineHeight(.tick) + 8
        let strip = lanes > 0 ? Self.laneGap + Self.laneHeight * Double(lanes) : 0
        let height = max(20, area.bottom - foot - strip - top)
        var x = area.x
        for (index, panel) in panels.enumerated() {
            let width = max(20, room * panel.share / shares)
            x += lefts[index]
            let frame = Box(x: x, y: top, width: width, height: height)
            let strips = panel.lanes.indices.map {
                Box(
                    x: x, y: frame.bottom + Self.laneGap + Self.laneHeight * Double($0), width: width,
                    height: Self.laneHeight)
            }
            let panel = PlacedPanel(panel: panel, frame: frame, lanes: strips)
            placed.panels.append(panel)
            placeVerticalTicks(of: panel, width: lefts[index], into: &placed)
            if index == 0 { placeLaneLabels(of: panel, into: &placed) }
            placeHead(of: panel, left: x - lefts[index], into: &placed)
            placeFoot(of: panel, top: top + height + strip, into: &placed)
            placeEndLabels(of: panel, into: &placed)
            placeMarks(of: panel, into: &placed)
            x += width + rights[index] + Self.panelGap
        }
    }

    func lineHeight(_ style: TextStyle) -> Double {
        let height = measure.height(of: style)
        return height.ascent + height.descent
    }

    /// Lanes go on from panel to panel; the first says what they are.
    private func leftMargin(of panel: Panel, isFirst: Bool, most: Double) -> Double {
        let labels = panel.vertical.ticks.map(\.label) + (isFirst ? panel.lanes.map(\.label) : [])
        let widest = labels.map { measure.width(of: $0, .tick) }.max() ?? 0
        return widest > 0 ? min(widest, most) + 8 : 0
    }

    private func rightMargin(of panel: Panel) -> Double {
        let widest = endLabels(of: panel).map { measure.width(of: $0.text, .legend) }.max() ?? 0
        return widest > 0 ? widest + Self.leader : 0
    }

    private func placeVerticalTicks(of panel: PlacedPanel, width: Double, into placed: inout PlacedFigure) {
        let ticks = panel.panel.vertical.ticks.filter { !$0.label.isEmpty }
        let labels = ticks.map {
            PlacedLabel(
                measure.fitted($0.label, .tick, width: width - 8 + 0.01), .tick, .tick, color: .softInk,
                x: panel.frame.x - 8, middle: panel.y($0.value), anchor: 1, measure: measure)
        }
        placed.labels += thinned(labels, margin: 2)
    }

    private func placeLaneLabels(of panel: PlacedPanel, into placed: inout PlacedFigure) {
        for (lane, box) in zip(panel.panel.lanes, panel.lanes) {
            placed.labels.append(
                PlacedLabel(
                    lane.label, .lane, .tick, color: .softInk, x: panel.frame.x - 8, middle: box.middle,
                    anchor: 1, measure: measure))
        }
    }

    /// Every label, or every second, or every third: so many that they stay apart.
    func thinned(_ labels: [PlacedLabel], margin: Double) -> [PlacedLabel] {
        for step in 1...max(1, labels.count) {
            let some = labels.indices.filter { $0 % step == 0 }.map { labels[$0] }
            if zip(some, some.dropFirst()).allSatisfy({ !$0.box.overlaps($1.box, margin: margin) }) {
                return some
            }
        }
        return Array(labels.prefix(1))
    }

    private func placeFoot(of panel: PlacedPanel, top: Double, into placed: inout PlacedFigure) {
        let middle = top + 8 + lineHeight(.tick) / 2
        let ticks = panel.panel.horizontal.ticks.filter { !$0.label.isEmpty }
        let labels = ticks.map {
            PlacedLabel(
                $0.label, .tick, .tick, color: .softInk, x: panel.x($0.value), middle: middle, anchor: 0.5,
                measure: measure)
        }
        // The neighbour's last number may reach over to here.
        let free = thinned(labels, margin: 8).filter { label in
            label.box.x >= 2 && label.box.right <= figure.width - 2
                && !placed.labels.contains { $0.box.overlaps(label.box, margin: 10) }
        }
        placed.labels += free
        let name = panel.panel.horizontal.label
        if !name.isEmpty {
            placed.labels.append(
                PlacedLabel(
                    measure.fitted(name, .axis, width: panel.frame.width + 20), .axis, .axis, color: .ink,
                    x: panel.frame.center, middle: middle + lineHeight(.tick) / 2 + 6 + lineHeight(.axis) / 2,
                    anchor: 0.5, measure: measure))
        }
    }
}
