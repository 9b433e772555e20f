extension GaussianProcess {
    /// The model with one observation more, hyper-parameters and standardization as they are, in O(n²).
    ///
    /// With the posterior mean as its value this is a kriging believer (Ginsbourger, Le Riche and Carraro 2010).
    /// - Parameters:
    ///   - point: d levels.
    ///   - value: the observation, in the units of the others.
    ///   - noiseScale: its factor on the noise variance.
    /// - Throws: `GaussianProcessError` for a point of other dimensions or values that are not finite.
    public func appending(_ point: [UInt16], value: Double, noiseScale: Double = 1) throws -> GaussianProcess
    {
        guard point.count == dimensions.count else {
            throw GaussianProcessError.dimensionMismatch(expected: dimensions.count, found: point.count)
        }
        guard value.isFinite, noiseScale.isFinite, noiseScale > 0,
            zip(point, dimensions).allSatisfy({ $0 < $1.levels })
        else { throw GaussianProcessError.badValue(row: values.count) }
        let one = LevelMatrix([point], columns: dimensions.count)
        var column = [Double](repeating: 0, count: points.rows)
        column.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return }
            crossCovariance.fill(base, stride: points.rows, candidates: one, range: 0..<1)
        }
        let diagonal = hyperparameters.signalVariance + hyperparameters.noiseVariance * noiseScale
        do {
            let factor = try factor.appending(column: column, diagonal: diagonal)
            return GaussianProcess(
                points: points.appending(one), dimensions: dimensions, values: values + [value],
                noiseScales: noiseScales + [noiseScale], hyperparameters: hyperparameters,
                standardization: standardization, factor: factor)
        } catch is LinearAlgebraError {
            // As good as a duplicate without noise: the whole matrix again, with jitter.
            return try GaussianProcess(
                points: points.appending(one), dimensions: dimensions, values: values + [value],
                noiseScales: noiseScales + [noiseScale], hyperparameters: hyperparameters,
                standardization: standardization)
        }
    }
}
