/// A dense matrix of doubles, stored column after column without gaps, as LAPACK wants it: element (i, j) of an
/// n×m matrix lies at `elements[i + j * n]`. A value: copies share their storage until one of them is written to.
public struct Matrix: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The `rows * columns` elements, column after column.
    public internal(set) var elements: [Double]

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
        self.rows = rows
        self.columns = columns
        elements = [Double](repeating: value, count: rows * columns)
    }

    /// A matrix of the elements given column after column; there must be `rows * columns` of them.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(elements.count == rows * columns, "a matrix has rows × columns elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix from its rows, which must all be of the same length. `columns` says the length when there is no row.
    public init(_ rows: [[Double]], columns: Int? = nil) {
        let columns = columns ?? rows.first?.count ?? 0
        precondition(rows.allSatisfy { $0.count == columns }, "the rows of a matrix have one length")
        self.init(
            rows: rows.count, columns: columns,
            elements: (0..<columns).flatMap { column in rows.map { $0[column] } })
    }

    /// A matrix whose elements `fill` writes, column after column. `fill` must write every one.
    init(rows: Int, columns: Int, filledBy fill: (UnsafeMutableBufferPointer<Double>) -> Void) {
        self.rows = rows
        self.columns = columns
        elements = [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            fill(buffer)
            count = rows * columns
        }
    }

    /// The element in row `row` and column `column`, both counted from 0.
    public subscript(row: Int, column: Int) -> Double {
        get {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the matrix")
            return elements[row + column * rows]
        }
        set {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the matrix")
            elements[row + column * rows] = newValue
        }
    }

    /// The `columns` elements of one row.
    public func row(_ index: Int) -> [Double] { (0..<columns).map { self[index, $0] } }

    /// The `rows` elements of one column.
    public func column(_ index: Int) -> [Double] { Array(elements[index * rows..<(index + 1) * rows]) }

    /// The matrix with one row of `columns` elements more at its end.
    public func appending(row: [Double]) -> Matrix {
        precondition(row.count == columns, "an appended row has as many elements as the matrix has columns")
        return Matrix(rows: rows + 1, columns: columns) { buffer in
            for column in 0..<columns {
                for index in 0..<rows {
                    buffer[index + column * (rows + 1)] = elements[index + column * rows]
                }
                buffer[rows + column * (rows + 1)] = row[column]
            }
        }
    }

    /// The matrix with rows and columns exchanged.
    public var transposed: Matrix {
        Matrix(rows: columns, columns: rows) { buffer in
            for column in 0..<columns {
                for row in 0..<rows { buffer[column + row * columns] = elements[row + column * rows] }
            }
        }
    }
}
