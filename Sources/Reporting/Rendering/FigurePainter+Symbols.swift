/// Signs, in the panels and in the legend.
extension FigurePainter {
    typealias Place = (x: Double, y: Double)

    /// Ten thousand of them as one path: dots are line segments of no length with round ends, which as circles would take
    /// five times as much of an SVG.
    func paint(_ symbol: Symbol, at places: [(Double, Double)], size: Double, color: FigureColor) {
        guard !places.isEmpty else { return }
        let half = size / 2
        context.setColor(color)
        switch symbol {
        case .dot:
            dots(places, size)
        case .ring:
            dots(places, size)
            context.setColor(.paper)
            dots(places, max(0.5, size - 2.6))
        case .square:
            // Lines as wide as they are long: half as much of an SVG as corners would take.
            for (x, y) in places {
                context.move(x - 0.9 * half, y)
                context.line(x + 0.9 * half, y)
            }
            context.stroke(width: 1.8 * half)
        case .diamond, .triangle, .triangleDown:
            for (x, y) in places {
                for (index, corner) in Self.corners(of: symbol).enumerated() {
                    let place = (x + corner.x * half, y + corner.y * half)
                    index == 0 ? context.move(place.0, place.1) : context.line(place.0, place.1)
                }
                context.close()
            }
            context.fill()
        case .cross, .plus:
            for (x, y) in places {
                let (a, b) = symbol == .cross ? (half, half) : (half, 0)
                context.move(x - a, y - b)
                context.line(x + a, y + b)
                context.move(x - b, y + a)
                context.line(x + b, y - a)
            }
            context.stroke(width: 1.8)
        }
    }

    private func dots(_ places: [(Double, Double)], _ diameter: Double) {
        for (x, y) in places {
            context.move(x, y)
            context.line(x, y)
        }
        context.stroke(width: diameter, round: true)
    }

    /// For a half size of 1.
    private static func corners(of symbol: Symbol) -> [Place] {
        switch symbol {
        case .diamond: [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)]
        case .triangle: [(0, -1.1), (1.1, 0.9), (-1.1, 0.9)]
        case .triangleDown: [(0, 1.1), (1.1, -0.9), (-1.1, -0.9)]
        default: []
        }
    }

    func paint(_ key: PlacedKey) {
        let box = key.box
        let color = key.entry.color
        switch key.entry.key {
        case .line, .dashes:
            keyLine(box, color, dashes: key.entry.key == .dashes ? [6, 4] : [])
        case .symbol:
            paint(key.entry.symbol, at: [(box.center, box.middle)], size: 7, color: color)
        case .area:
            context.setColor(color)
            context.rectangle(box)
            context.fill()
            if color == .shade {
                context.setColor(.grid)
                context.rectangle(box)
                context.stroke(width: 1)
            }
        case .lineInArea:
            context.setColor(color, opacity: 0.2)
            context.rectangle(Box(x: box.x, y: box.y + 2, width: box.width, height: box.height - 4))
            context.fill()
            keyLine(box, color)
        case .errorBar:
            for end in [box.x + 2, box.right - 2] {
                context.move(end, box.middle - 4)
                context.line(end, box.middle + 4)
            }
            context.setColor(color)
            context.move(box.x + 2, box.middle)
            context.line(box.right - 2, box.middle)
            context.stroke(width: 1.2)
            paint(key.entry.symbol, at: [(box.center, box.middle)], size: 7, color: color)
        }
    }

    private func keyLine(_ box: Box, _ color: FigureColor, dashes: [Double] = []) {
        context.setColor(color)
        context.move(box.x, box.middle)
        context.line(box.right, box.middle)
        context.stroke(width: dashes.isEmpty ? 2 : 1.5, dashes: dashes)
    }
}
