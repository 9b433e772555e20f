import GaussianProcesses

/// Bayesian optimization: a Gaussian process of the measured values says how good every untried point will be, and how
/// surely; what promises most is run (Jones, Schonlau and Welch 1998).
///
/// An expert's first guesses and a small space-filling design come first. Then every proposal is the choice of one arm
/// (`BayesArm`), by fixed shares: expected improvement over the whole space, over the neighbours of the best points, over
/// their recombinations, and the least known of the promising points. Nothing is kept from one proposal to the next: the
/// model is fitted anew from the history.
public struct BayesStrategy: Strategy {
    let space: SearchSpace
    let valid: ValidSet
    let settings: BayesSettings
    /// The expert's points and the design, in order.
    let plan: [PlannedPoint]
    /// The encodings the model chooses from.
    let encodings: [FeatureEncoding]
    /// For each encoding the features of every valid point.
    let features: [Matrix]

    /// How many runs the model of a proposal takes; a search by real runs has fewer.
    static let modelledRuns = 300
    /// How many the model takes that tells the best of the measured points apart: those around it are enough.
    static let rankedRuns = 150

    /// - Parameters:
    ///   - valid: the valid set of `space`.
    ///   - seed: decides the design, which must stay the same from round to round.
    init(space: SearchSpace, valid: ValidSet, settings: BayesSettings, seed: UInt64) {
        self.space = space
        self.valid = valid
        self.settings = settings
        plan = PlannedPoint.initial(
            expert: settings.expert, sobol: settings.sobol, of: space, in: valid, seed: seed)
        let scales: [FeatureEncoding.Scale] =
            switch settings.surrogate.ordinals {
            case .index: [.index]
            case .logarithm: [.logarithm]
            case .auto: [.index, .logarithm]
            }
        var encodings: [FeatureEncoding] = []
        for scale in scales {
            let encoding = FeatureEncoding(
                of: valid.parameters, ordinals: scale, indicators: settings.surrogate.indicators)
            if !encodings.contains(encoding) { encodings.append(encoding) }
        }
        self.encodings = encodings
        features = encodings.map { $0.matrix(of: valid) }
    }

    public func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) throws -> Proposal {
        guard count > 0 else { return .candidates([]) }
        let tried = TriedPoints(history)
        var candidates = plan.filter { !tried.hashes.contains($0.hash) }.prefix(count).map(\.candidate)
        let used = tried.hashes.union(candidates.map(\.point.hash))
        let missing = count - candidates.count
        guard missing > 0 else { return .candidates(candidates) }
        let observations = Observations(history, in: valid.indexing)
        if let surrogate = try surrogate(of: observations) {
            var round = try BayesRound(
                self, surrogate, taken: used, planned: candidates, history: history)
            candidates += try round.choose(missing, using: &generator)
        } else {
            candidates += valid.draw(missing, excluding: used, using: &generator)
        }
        return Proposal(candidates, tried: tried)
    }

    /// The measured point with the best posterior mean: what neighbours and repetitions say about it counts, and a single
    /// lucky run does not.
    public func recommend(after history: History) -> Point? {
        let observations = Observations(history, in: valid.indexing)
        do {
            guard let surrogate = try surrogate(of: observations, limit: Self.rankedRuns),
                let best = surrogate.ranking.first
            else {
                return recommendByMeans(after: history)
            }
            return surrogate.observations.places[best].point
        } catch {
            // Values that make no model still have a best mean.
            return recommendByMeans(after: history)
        }
    }

    /// `nil` before two points have been measured, or when all points have the same features.
    func surrogate(
        of observations: Observations, limit: Int = modelledRuns
    ) throws -> Surrogate? {
        guard observations.measured.count > 1, let first = encodings.first, first.count > 0 else {
            return nil
        }
        return try Surrogate(
            of: observations.thinned(to: limit), encodings: encodings,
            settings: settings.surrogate)
    }
}
