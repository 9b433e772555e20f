import GaussianProcesses
import Glibc

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
    let encodings: [LevelEncoding]
    /// For each encoding the levels of every valid point.
    let levels: [LevelMatrix]

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
        let expert = min(settings.expert, PlannedPoint.expert(settings.expert, of: space, in: valid).count)
        plan = PlannedPoint.initial(
            expert: expert, sobol: settings.sobol ?? Self.designSize(of: valid.count) - expert, of: space,
            in: valid, seed: seed)
        let scales: [LevelEncoding.Scale] =
            switch settings.surrogate.ordinals {
            case .index: [.index]
            case .logarithm: [.logarithm]
            case .auto: [.index, .logarithm]
            }
        var encodings: [LevelEncoding] = []
        for scale in scales {
            let encoding = LevelEncoding(
                of: valid.parameters, ordinals: scale, special: settings.surrogate.special)
            if !encodings.contains(encoding) { encodings.append(encoding) }
        }
        self.encodings = encodings
        levels = encodings.map { $0.matrix(of: valid) }
    }

    public func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) throws -> Proposal {
        guard count > 0 else { return .candidates([]) }
        let tried = TriedPoints(history)
        var candidates = opening(history).filter { !tried.hashes.contains($0.hash) }.prefix(count).map(
            \.candidate)
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

    /// How many points come before the model: the more there are to choose from, the more there is to find out.
    private static func designSize(of valid: Int) -> Int {
        min(12, max(3, Int(log2(Double(max(1, valid))).rounded()) - 2))
    }

    /// The plan, of which a design whose size nobody has set takes no more than a third of a known budget.
    private func opening(_ history: History) -> ArraySlice<PlannedPoint> {
        guard settings.sobol == nil, let remaining = history.remaining else { return plan[...] }
        return plan.prefix(max(settings.expert, (history.trials.count + remaining) / 3))
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

    /// `nil` before two points have been measured, or when all points are alike.
    func surrogate(
        of observations: Observations, limit: Int = modelledRuns
    ) throws -> Surrogate? {
        guard observations.measured.count > 1, let first = encodings.first, !first.dimensions.isEmpty else {
            return nil
        }
        return try Surrogate(
            of: observations.thinned(to: limit), encodings: encodings,
            settings: settings.surrogate)
    }
}
