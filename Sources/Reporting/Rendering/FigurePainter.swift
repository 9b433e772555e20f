/// Draws a placed figure, from back to front.
struct FigurePainter {
    let context: CairoContext
    let isVector: Bool

    func paint(_ placed: PlacedFigure) {
        context.setColor(.paper)
        context.rectangle(Box(x: 0, y: 0, width: placed.width, height: placed.height))
        context.fill()
        for panel in placed.panels {
            paintBackground(of: panel)
            context.clipped(to: panel.frame) { paintAreas(of: panel) }
            paintSeries(of: panel)
            // Over the data: ten thousand dots would bury them.
            paintLines(of: panel)
            paintLanes(of: panel)
            paintAxes(of: panel)
        }
        for key in placed.keys { paint(key) }
        for leader in placed.leaders {
            context.move(leader.fromX, leader.fromY)
            context.line(leader.toX, leader.toY)
            context.setColor(leader.color)
            context.stroke(width: 2)
        }
        for label in placed.labels { paint(label) }
    }

    private func paintBackground(of panel: PlacedPanel) {
        for span in panel.panel.spans {
            let (left, right) = (
                max(panel.x(span.low), panel.frame.x), min(panel.x(span.high), panel.frame.right)
            )
            guard left < right else { continue }
            context.setColor(span.color)
            context.rectangle(
                Box(x: left, y: panel.frame.y, width: right - left, height: panel.whole.height))
            context.fill()
        }
        context.setColor(.grid)
        // Values across the reading direction: names need lines to follow, numbers lines to compare.
        for tick in panel.panel.vertical.ticks {
            let y = crisp(panel.y(tick.value))
            context.move(panel.frame.x, y)
            context.line(panel.frame.right, y)
        }
        if panel.panel.vertical.scale == .categories {
            for tick in panel.panel.horizontal.ticks {
                let x = crisp(panel.x(tick.value))
                context.move(x, panel.frame.y)
                context.line(x, panel.frame.bottom)
            }
        }
        context.stroke(width: 1)
    }

    private func paintAxes(of panel: PlacedPanel) {
        context.setColor(.axis)
        let bottom = crisp(panel.whole.bottom)
        context.move(panel.frame.x, bottom)
        context.line(panel.frame.right, bottom)
        for tick in panel.panel.horizontal.ticks {
            let x = crisp(panel.x(tick.value))
            context.move(x, bottom)
            context.line(x, bottom + 4)
        }
        context.stroke(width: 1)
    }

    private func paintLanes(of panel: PlacedPanel) {
        for (lane, box) in zip(panel.panel.lanes, panel.lanes) {
            context.setColor(.axis)
            context.move(box.x, crisp(box.y))
            context.line(box.right, crisp(box.y))
            context.stroke(width: 1)
            // Signs on top of each other look like one.
            let places = Set(lane.x.map { (panel.x($0) * 2).rounded() / 2 }).sorted()
            paint(
                lane.symbol, at: places.map { ($0, box.middle) }, size: 7, color: lane.color)
        }
    }

    private func paintLines(of panel: PlacedPanel) {
        for line in panel.panel.lines {
            context.setColor(line.color)
            switch line.direction {
            case .horizontal:
                let y = panel.y(line.value)
                guard y >= panel.frame.y - 1, y <= panel.frame.bottom + 1 else { continue }
                context.move(panel.frame.x, y)
                context.line(panel.frame.right, y)
            case .vertical:
                let x = panel.x(line.value)
                guard x >= panel.frame.x - 1, x <= panel.frame.right + 1 else { continue }
                context.move(x, panel.frame.y - 2)
                context.line(x, panel.whole.bottom)
            }
            context.stroke(width: 1.5, dashes: [6, 4])
        }
    }

    private func paint(_ label: PlacedLabel) {
        if label.hasPatch {
            var patch = label.box
            patch.x -= 2
            patch.width += 4
            context.setColor(.paper, opacity: 0.8)
            context.rectangle(patch)
            context.fill()
        }
        context.setColor(label.color)
        context.show(label.text, label.style, x: label.box.x, y: label.box.y + label.baseline)
    }

    /// Lines of a pixel's width are sharp in the middle of a pixel.
    private func crisp(_ value: Double) -> Double {
        isVector ? value : value.rounded(.down) + 0.5
    }
}
