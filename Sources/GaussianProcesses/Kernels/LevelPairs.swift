/// Every pair of n points with its two levels in each of d dimensions, for the work that is done again and again while
/// hyper-parameters are fitted.
///
/// Only levels that occur are kept, at most n in a dimension; a pair of them is one number, its place in a table. Pairs are
/// the lower triangle without the diagonal, column after column. Memory: about 2·n²·d bytes.
struct LevelPairs: Sendable {
    /// n.
    let points: Int
    /// n(n−1)/2.
    let count: Int
    /// For each dimension the levels that occur.
    private let occurring: [[Int]]
    /// For each dimension and pair the place in the dimension's table.
    private let codes: [[UInt32]]

    init(of points: LevelMatrix, _ dimensions: [Dimension]) {
        let rows = points.rows
        var occurring: [[Int]] = []
        var codes: [[UInt32]] = []
        for column in 0..<points.columns {
            var number = [UInt32?](repeating: nil, count: dimensions[column].levels)
            var levels: [Int] = []
            let own = (0..<rows).map { row -> UInt32 in
                let level = points[row, column]
                if let known = number[level] { return known }
                number[level] = UInt32(levels.count)
                levels.append(level)
                return UInt32(levels.count - 1)
            }
            var pairs: [UInt32] = []
            pairs.reserveCapacity(rows * max(0, rows - 1) / 2)
            for first in 0..<rows {
                let start = own[first] * UInt32(levels.count)
                for second in first + 1..<max(rows, first + 1) { pairs.append(start + own[second]) }
            }
            occurring.append(levels)
            codes.append(pairs)
        }
        self.points = rows
        count = rows * max(0, rows - 1) / 2
        self.occurring = occurring
        self.codes = codes
    }

    /// A number for every two levels of a dimension that occur.
    func table<Value>(in dimension: Int, _ value: (Int, Int) -> Value) -> [Value] {
        occurring[dimension].flatMap { a in occurring[dimension].map { b in value(a, b) } }
    }

    /// Multiplies the value of every pair by that of its levels in a dimension.
    func multiply(_ values: inout [Double], in dimension: Int, by table: [Double]) {
        codes[dimension].withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer { table in
                values.withUnsafeMutableBufferPointer { values in
                    for pair in codes.indices { values[pair] *= table[Int(codes[pair])] }
                }
            }
        }
    }

    /// For every two levels of a dimension the sum of the values of their pairs.
    func sums(_ values: [Double], in dimension: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: occurring[dimension].count * occurring[dimension].count)
        codes[dimension].withUnsafeBufferPointer { codes in
            values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { sums in
                    for pair in codes.indices { sums[Int(codes[pair])] += values[pair] }
                }
            }
        }
        return sums
    }

    /// The full symmetric matrix (n×n) of values for all pairs.
    func matrix(_ values: [Double], diagonal: (Int) -> Double) -> Matrix {
        Matrix(rows: points, columns: points) { buffer in
            var pair = 0
            for column in 0..<points {
                buffer[column + column * points] = diagonal(column)
                for row in column + 1..<max(points, column + 1) {
                    buffer[row + column * points] = values[pair]
                    buffer[column + row * points] = values[pair]
                    pair += 1
                }
            }
        }
    }
}
