/// Labels that say what a line or a dot is.
extension FigureLayout {
    /// What stands in the right margin: a text at a value of the vertical axis.
    func endLabels(of panel: Panel) -> [(text: String, value: Double, color: FigureColor?)] {
        let ends = panel.series.compactMap { series in
            series.endLabel.flatMap { label in series.y.last.map { (label, $0, series.color) } }
        }
        let lines = panel.lines.filter { $0.direction == .horizontal }.compactMap { line in
            line.label.map { ($0, line.value, line.color) }
        }
        return (ends + lines).map { (text: $0.0, value: $0.1, color: $0.2) }
            + panel.endTicks.map { (text: $0.label, value: $0.value, color: nil) }
    }

    /// At the height of what they say, moved apart as far as needed.
    func placeEndLabels(of panel: PlacedPanel, into placed: inout PlacedFigure) {
        let height = lineHeight(.mark) + 1
        // What is at the same height stays in the order it was named.
        let labels = endLabels(of: panel.panel).enumerated()
            .map { (offset: $0, height: panel.y($1.value).rounded(), label: $1) }
            .sorted { ($0.height, $0.offset) < ($1.height, $1.offset) }.map(\.label)
        guard !labels.isEmpty else { return }
        var middles = labels.map { min(max(panel.y($0.value), panel.frame.y), panel.frame.bottom) }
        for index in middles.indices.dropFirst() {
            middles[index] = max(middles[index], middles[index - 1] + height)
        }
        // Too far down: back up again, from the last one.
        let limit = panel.frame.bottom
        for index in middles.indices.reversed() {
            let most = index == middles.count - 1 ? limit : middles[index + 1] - height
            middles[index] = min(middles[index], most)
        }
        for (label, middle) in zip(labels, middles) {
            placed.labels.append(
                PlacedLabel(
                    label.text, .end, .legend, color: label.color == nil ? .softInk : .ink,
                    x: panel.frame.right + Self.leader, middle: middle, anchor: 0, measure: measure))
            guard let color = label.color else { continue }
            placed.leaders.append(
                PlacedLeader(
                    color: color, fromX: panel.frame.right + 2, fromY: panel.y(label.value),
                    toX: panel.frame.right + Self.leader - 4, toY: middle))
        }
    }

    /// Above the frame: the unit of the vertical axis, and what vertical lines are.
    func placeHead(of panel: PlacedPanel, left: Double, into placed: inout PlacedFigure) {
        let middle = panel.frame.y - 6 - lineHeight(.axis) / 2
        let name = panel.panel.vertical.label
        if !name.isEmpty {
            placed.labels.append(
                PlacedLabel(
                    name, .axis, .axis, color: .ink, x: left, middle: middle, anchor: 0, measure: measure))
        }
        for line in panel.panel.lines where line.direction == .vertical {
            guard let text = line.label else { continue }
            let x = panel.x(line.value)
            let candidates = [0.5, 1, 0].map {
                PlacedLabel(
                    text, .line, .axis, color: .softInk, x: x, middle: middle, anchor: $0, measure: measure)
            }
            let free = candidates.first { candidate in
                candidate.box.right <= panel.frame.right + 2
                    && !placed.labels.contains { $0.box.overlaps(candidate.box, margin: 4) }
            }
            if let free { placed.labels.append(free) }
        }
    }

    /// Inside the frame: beside their points, where they hide the least.
    func placeMarks(of panel: PlacedPanel, into placed: inout PlacedFigure) {
        if let message = panel.panel.message {
            placed.labels.append(
                PlacedLabel(
                    measure.fitted(message, .message, width: panel.frame.width), .message, .message,
                    color: .softInk, x: panel.frame.center, middle: panel.frame.middle, anchor: 0.5,
                    measure: measure))
        }
        for annotation in panel.panel.annotations {
            var best: (label: PlacedLabel, cost: Int)?
            for candidate in candidates(for: annotation, in: panel) {
                guard panel.frame.contains(candidate.box),
                    !placed.labels.contains(where: { $0.box.overlaps(candidate.box, margin: 1) })
                else { continue }
                let cost = hidden(by: candidate.box, in: panel)
                if cost < best?.cost ?? .max { best = (candidate, cost) }
            }
            if let best { placed.labels.append(best.label) }
        }
    }

    private func candidates(for annotation: Annotation, in panel: PlacedPanel) -> [PlacedLabel] {
        let (x, y) = (panel.x(annotation.x), panel.y(annotation.y))
        let places: [(dx: Double, dy: Double, anchor: Double)] = [
            (0, -15, 0.5), (0, 15, 0.5), (8, -12, 0), (-8, -12, 1), (9, 0, 0), (-9, 0, 1), (8, 13, 0),
            (-8, 13, 1), (0, -26, 0.5), (0, 26, 0.5),
        ]
        return places.map { place in
            var label = PlacedLabel(
                annotation.text, .annotation, .mark, color: annotation.color, x: x + place.dx,
                middle: y + place.dy, anchor: place.anchor, measure: measure)
            label.hasPatch = true
            return label
        }
    }

    /// How many points of the panel are below a box.
    private func hidden(by box: Box, in panel: PlacedPanel) -> Int {
        panel.panel.series.reduce(0) { count, series in
            count
                + zip(series.x, series.y).count { box.contains(x: panel.x($0), y: panel.y($1)) }
        }
    }
}
