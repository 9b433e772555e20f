import Glibc

/// How hyper-parameters are fitted.
public struct FitOptions: Sendable, Hashable {
    /// Of logit w: most dimensions count for little.
    public var weightPrior = Prior(mean: -1.5, deviation: 1.5)
    /// Of log ℓ: half of the dimension's range, or a third, or all of it.
    public var lengthScalePrior = Prior(mean: -0.7, deviation: 1)
    /// Of logit h.
    public var specialSharePrior = Prior(mean: -1, deviation: 1.5)
    /// Of log σ².
    public var signalVariancePrior = Prior(mean: 0, deviation: 0.7)
    /// Of log ν.
    public var noiseVariancePrior = Prior(mean: -5, deviation: 1.5)
    /// The noise variance is kept within these.
    public var noiseVariances: ClosedRange<Double> = 1e-6...10
    /// From how many starts the search begins, the warm one included; the best end is taken.
    public var starts = 1
    /// The likelihood is evaluated at most so often for each start.
    public var maximumEvaluations = 60

    /// With the settings above.
    public init() {}

    /// Where the search begins: at the warm start, at what the priors expect, and where all counts and much is noise.
    func starts(_ layout: HyperparameterLayout, warmStart: Hyperparameters?) -> [[Double]] {
        var starts = [layout.priorMeans(self), layout.priorMeans(self, weights: 1.5, noise: 2)]
        if let warmStart, warmStart.dimensions.count == layout.dimensions.count {
            starts.insert(layout.coordinates(warmStart), at: 0)
        }
        return Array(starts.prefix(max(1, self.starts)))
    }
}
