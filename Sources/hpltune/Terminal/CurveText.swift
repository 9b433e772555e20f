import Foundation

/// A rising curve of scores in [0, 1], drawn with characters.
struct CurveText {
    private let values: [Double]
    private static let height = 8
    private static let width = 60

    init(_ values: [Double]) {
        self.values = values
    }

    /// The axis goes from 1 down to a round number below the curve's value after a tenth of the way.
    var lines: [String] {
        guard !values.isEmpty else { return [] }
        let columns = min(Self.width, values.count)
        let heights = (0..<columns).map { values[($0 + 1) * values.count / columns - 1] }
        let low = max(0, ((min(heights[columns / 10], 0.95) * 20).rounded(.down)) / 20)
        let step = (1 - low) / Double(Self.height)
        var rows: [String] = []
        for row in 0...Self.height {
            let level = 1 - Double(row) * step
            let marks = heights.map { abs($0 - level) <= step / 2 ? "*" : " " }.joined()
            let label = row.isMultiple(of: 2) ? String(format: "%6.3f", level) : "      "
            rows.append("\(label) |\(marks)".trimmingTrailingSpaces)
        }
        rows.append("       +" + String(repeating: "-", count: columns))
        let last = String(values.count)
        rows.append("        1" + String(repeating: " ", count: max(1, columns - 1 - last.count)) + last)
        return rows
    }
}
