import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct FittingTests {
    @Test("a fitted model predicts what it has not seen")
    func prediction() throws {
        let points = SampleProblem.points(60, 4)
        let values = SampleProblem.observations(points)
        let model = try GaussianProcess.fit(points: points, values: values)
        let all = SampleProblem.points(160, 4)
        let fresh = Matrix((60..<160).map(all.row))
        let truth = SampleProblem.observations(fresh)
        let predictions = model.predict(fresh)
        let error = zip(predictions.means, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 100
        #expect(error.squareRoot() < 0.1 * Standardization(of: truth).scale)
        // The fourth feature does nothing, and the fit has found out.
        let scales = model.hyperparameters.lengthScales
        #expect(scales[3] > 1.5 * scales[0])
        #expect(model.noiseVariance < 0.01 && model.noiseVariance > 1e-5)
    }

    @Test("the same data give the same model, and a warm start no worse one")
    func deterministic() throws {
        let points = SampleProblem.points(40, 3)
        let values = SampleProblem.observations(points)
        let first = try GaussianProcess.fit(points: points, values: values)
        #expect(
            try GaussianProcess.fit(points: points, values: values).hyperparameters == first.hyperparameters)
        var options = FitOptions()
        options.starts = 1
        options.maximumEvaluations = 5
        let warm = try GaussianProcess.fit(
            points: points, values: values, options: options, warmStart: first.hyperparameters)
        #expect(abs(warm.logMarginalLikelihood - first.logMarginalLikelihood) < 0.05)
        let other = try GaussianProcess.fit(
            points: points, values: values,
            warmStart: Hyperparameters(lengthScales: [1], signalVariance: 1, noiseVariance: 1))
        #expect(other.hyperparameters == first.hyperparameters)
    }

    @Test("models made at the same time are the same to the last bit")
    func concurrent() async throws {
        let points = SampleProblem.points(50, 3)
        let values = SampleProblem.observations(points)
        let candidates = SampleProblem.points(300, 3)
        let expected = try GaussianProcess.fit(points: points, values: values).predict(candidates)
        try await withThrowingTaskGroup(of: Predictions.self) { group in
            for _ in 0..<8 {
                group.addTask { try GaussianProcess.fit(points: points, values: values).predict(candidates) }
            }
            for try await found in group { #expect(found == expected) }
        }
    }

    @Test("a standardization of one's own changes the units of the hyper-parameters only")
    func standardization() throws {
        let own = Standardization(location: 0.2, scale: 1.3)
        let model = try GaussianProcess(
            points: SampleProblem.points, values: SampleProblem.values,
            hyperparameters: SampleProblem.hyperparameters,
            standardization: own)
        #expect(model.noiseVariance == 1.3 * 1.3 * 0.02)
        let far = model.predict([40, 40, 40])
        #expect(abs(far.mean - 0.2) < 1e-6 && abs(far.variance - 1.69 * 1.7) < 1e-6)
        let fitted = try GaussianProcess.fit(
            points: SampleProblem.points, values: SampleProblem.values, standardization: own)
        #expect(fitted.standardization == own)
    }

    @Test("shared length scales are equal")
    func sharing() throws {
        var options = FitOptions()
        options.sharing = [0, 1, 0]
        let model = try GaussianProcess.fit(
            points: SampleProblem.points, values: SampleProblem.values, options: options)
        let scales = model.hyperparameters.lengthScales
        #expect(scales[0] == scales[2] && scales[0] != scales[1])
    }

    @Test("observations that do not vary, or only by rounding", arguments: [0.0, 7, -1e9, 1e-300])
    func constant(value: Double) throws {
        let rounding = value == 7 ? 7.000_000_000_000_001 : value
        let values = (0..<12).map { $0 == 4 ? rounding : value }
        let model = try GaussianProcess.fit(points: SampleProblem.points, values: values)
        let predictions = model.predict(SampleProblem.candidates)
        #expect(predictions.means.allSatisfy { abs($0 - value) <= 1e-9 * max(1, abs(value)) })
        #expect(predictions.variances.allSatisfy { $0 > 0 && $0 < 2 })
    }

    @Test("one point")
    func onePoint() throws {
        let model = try GaussianProcess.fit(points: Matrix([[0.5, 0.5]]), values: [3])
        let (mean, variance) = model.predict([0.5, 0.5])
        #expect(mean == 3 && variance > 0 && variance < 0.1)
        #expect(model.predict([0, 1]).variance > variance)
        #expect(try model.leaveOneOut().means == [3])
    }

    @Test("two points, the same point often, a far outlier, an idle feature, no feature at all")
    func awkward() throws {
        let two = try GaussianProcess.fit(points: Matrix([[0.0], [1]]), values: [1, 2])
        #expect(two.predict([0.5]).mean > 1 && two.predict([0.5]).mean < 2)
        let same = try GaussianProcess.fit(
            points: Matrix(rows: 30, columns: 3, repeating: 0.5), values: (0..<30).map(Double.init))
        #expect(abs(same.predict([0.5, 0.5, 0.5]).mean - 14.5) < 1e-6)
        var values = SampleProblem.values
        values[3] = -1e6
        #expect(
            try GaussianProcess.fit(points: SampleProblem.points, values: values).predict([0, 0, 0]).mean
                .isFinite)
        let idle = Matrix((0..<12).map { SampleProblem.points.row($0) + [1] })
        let model = try GaussianProcess.fit(points: idle, values: SampleProblem.values)
        #expect(model.predict([0.2, 0.3, 0.4, 1]).variance > 0)
        let featureless = try GaussianProcess.fit(points: Matrix(rows: 3, columns: 0), values: [1, 2, 3])
        #expect(abs(featureless.predict([]).mean - 2) < 1e-9)
    }

    @Test("a thousand points within a budget of few evaluations")
    func thousand() throws {
        let points = SampleProblem.points(1_000, 3)
        let values = SampleProblem.observations(points)
        var options = FitOptions()
        options.starts = 1
        options.maximumEvaluations = 4
        let model = try GaussianProcess.fit(points: points, values: values, options: options)
        let fresh = Matrix((0..<20).map { SampleProblem.points(1_020, 3).row(1_000 + $0) })
        #expect(agree(model.predict(fresh).means, SampleProblem.observations(fresh), within: 0.1))
    }
}
