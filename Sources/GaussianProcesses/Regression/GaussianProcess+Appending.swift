extension GaussianProcess {
    /// The model with one observation more, hyper-parameters and standardization as they are, in O(n²).
    ///
    /// With the posterior mean as its value this is a kriging believer (Ginsbourger, Le Riche and Carraro 2010).
    /// - Parameters:
    ///   - point: d features in [0, 1].
    ///   - value: the observation, in the units of the others.
    ///   - noiseScale: its factor on the noise variance.
    /// - Throws: `GaussianProcessError` for a point of other features or values that are not finite.
    public func appending(_ point: [Double], value: Double, noiseScale: Double = 1) throws -> GaussianProcess
    {
        guard point.count == points.columns else {
            throw GaussianProcessError.featureMismatch(expected: points.columns, found: point.count)
        }
        guard value.isFinite, noiseScale.isFinite, noiseScale > 0, point.allSatisfy(\.isFinite) else {
            throw GaussianProcessError.badValue(row: values.count)
        }
        let kernel = hyperparameters.kernel
        let column = (0..<points.rows).map { kernel.covariance(points.row($0), point) }
        let diagonal = hyperparameters.signalVariance + hyperparameters.noiseVariance * noiseScale
        let grown = points.appending(row: point)
        do {
            let factor = try factor.appending(column: column, diagonal: diagonal)
            return GaussianProcess(
                points: grown, values: values + [value], noiseScales: noiseScales + [noiseScale],
                hyperparameters: hyperparameters, standardization: standardization, factor: factor)
        } catch is LinearAlgebraError {
            // As good as a duplicate without noise: the whole matrix again, with jitter.
            return try GaussianProcess(
                points: grown, values: values + [value], noiseScales: noiseScales + [noiseScale],
                hyperparameters: hyperparameters, standardization: standardization)
        }
    }
}
