/// The levels of n points in d dimensions, counted from 0 (n×d), stored dimension after dimension.
public struct LevelMatrix: Sendable, Hashable {
    /// n.
    public let rows: Int
    /// d.
    public let columns: Int
    /// Element (i, j) lies at `elements[i + j * rows]`.
    let elements: [UInt16]

    /// From elements dimension after dimension; there must be `rows * columns` of them.
    public init(rows: Int, columns: Int, elements: [UInt16]) {
        precondition(rows >= 0 && columns >= 0 && elements.count == rows * columns, "rows × columns elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// From its points, which must all have the same number of levels. `columns` says how many when there is no point.
    public init(_ points: [[UInt16]], columns: Int? = nil) {
        let columns = columns ?? points.first?.count ?? 0
        precondition(points.allSatisfy { $0.count == columns }, "points have a level in each dimension")
        var elements: [UInt16] = []
        elements.reserveCapacity(points.count * columns)
        for column in 0..<columns { for point in points { elements.append(point[column]) } }
        self.init(rows: points.count, columns: columns, elements: elements)
    }

    /// The level of a point in a dimension.
    public subscript(row: Int, column: Int) -> Int {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the matrix")
        return Int(elements[row + column * rows])
    }

    /// The d levels of a point.
    public func row(_ index: Int) -> [UInt16] { (0..<columns).map { elements[index + $0 * rows] } }

    /// With more points at the end.
    public func appending(_ points: LevelMatrix) -> LevelMatrix {
        precondition(points.columns == columns, "points have a level in each dimension")
        var joined: [UInt16] = []
        joined.reserveCapacity(elements.count + points.elements.count)
        for column in 0..<columns {
            joined += elements[column * rows..<(column + 1) * rows]
            joined += points.elements[column * points.rows..<(column + 1) * points.rows]
        }
        return LevelMatrix(rows: rows + points.rows, columns: columns, elements: joined)
    }
}
