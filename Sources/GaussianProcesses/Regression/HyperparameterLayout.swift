import Glibc

/// Which number of a vector of coordinates is which hyper-parameter: for each dimension the logit of its weight, the logarithm
/// of its length scale where levels have an order, and the logit of its special share where levels can be special; in the end
/// log σ² and log ν. What means nothing has no coordinate.
struct HyperparameterLayout: Sendable {
    let dimensions: [Dimension]
    /// For each dimension the places of its coordinates.
    let places: [(weight: Int, lengthScale: Int?, specialShare: Int?)]
    /// How many coordinates there are.
    let count: Int

    init(_ dimensions: [Dimension]) {
        var next = 0
        func place() -> Int {
            next += 1
            return next - 1
        }
        places = dimensions.map {
            (place(), $0.places == nil ? nil : place(), $0.hasSpecialLevels ? place() : nil)
        }
        self.dimensions = dimensions
        count = next + 2
    }

    var signalVariance: Int { count - 2 }
    var noiseVariance: Int { count - 1 }

    /// No share comes nearer to 0 or 1 than this logit says, and no length scale to 0.
    private static let farthestLogit = 9.0
    private static let lengthScales = -4.6...6.9
    private static let signalVariances = -4.6...6.9

    func hyperparameters(_ coordinates: [Double]) -> Hyperparameters {
        Hyperparameters(
            dimensions: places.map { place in
                DimensionHyperparameters(
                    weight: Self.share(coordinates[place.weight]),
                    lengthScale: place.lengthScale.map { exp(coordinates[$0]) } ?? 1,
                    specialShare: place.specialShare.map { Self.share(coordinates[$0]) } ?? 0)
            }, signalVariance: exp(coordinates[signalVariance]),
            noiseVariance: exp(coordinates[noiseVariance]))
    }

    func coordinates(_ theta: Hyperparameters) -> [Double] {
        var coordinates = [Double](repeating: 0, count: count)
        for (place, own) in zip(places, theta.dimensions) {
            coordinates[place.weight] = Self.logit(own.weight)
            if let index = place.lengthScale { coordinates[index] = log(own.lengthScale) }
            if let index = place.specialShare { coordinates[index] = Self.logit(own.specialShare) }
        }
        coordinates[signalVariance] = log(theta.signalVariance)
        coordinates[noiseVariance] = log(theta.noiseVariance)
        return coordinates
    }

    /// The prior of each coordinate.
    func priors(_ options: FitOptions) -> [Prior] {
        var priors = [Prior](repeating: options.signalVariancePrior, count: count)
        for place in places {
            priors[place.weight] = options.weightPrior
            if let index = place.lengthScale { priors[index] = options.lengthScalePrior }
            if let index = place.specialShare { priors[index] = options.specialSharePrior }
        }
        priors[noiseVariance] = options.noiseVariancePrior
        return priors
    }

    /// What the priors expect; with so much more weight in all dimensions, and more noise.
    func priorMeans(_ options: FitOptions, weights: Double = 0, noise: Double = 0) -> [Double] {
        var means = priors(options).map(\.mean)
        for place in places { means[place.weight] += weights }
        means[noiseVariance] += noise
        return means
    }

    /// The least and largest coordinates.
    func bounds(_ options: FitOptions) -> (lower: [Double], upper: [Double]) {
        var ranges = [ClosedRange<Double>](repeating: -Self.farthestLogit...Self.farthestLogit, count: count)
        for place in places { if let index = place.lengthScale { ranges[index] = Self.lengthScales } }
        ranges[signalVariance] = Self.signalVariances
        ranges[noiseVariance] =
            log(options.noiseVariances.lowerBound)...log(options.noiseVariances.upperBound)
        return (ranges.map(\.lowerBound), ranges.map(\.upperBound))
    }

    private static func share(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

    /// Of 0 the least there is.
    private static func logit(_ share: Double) -> Double {
        min(farthestLogit, max(-farthestLogit, log(share / (1 - share))))
    }
}
