import GaussianProcesses

/// A fitted model with how it was fitted.
struct SurrogateFit {
    let model: GaussianProcess
    let encoding: Int
    private let options: FitOptions

    /// The fit whose leave-one-out predictions are best, over encodings and priors; of equals the first.
    static func best(
        of rows: TrainingRows, encodings: [FeatureEncoding], lengthScales: SurrogateSettings.LengthScales
    ) throws -> SurrogateFit {
        var fits: [SurrogateFit] = []
        for (number, encoding) in encodings.enumerated() {
            let points = rows.points(encoding)
            for prior in priors(lengthScales, features: encoding.isBeside.count) {
                var options = FitOptions()
                options.sharing = encoding.sharing
                options.lengthScalePrior = prior
                options.lengthScalePriors = encoding.isBeside.map { $0 ? besidePrior : prior }
                let model = try GaussianProcess.fit(
                    points: points, values: rows.values, noiseScales: rows.noiseScales, options: options)
                fits.append(SurrogateFit(model: model, encoding: number, options: options))
            }
        }
        guard fits.count > 1 else {
            guard let only = fits.first else { throw GaussianProcessError.noObservations }
            return only
        }
        var best = fits[0]
        var density = -Double.infinity
        for fit in fits {
            let own = try fit.model.leaveOneOut().logDensity
            if own > density { (best, density) = (fit, own) }
        }
        return best
    }

    /// Of the indicators beside an ordinal's own feature: long, so that they count for little until the data say that single
    /// values are special. With the prior of all others a smooth table of P and Q takes twice the runs.
    private static let besidePrior = Prior.gamma(shape: 2, rate: 0.2)

    private static func priors(_ lengthScales: SurrogateSettings.LengthScales, features: Int) -> [Prior] {
        let gamma = FitOptions().lengthScalePrior
        return switch lengthScales {
        case .gamma: [gamma]
        case .dimension: [.scaledByDimension(features)]
        case .auto: [gamma, .scaledByDimension(features)]
        }
    }

    /// The same model of rows that count differently.
    func refit(to rows: TrainingRows) throws -> SurrogateFit {
        SurrogateFit(model: try refitted(to: rows), encoding: encoding, options: options)
    }

    /// The same points with other noise scales, from where the last fit ended.
    func refitted(to rows: TrainingRows) throws -> GaussianProcess {
        var options = options
        // A few weights have changed: the way to the new optimum is short, and no other start is needed.
        options.starts = 1
        options.maximumEvaluations = 30
        return try GaussianProcess.fit(
            points: model.points, values: rows.values, noiseScales: rows.noiseScales, options: options,
            warmStart: model.hyperparameters)
    }
}
