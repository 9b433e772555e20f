extension Matern52 {
    /// The covariances (n×n) among the rows of `points` (n×d).
    public func covariance(of points: Matrix) -> Matrix { covariance(of: points, slopes: nil) }

    /// The covariances (n×n, full) among points, and in the lower triangle of `slopes` (n×n, column after column) their
    /// slopes without σ².
    ///
    /// Squared distances are summed from differences here: among the points of a model near ones matter most, and
    /// |x|² + |x'|² − 2x·x' would lose their digits.
    func covariance(of points: Matrix, slopes: UnsafeMutablePointer<Double>?) -> Matrix {
        let scaled = scaled(points)
        let count = points.rows
        return Matrix(rows: count, columns: count) { buffer in
            guard let base = buffer.baseAddress else { return }
            scaled.elements.withUnsafeBufferPointer { features in
                for column in 0..<count {
                    // From the diagonal down.
                    let target = base + column * (count + 1)
                    let length = count - column
                    target.initialize(repeating: 0, count: length)
                    for feature in 0..<scaled.columns {
                        let start = column + feature * count
                        let value = features[start]
                        for row in 0..<length {
                            let difference = features[start + row] - value
                            target[row] += difference * difference
                        }
                    }
                    if let slopes {
                        covary(target, slopes: slopes + column * (count + 1), count: length)
                    } else {
                        covary(target, count: length)
                    }
                }
            }
            for column in 0..<count {
                for row in 0..<column { base[row + column * count] = base[column + row * count] }
            }
        }
    }

    /// The points (n×d) with each feature divided by its length scale.
    private func scaled(_ points: Matrix) -> Matrix {
        precondition(
            points.columns == lengthScales.count, "the points have one feature for each length scale")
        let rows = points.rows
        return Matrix(rows: rows, columns: points.columns) { buffer in
            for (column, scale) in lengthScales.enumerated() {
                for row in column * rows..<(column + 1) * rows { buffer[row] = points.elements[row] / scale }
            }
        }
    }
}
