import GaussianProcesses
import Glibc

/// A fitted model with how it was fitted.
struct SurrogateFit {
    let model: GaussianProcess
    let encoding: Int
    private let options: FitOptions

    /// The fit whose leave-one-out predictions are best, over encodings; of equals the first.
    static func best(
        of rows: TrainingRows, scale: ObjectiveScale, encodings: [LevelEncoding]
    ) throws -> SurrogateFit {
        var options = FitOptions()
        if case .logarithmic = scale { options.noiseVariancePrior = noisePrior(of: rows) }
        var fits: [SurrogateFit] = []
        for (number, encoding) in encodings.enumerated() {
            let model = try GaussianProcess.fit(
                points: rows.points(encoding), dimensions: encoding.dimensions, values: rows.values,
                noiseScales: rows.noiseScales, options: options)
            fits.append(SurrogateFit(model: model, encoding: number, options: options))
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

    /// How much two runs of a point differ is known before the first run, and does not depend on how much points differ: on an
    /// idle machine by some tenths of a per cent, elsewhere by some per cent.
    private static func noisePrior(of rows: TrainingRows) -> Prior {
        let spread = Standardization(of: rows.values).scale
        return Prior(mean: min(0, max(-12, 2 * log(0.005 / spread))), deviation: 2)
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
            points: model.points, dimensions: model.dimensions, values: rows.values,
            noiseScales: rows.noiseScales, options: options,
            warmStart: model.hyperparameters)
    }
}
