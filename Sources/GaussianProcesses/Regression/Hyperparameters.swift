/// What is fitted. Variances are in units of the standardized observations (mean 0, standard deviation 1).
public struct Hyperparameters: Sendable, Hashable, Codable {
    /// For each of the d dimensions.
    public var dimensions: [DimensionHyperparameters]
    /// σ².
    public var signalVariance: Double
    /// ν: the noise variance of an observation whose noise scale is 1.
    public var noiseVariance: Double

    /// Variances must be positive.
    public init(dimensions: [DimensionHyperparameters], signalVariance: Double, noiseVariance: Double) {
        self.dimensions = dimensions
        self.signalVariance = signalVariance
        self.noiseVariance = noiseVariance
    }

    var isValid: Bool {
        ([signalVariance, noiseVariance] + dimensions.map(\.lengthScale)).allSatisfy { $0 > 0 && $0.isFinite }
            && dimensions.allSatisfy {
                $0.weight >= 0 && $0.weight < 1 && $0.specialShare >= 0 && $0.specialShare < 1
            }
    }
}

/// What is fitted for one dimension; see `DimensionKernel`.
public struct DimensionHyperparameters: Sendable, Hashable, Codable {
    /// w in [0, 1): how much the dimension counts.
    public var weight: Double
    /// ℓ > 0, in units of the dimension's places. Means nothing where levels have no order.
    public var lengthScale: Double
    /// h in [0, 1): the share of what belongs to a level alone. Means nothing where no level is special.
    public var specialShare: Double

    /// With values in their ranges.
    public init(weight: Double, lengthScale: Double = 0.5, specialShare: Double = 0) {
        self.weight = weight
        self.lengthScale = lengthScale
        self.specialShare = specialShare
    }
}
