import GaussianProcesses

/// The model of the objective that the observations give: a Gaussian process over the levels of points.
struct Surrogate: Sendable {
    /// A run that is far from what all others say of it.
    struct Suspect: Sendable {
        /// Its place in the observations.
        let place: Int
        /// By how many standard deviations it is above.
        let deviations: Double
        /// What the others say.
        let mean: Double
    }

    let model: GaussianProcess
    let observations: Observations
    /// Which of the encodings was taken.
    let encoding: Int
    /// Posterior mean and variance, without noise, at every place of the observations.
    let places: Predictions
    /// Outliers whose point has been measured only once.
    let suspects: [Suspect]

    /// - Parameter encodings: those to choose from, at least one.
    /// - Throws: when the observations make no model.
    init(of observations: Observations, encodings: [LevelEncoding], settings: SurrogateSettings) throws {
        var rows = TrainingRows(of: observations)
        var fit = try SurrogateFit.best(of: rows, scale: observations.scale, encodings: encodings)
        let doubting = rows.doubtingSlowRepeats(noise: fit.model.noiseVariance)
        if doubting.noiseScales != rows.noiseScales {
            rows = doubting
            fit = try fit.refit(to: rows)
        }
        let outliers = try Outliers(in: rows, of: observations, fit, beyond: settings.outlier)
        suspects = outliers.suspects
        model = outliers.model
        self.observations = observations
        encoding = fit.encoding
        let levels = observations.places.map { encodings[fit.encoding].levels(of: $0.tuple) }
        places = model.predict(LevelMatrix(levels, columns: encodings[fit.encoding].dimensions.count))
    }

    /// Places of measured points, best posterior mean first; of equals the one run first.
    var ranking: [Int] {
        observations.measured.sorted { (places.means[$0], $1) > (places.means[$1], $0) }
    }
}
