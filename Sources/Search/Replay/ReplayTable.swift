/// An exhaustive table of real measurements, as a space to search and an answer for every point of it.
///
/// A point is valid when the table has it. Points are known by their place in `valid`.
public struct ReplayTable: Sendable {
    /// The file's name without folder and ending.
    public let name: String
    public let columns: ReplayColumns
    public let space: SearchSpace
    public let valid: ValidSet
    /// All levels of the table, rising; the last one is the full one.
    public let levels: [FidelityLevel]
    /// Rows that do not say which point they belong to: failed runs with an empty cell where there should be a number.
    public let incompleteRows: Int
    /// Points without a row at the full level, which therefore cannot be scored and are no part of the space.
    public let unscoredPoints: Int
    /// For each point of `valid` its entries, levels rising; the last one is at the full level.
    let entries: [[ReplayEntry]]
    /// The best mean at the full level.
    public let bestMean: Double

    /// - Parameters:
    ///   - bytes: the CSV file, uncompressed.
    ///   - file: its path, for messages and the name.
    /// - Throws: `FileError` with line and column for whatever is wrong in the table, or that it has no good row.
    public init(reading bytes: [UInt8], file: String, columns: ReplayColumns) throws(FileError) {
        let contents = try ReplayContents(reading: bytes, file: file, columns: columns)
        let valid = contents.valid
        space = SearchSpace(
            parameters: valid.parameters,
            rules: [SearchSpace.Rule("the table has the point") { valid.contains($0.hash) }])
        self.valid = valid
        levels = contents.levels
        entries = contents.entries
        incompleteRows = contents.incompleteRows
        unscoredPoints = contents.unscoredPoints
        self.columns = columns
        name = Self.name(of: file)
        let means = contents.entries.compactMap { $0.last?.mean }
        let best = columns.direction == .minimize ? means.min() : means.max()
        guard let best else {
            throw FileError(
                file: file, line: 1, column: 1,
                "no run succeeded\(columns.fidelity == nil ? "" : " at the largest fidelity"); a good run has the status ok"
            )
        }
        bestMean = best
    }

    /// How good the point at `index` is, in [0, 1]: best mean ÷ its mean (min) or its mean ÷ best mean (max), at the
    /// full level. 1 is the best of the table, 0 a point that fails.
    public func score(at index: Int) -> Double {
        guard let mean = entries[index].last?.mean else { return 0 }
        return columns.direction == .minimize ? bestMean / mean : mean / bestMean
    }

    /// 0 for a point that the table does not have.
    public func score(of point: Point) -> Double {
        valid.index(of: point.hash).map(score(at:)) ?? 0
    }

    /// How many points fail when they are run at the full level.
    public var failingPoints: Int { entries.count { $0.last?.mean == nil } }

    static func name(of file: String) -> String {
        var name = file.split(separator: "/").last.map(String.init) ?? file
        for ending in [".gz", ".csv"] where name.hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
        }
        return name
    }
}
