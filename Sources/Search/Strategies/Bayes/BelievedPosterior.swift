import GaussianProcesses

/// The posterior of the candidates, with some of them believed to turn out as expected.
///
/// Beliefs are entered when the next choice needs them: a proposal of one candidate has none, and is spared the memory
/// (candidates × runs numbers) that updating takes.
struct BelievedPosterior {
    private let model: GaussianProcess
    private let candidates: LevelMatrix
    private var updating: CandidatePosterior?
    private var waiting: [Int] = []
    private(set) var predictions: Predictions

    /// - Parameter believed: candidates that are believed from the start.
    init(_ model: GaussianProcess, candidates: LevelMatrix, believed: [Int]) throws {
        self.model = model
        self.candidates = candidates
        waiting = believed
        predictions = Predictions(means: [], variances: [])
        if believed.isEmpty {
            predictions = model.predict(candidates)
        } else {
            try enterBeliefs()
        }
    }

    mutating func believe(_ index: Int) { waiting.append(index) }

    mutating func enterBeliefs() throws {
        guard !waiting.isEmpty else { return }
        // Taken out, so that its storage is not copied.
        var posterior = updating ?? CandidatePosterior(model, candidates: candidates)
        updating = nil
        for index in waiting { try posterior.believe(index) }
        waiting = []
        predictions = posterior.predictions
        updating = posterior
    }
}
