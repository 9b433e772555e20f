/// Which word of a result row is which column, counted from the variant code as word 0.
struct ColumnLayout {
    enum Column: Int, CaseIterable {
        case n, nb, p, q, seconds, gflops

        var name: String {
            switch self {
            case .n: "N"
            case .nb: "NB"
            case .p: "P"
            case .q: "Q"
            case .seconds: "Time"
            case .gflops: "Gflops"
            }
        }
    }

    /// The columns of netlib's HPL, for rows without a header.
    static let netlib = ColumnLayout(positions: [1, 2, 3, 4, 5, 6])

    /// The columns with their words, from left to right.
    let inOrder: [(column: Column, position: Int)]

    /// - Parameter positions: for each column its word.
    private init(positions: [Int]) {
        inOrder = zip(Column.allCases, positions).map { ($0, $1) }.sorted { $0.1 < $1.1 }
    }

    /// Reads a `T/V … Gflops` line; `nil` when a column is missing.
    init?(header line: OutputLine) {
        guard let start = line.firstIndex(of: "T/V") else { return nil }
        var words: [String] = []
        var word = line.word(from: start)
        while !word.isEmpty, words.count < 16 {
            words.append(line.text(word))
            word = line.word(from: word.upperBound)
        }
        var positions: [Int] = []
        for column in Column.allCases {
            guard let position = words.firstIndex(of: column.name) else { return nil }
            positions.append(position)
        }
        self.init(positions: positions)
    }
}
