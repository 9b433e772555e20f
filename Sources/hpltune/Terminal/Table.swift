/// Columns of text, aligned; numbers to the right.
struct Table {
    enum Alignment {
        case left, right
    }

    private let titles: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ columns: [(title: String, alignment: Alignment)]) {
        titles = columns.map(\.title)
        alignments = columns.map(\.alignment)
    }

    mutating func add(_ row: [String]) {
        rows.append(row)
    }

    /// Without trailing spaces; the header first.
    var lines: [String] {
        let widths = widths
        return ([titles] + rows).map { row in
            let cells = row.indices.map { column in
                pad(row[column], to: widths[column], alignments[column])
            }
            return cells.joined(separator: "  ").trimmingTrailingSpaces
        }
    }

    /// Where a column begins.
    func start(ofColumn index: Int) -> Int { widths.prefix(index).reduce(0) { $0 + $1 + 2 } }

    /// Of the longest line, trailing blanks among it.
    var width: Int {
        widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    }

    private var widths: [Int] {
        titles.indices.map { column in
            ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
    }

    private func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
        alignment == .left
            ? text.padding(to: width) : String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension String {
    /// With blanks behind it.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
