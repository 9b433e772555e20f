import CLAPACKE

/// A model and its posterior over m fixed candidates, kept up to date as observations are added: what a batch of kriging
/// believers needs. One more observation costs O(m·(n + d)) instead of O(m·n·(n + d)), for 8·m·n bytes.
public struct CandidatePosterior: Sendable {
    /// The model, with all observations so far.
    public private(set) var model: GaussianProcess
    /// X* (m×d).
    public let candidates: LevelMatrix
    /// The posterior of the latent function at the candidates.
    public private(set) var predictions: Predictions
    /// V (n×m), `stride` elements from one column to the next: a few rows are left for observations to come.
    private var whitened: [Double]
    private var stride: Int

    private static let spareRows = 8

    /// The posterior of a model over candidates (m×d).
    public init(_ model: GaussianProcess, candidates: LevelMatrix) {
        precondition(
            candidates.columns == model.dimensions.count, "candidates have the dimensions of the model")
        self.model = model
        self.candidates = candidates
        stride = 0
        whitened = []
        predictions = Predictions(means: [], variances: [])
        compute()
    }

    private mutating func compute() {
        stride = model.points.rows + Self.spareRows
        whitened = [Double](repeating: 0, count: candidates.rows * stride)
        let (model, candidates, stride) = (model, candidates, stride)
        predictions = whitened.withUnsafeMutableBufferPointer { whitened in
            model.withPredictions(candidates.rows) { means, sums in
                guard let base = whitened.baseAddress else { return }
                let step = GaussianProcess.blockColumns
                for start in Swift.stride(from: 0, to: candidates.rows, by: step) {
                    model.whiten(
                        candidates, start..<min(start + step, candidates.rows), into: base + start * stride,
                        stride: stride, means: means + start, sums: sums + start)
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
    /// With c = k(x, X*) − lᵀ·V, where (l, λ) is the new row of L, the new row of V is v = c/λ; the variances lose v² and
    /// the means gain v·(y − μ(x))/λ.
    /// - Throws: as `GaussianProcess.appending`.
    public mutating func append(_ point: [UInt16], value: Double, noiseScale: Double = 1) throws {
        let old = model.points.rows
        let surprise = value - model.predict(point).mean
        let jitter = model.factor.jitter
        let grown = try model.appending(point, value: value, noiseScale: noiseScale)
        model = grown
        guard grown.factor.jitter == jitter, old < stride else {
            // The factor was computed anew, or there is no room.
            compute()
            return
        }
        let row = (0...old).map { grown.factor.factor[old, $0] }
        let pivot = row[old]
        let count = candidates.rows
        var changes = [Double](repeating: 0, count: count)
        let single = CrossCovariance(
            kernel: grown.kernel, points: LevelMatrix([point], columns: candidates.columns))
        changes.withUnsafeMutableBufferPointer { changes in
            guard let base = changes.baseAddress else { return }
            single.fill(base, stride: 1, candidates: candidates, range: 0..<count)
            cblas_dgemv(
                CblasColMajor, CblasTrans, Int32(old), Int32(count), -1 / pivot, whitened, Int32(stride), row,
                1,
                1 / pivot, base, 1)
        }
        let scale = grown.standardization.scale
        for (index, change) in changes.enumerated() {
            whitened[old + index * stride] = change
            predictions.means[index] += change * surprise / pivot
            let variance = predictions.variances[index] - scale * scale * change * change
            predictions.variances[index] = max(0, variance)
        }
    }
}
