/// What is fitted. Variances are in units of the standardized observations (mean 0, standard deviation 1).
public struct Hyperparameters: Sendable, Hashable, Codable {
    /// ℓ: one length scale for each of the d features.
    public var lengthScales: [Double]
    /// σ².
    public var signalVariance: Double
    /// ν: the noise variance of an observation whose noise scale is 1.
    public var noiseVariance: Double

    /// All must be positive.
    public init(lengthScales: [Double], signalVariance: Double, noiseVariance: Double) {
        self.lengthScales = lengthScales
        self.signalVariance = signalVariance
        self.noiseVariance = noiseVariance
    }

    var kernel: Matern52 { Matern52(lengthScales: lengthScales, signalVariance: signalVariance) }
}
