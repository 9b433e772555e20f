/// How hyper-parameters are fitted.
public struct FitOptions: Sendable, Hashable {
    /// The prior of each length scale. Gamma(3, 6) has its mode at ⅓ of the feature's range.
    public var lengthScalePrior = Prior.gamma(shape: 3, rate: 6)
    /// For each length scale the features share (see `sharing`) its own prior; nil gives all of them `lengthScalePrior`.
    public var lengthScalePriors: [Prior]?
    /// The prior of the signal variance, BoTorch's: broad, but keeps it from drifting off where the data do not say.
    public var signalVariancePrior = Prior.gamma(shape: 2, rate: 0.15)
    /// The prior of the noise variance.
    public var noiseVariancePrior = Prior.logNormal(location: -4, scale: 1)
    /// Length scales are kept within these.
    public var lengthScales: ClosedRange<Double> = 0.01...1_000
    /// The signal variance is kept within these.
    public var signalVariances: ClosedRange<Double> = 0.01...1_000
    /// The noise variance is kept within these.
    public var noiseVariances: ClosedRange<Double> = 1e-6...10
    /// For each feature the number of the length scale it shares (0, 1, … without gaps), so that the indicator features of
    /// one category have one length scale; nil gives each feature its own.
    public var sharing: [Int]?
    /// How many starts are tried, the warm one included; the best end is taken.
    public var starts = 2
    /// The likelihood is evaluated at most so often for each start.
    public var maximumEvaluations = 80

    /// With the settings above.
    public init() {}

    /// The prior of a length scale by its number.
    func lengthScalePrior(_ group: Int) -> Prior { lengthScalePriors?[group] ?? lengthScalePrior }

    /// Where the search begins.
    ///
    /// The warm start first. Of the others the first is smooth, growing with √d, because from short length scales in many
    /// features all points look unrelated and the likelihood is flat; the second is the prior's centre with little noise.
    func starts(features: Int, warmStart: Hyperparameters?) -> [Hyperparameters] {
        func uniform(_ scale: Double, signal: Double, noise: Double) -> Hyperparameters {
            Hyperparameters(
                lengthScales: Array(repeating: scale, count: features), signalVariance: signal,
                noiseVariance: noise)
        }
        let smooth = 0.4 * Double(max(1, features)).squareRoot()
        var starts = [
            uniform(smooth, signal: 1, noise: noiseVariancePrior.center ?? 0.01),
            uniform(lengthScalePrior.center ?? 0.5, signal: 1, noise: 1e-3),
            uniform(2 * smooth, signal: 1, noise: 0.1),
        ]
        if let warmStart, warmStart.lengthScales.count == features { starts.insert(warmStart, at: 0) }
        return Array(starts.prefix(max(1, self.starts)))
    }

    /// The hyper-parameters of a model of observations that do not vary: there is nothing to fit.
    func unfitted(features: Int) -> Hyperparameters {
        Hyperparameters(
            lengthScales: Array(repeating: lengthScalePrior.center ?? 0.5, count: features),
            signalVariance: 1,
            noiseVariance: noiseVariancePrior.center ?? 0.01)
    }
}
