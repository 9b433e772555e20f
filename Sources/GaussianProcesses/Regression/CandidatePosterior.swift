import CLAPACKE

/// A model and its posterior over m fixed candidates, kept up to date as observations are added: what a batch of kriging
/// believers needs. One more observation costs O(m·(n + d)) instead of O(m·n·(n + d)), for 8·m·n bytes.
public struct CandidatePosterior: Sendable {
    /// The model, with all observations so far.
    public private(set) var model: GaussianProcess
    /// X* (m×d).
    public let candidates: Matrix
    /// The posterior of the latent function at the candidates.
    public private(set) var predictions: Predictions
    /// V (m×n), column after column.
    private var whitened: [Double]

    /// The posterior of a model over candidates (m×d).
    public init(_ model: GaussianProcess, candidates: Matrix) {
        precondition(candidates.columns == model.points.columns, "candidates have the features of the model")
        self.model = model
        self.candidates = candidates
        let rows = candidates.rows
        // Storage for some believers more, so that the first does not move it all.
        whitened = []
        whitened.reserveCapacity(rows * (model.points.rows + 8))
        whitened.append(contentsOf: repeatElement(0, count: rows * model.points.rows))
        predictions = Predictions(means: [], variances: [])
        predictions = computed()
    }

    private mutating func computed() -> Predictions {
        let rows = candidates.rows
        return whitened.withUnsafeMutableBufferPointer { whitened in
            model.withPredictions(rows) { means, sums in
                guard let base = whitened.baseAddress else { return }
                for start in stride(from: 0, to: rows, by: GaussianProcess.blockRows) {
                    model.whiten(
                        candidates, start..<min(start + GaussianProcess.blockRows, rows), into: base + start,
                        stride: rows,
                        means: means + start, sums: sums + start)
                }
            }
        }
    }

    /// Believes that candidate number `index` will turn out at its posterior mean: means stay, variances around shrink.
    /// - Throws: as `GaussianProcess.appending`.
    public mutating func believe(_ index: Int, noiseScale: Double = 1) throws {
        try append(candidates.row(index), value: predictions.means[index], noiseScale: noiseScale)
    }

    /// Adds an observation to the model and updates the posterior at every candidate.
    ///
    /// With c = k(X*, x) − V·l, where (l, λ) is the new row of L, the new column of V is v = c/λ; the variances lose v² and
    /// the means gain v·(y − μ(x))/λ.
    /// - Throws: as `GaussianProcess.appending`.
    public mutating func append(_ point: [Double], value: Double, noiseScale: Double = 1) throws {
        let old = model.points.rows
        let surprise = value - model.predict(point).mean
        let jitter = model.factor.jitter
        let grown = try model.appending(point, value: value, noiseScale: noiseScale)
        model = grown
        let rows = candidates.rows
        guard grown.factor.jitter == jitter else {
            // The factor was computed anew.
            whitened = [Double](repeating: 0, count: rows * (old + 1))
            predictions = computed()
            return
        }
        let row = (0...old).map { grown.factor.factor[old, $0] }
        let pivot = row[old]
        var column = [Double](repeating: 0, count: rows)
        let single = CrossCovariance(kernel: grown.hyperparameters.kernel, points: Matrix([point]))
        column.withUnsafeMutableBufferPointer { column in
            guard let base = column.baseAddress else { return }
            single.fill(base, stride: rows, candidates: candidates, rows: 0..<rows)
            cblas_dgemv(
                CblasColMajor, CblasNoTrans, Int32(rows), Int32(old), -1 / pivot, whitened, Int32(rows),
                row, 1,
                1 / pivot, base, 1)
        }
        let scale = grown.standardization.scale
        for index in 0..<rows {
            let change = column[index]
            predictions.means[index] += change * surprise / pivot
            let variance = predictions.variances[index] - scale * scale * change * change
            predictions.variances[index] = max(0, variance)
        }
        whitened.append(contentsOf: column)
    }
}
