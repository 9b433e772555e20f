extension GaussianProcess {
    /// The model with the hyper-parameters of highest posterior density (MAP).
    ///
    /// Deterministic: the same observations and warm start give the same model. Observations that do not vary are not
    /// fitted but modelled with what the priors expect.
    /// - Parameters:
    ///   - points: X, n×d.
    ///   - dimensions: what the levels of each of the d columns are.
    ///   - values: n observations of any unit.
    ///   - noiseScales: s, n positive factors on the noise variance; nil is 1 for all.
    ///   - warmStart: the hyper-parameters of the last fit; ignored if of another number of dimensions.
    ///   - standardization: nil takes the mean and standard deviation of `values`.
    /// - Throws: `GaussianProcessError` for input that makes no model, `LinearAlgebraError` when K has no factor.
    public static func fit(
        points: LevelMatrix, dimensions: [Dimension], values: [Double], noiseScales: [Double]? = nil,
        options: FitOptions = FitOptions(), warmStart: Hyperparameters? = nil,
        standardization: Standardization? = nil
    ) throws -> GaussianProcess {
        let scales = noiseScales ?? Array(repeating: 1, count: values.count)
        try check(points: points, dimensions: dimensions, values: values, noiseScales: scales)
        let standardization = standardization ?? Standardization(of: values)
        let posterior = LogPosterior(
            points: points, dimensions: dimensions, values: values.map(standardization.standardized),
            noiseScales: scales, options: options)
        return try GaussianProcess(
            points: points, dimensions: dimensions, values: values, noiseScales: scales,
            hyperparameters: standardization.isConstant
                ? posterior.expected : posterior.mode(warmStart: warmStart),
            standardization: standardization)
    }
}

extension LogPosterior {
    /// What the priors expect.
    var expected: Hyperparameters { layout.hyperparameters(layout.priorMeans(options)) }

    /// The best hyper-parameters found from all starts.
    func mode(warmStart: Hyperparameters?) -> Hyperparameters {
        var optimizer = BoundedLBFGS()
        // A hundredth of a nat changes no prediction that matters, and the last digits are half of the evaluations.
        optimizer.gradientTolerance = 1e-2
        optimizer.valueTolerance = 1e-6
        optimizer.maximumEvaluations = max(1, options.maximumEvaluations)
        let (lower, upper) = layout.bounds(options)
        var best: BoundedLBFGS.Minimum?
        for start in options.starts(layout, warmStart: warmStart) {
            let end = optimizer.minimize(from: start, lower: lower, upper: upper) { point, gradient in
                do {
                    let value = -(try evaluate(point, gradient: &gradient))
                    for index in gradient.indices { gradient[index] = -gradient[index] }
                    return value
                } catch {
                    // No factor even with jitter: not a place to go to.
                    return .infinity
                }
            }
            if end.value.isFinite, end.value < best?.value ?? .infinity { best = end }
        }
        return best.map { layout.hyperparameters($0.point) } ?? expected
    }
}
