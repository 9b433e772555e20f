/// How data looks.
extension FigurePainter {
    /// Above this many, points are placed on whole pixels: nobody sees it, and the file is half as large.
    private static let many = 2_000

    /// What lies below lines and dots.
    func paintAreas(of panel: PlacedPanel) {
        for series in panel.panel.series {
            switch series.shape {
            case .band: paintBand(series, panel)
            case .bars: paintBars(series, panel)
            case .line, .steps, .points, .errorBars: break
            }
        }
    }

    func paintSeries(of panel: PlacedPanel) {
        for series in panel.panel.series {
            switch series.shape {
            case .line, .steps: context.clipped(to: panel.frame) { paintLine(series, panel) }
            case .errorBars: context.clipped(to: panel.frame) { paintErrorBars(series, panel) }
            case .points: paintPoints(series, panel)
            case .band, .bars: break
            }
        }
    }

    private func paintLine(_ series: Series, _ panel: PlacedPanel) {
        guard let x = series.x.first, let y = series.y.first else { return }
        var last = panel.y(y)
        context.move(panel.x(x), last)
        for (x, y) in zip(series.x, series.y).dropFirst() {
            let place = panel.x(x)
            if series.shape == .steps { context.line(place, last) }
            last = panel.y(y)
            context.line(place, last)
        }
        context.setColor(series.color)
        context.stroke(width: series.size, round: true)
    }

    private func paintBand(_ series: Series, _ panel: PlacedPanel) {
        guard let first = series.x.first else { return }
        context.move(panel.x(first), limited(panel.y(series.low[0]), panel))
        for (x, low) in zip(series.x, series.low).dropFirst() {
            context.line(panel.x(x), limited(panel.y(low), panel))
        }
        for (x, high) in zip(series.x, series.high).reversed() {
            context.line(panel.x(x), limited(panel.y(high), panel))
        }
        context.close()
        context.setColor(series.color, opacity: 0.2)
        context.fill()
        context.move(panel.x(first), panel.y(series.y[0]))
        for (x, y) in zip(series.x, series.y).dropFirst() { context.line(panel.x(x), panel.y(y)) }
        context.setColor(series.color)
        context.stroke(width: series.size)
    }

    /// Cairo's numbers are small: what is far outside the frame has to stay near it.
    private func limited(_ y: Double, _ panel: PlacedPanel) -> Double {
        min(max(y, panel.frame.y - 10), panel.frame.bottom + 10)
    }

    private func paintBars(_ series: Series, _ panel: PlacedPanel) {
        context.setColor(series.color)
        for (x, y) in zip(series.x, series.y) {
            let axis = series.isHorizontal ? panel.panel.horizontal : panel.panel.vertical
            let zero = min(max(0, axis.low), axis.high)
            if series.isHorizontal {
                let (from, to) = (panel.x(min(zero, x)), panel.x(max(zero, x)))
                let (top, bottom) = (panel.y(y + 0.35), panel.y(y - 0.35))
                context.rectangle(Box(x: from, y: top, width: to - from, height: bottom - top))
            } else {
                let (top, bottom) = (panel.y(max(zero, y)), panel.y(min(zero, y)))
                let (from, to) = (panel.x(x - 0.35), panel.x(x + 0.35))
                context.rectangle(Box(x: from, y: top, width: to - from, height: bottom - top))
            }
        }
        context.fill()
    }

    private func paintErrorBars(_ series: Series, _ panel: PlacedPanel) {
        let cap = 4.0
        for (index, (x, y)) in zip(series.x, series.y).enumerated() {
            if series.isHorizontal {
                let y = panel.y(y)
                let far = 10.0
                let low = max(panel.x(series.low[index]), panel.frame.x - far)
                let high = min(panel.x(series.high[index]), panel.frame.right + far)
                for end in [low, high] {
                    context.move(end, y - cap)
                    context.line(end, y + cap)
                }
                context.move(low, y)
                context.line(high, y)
            } else {
                let x = panel.x(x)
                let low = limited(panel.y(series.low[index]), panel)
                let high = limited(panel.y(series.high[index]), panel)
                for end in [low, high] {
                    context.move(x - cap, end)
                    context.line(x + cap, end)
                }
                context.move(x, low)
                context.line(x, high)
            }
        }
        context.setColor(series.color)
        context.stroke(width: 1.2)
        paint(
            series.symbol, at: zip(series.x, series.y).map { (panel.x($0), panel.y($1)) },
            size: series.size, color: series.color)
    }

    private func paintPoints(_ series: Series, _ panel: PlacedPanel) {
        let places = zip(series.x, series.y).map { (panel.x($0), panel.y($1)) }
            .filter { panel.frame.contains(x: $0.0, y: $0.1) }
        let grid = places.count > Self.many ? 1.0 : 0.25
        paint(
            series.symbol,
            at: places.map { (($0.0 / grid).rounded() * grid, ($0.1 / grid).rounded() * grid) },
            size: series.size, color: series.color)
    }
}
