/// A rectangle; y grows downwards.
struct Box: Sendable, Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: Double { y + height / 2 }
    var center: Double { x + width / 2 }

    func overlaps(_ other: Box, margin: Double = 0) -> Bool {
        x < other.right + margin && other.x < right + margin && y < other.bottom + margin
            && other.y < bottom + margin
    }

    func contains(x: Double, y: Double) -> Bool {
        x >= self.x && x <= right && y >= self.y && y <= bottom
    }

    func contains(_ other: Box) -> Bool {
        other.x >= x && other.right <= right && other.y >= y && other.bottom <= bottom
    }
}
