extension RunTimeModel {
    /// Fits measured run times by non-negative least squares on the *relative* errors, so that a run of a
    /// second counts as much as one of an hour.
    ///
    /// With three unknowns the constrained optimum is the best feasible one among the seven sets of active
    /// terms (Lawson and Hanson 1974, chapter 23, by enumeration). Runs of the same n are first replaced by
    /// their median, then large errors lose weight (Huber 1964), because a neighbour's load slows single runs
    /// by factors. With one size the model is a·n³; with two, at most two terms, the cubic one first. `nil`
    /// when no sample has a positive n and a positive, finite time.
    public init?(fitting samples: [(n: Int, seconds: Double)]) {
        let usable = samples.filter { $0.n > 0 && $0.seconds > 0 && $0.seconds.isFinite }
        let runs = Dictionary(grouping: usable, by: \.n)
            .map { (n: Double($0.key), seconds: Self.median($0.value.map(\.seconds))) }
            .sorted { $0.n < $1.n }
        guard let largest = runs.last?.n else { return nil }

        // n is scaled to at most 1: its sixth power would otherwise lose every digit. Dividing by the time
        // makes the target 1 and the residual the relative error.
        let rows = runs.map { run in
            (0..<3).map { term in
                let x = run.n / largest
                return [x * x * x, x * x, x][term] / run.seconds
            }
        }
        var weights = [Double](repeating: 1, count: rows.count)
        var best = Self.bestFit(rows, weights: weights)
        if rows.count > 3 {
            for _ in 0..<20 {
                guard let fit = best else { break }
                let errors = rows.map { row in abs(zip(row, fit).reduce(0) { $0 + $1.0 * $1.1 } - 1) }
                // 1.4826 turns the median of absolute errors into a standard deviation, 1.345 is Huber's
                // bend.
                let bend = 1.345 * 1.4826 * Self.median(errors)
                guard bend > 1e-12 else { break }
                weights = errors.map { $0 <= bend ? 1 : bend / $0 }
                best = Self.bestFit(rows, weights: weights) ?? fit
            }
        }
        guard let fit = best else { return nil }
        let cubic = fit[0] / (largest * largest * largest)
        let quadratic = fit[1] / (largest * largest)
        let linear = fit[2] / largest
        guard (cubic + quadratic + linear).isFinite, cubic + quadratic + linear > 0 else { return nil }
        self.init(cubic: cubic, quadratic: quadratic, linear: linear)
    }

    /// The feasible set of terms with the least weighted squared error; between equals the earlier in the
    /// list.
    private static func bestFit(_ rows: [[Double]], weights: [Double]) -> [Double]? {
        let sets = [[0], [0, 1], [0, 2], [0, 1, 2], [1], [1, 2], [2]]
        var best: (error: Double, fit: [Double])?
        for set in sets where set.count <= rows.count {
            guard let fit = leastSquares(rows, weights: weights, terms: set), fit.allSatisfy({ $0 >= 0 })
            else {
                continue
            }
            var error = 0.0
            for (row, weight) in zip(rows, weights) {
                let residual = zip(row, fit).reduce(0) { $0 + $1.0 * $1.1 } - 1
                error += weight * residual * residual
            }
            // A billionth is rounding: it must not make a pure cubic look worse than a pure line.
            if error < (best?.error ?? .infinity) - 1e-9 { best = (error, fit) }
        }
        return best?.fit
    }

    /// Normal equations with columns of equal length, solved by Gaussian elimination with pivoting; `nil`
    /// when they are singular.
    private static func leastSquares(_ rows: [[Double]], weights: [Double], terms: [Int]) -> [Double]? {
        let lengths = terms.map { term in
            zip(rows, weights).reduce(0) { $0 + $1.1 * $1.0[term] * $1.0[term] }.squareRoot()
        }
        guard lengths.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let count = terms.count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
        for (row, weight) in zip(rows, weights) {
            for i in 0..<count {
                let left = row[terms[i]] / lengths[i]
                for j in 0..<count { matrix[i][j] += weight * left * row[terms[j]] / lengths[j] }
                matrix[i][count] += weight * left
            }
        }
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(matrix[$0][column]) < abs(matrix[$1][column]) }),
                abs(matrix[pivot][column]) > 1e-13
            else { return nil }
            matrix.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = matrix[row][column] / matrix[column][column]
                for k in column...count { matrix[row][k] -= factor * matrix[column][k] }
            }
        }
        var fit = [0.0, 0.0, 0.0]
        for (index, term) in terms.enumerated() {
            fit[term] = matrix[index][count] / matrix[index][index] / lengths[index]
        }
        return fit.allSatisfy(\.isFinite) ? fit : nil
    }

    /// The lower of the two middle values for an even count: the load of neighbours only ever slows a run.
    private static func median(_ values: [Double]) -> Double {
        values.sorted()[(values.count - 1) / 2]
    }
}
