import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct FittingTests {
    private let levels = [101, 71, 31, 41]

    private func fit(_ points: LevelMatrix, _ options: FitOptions = FitOptions()) throws -> GaussianProcess {
        try GaussianProcess.fit(
            points: points, dimensions: SampleProblem.ordered(Array(levels.prefix(points.columns))),
            values: SampleProblem.observations(points, levels), options: options)
    }

    @Test("a fitted model predicts what it has not seen")
    func prediction() throws {
        let all = SampleProblem.points(160, levels)
        let model = try fit(LevelMatrix((0..<60).map(all.row)))
        let fresh = LevelMatrix((60..<160).map(all.row))
        let truth = SampleProblem.observations(fresh, levels)
        let predictions = model.predict(fresh)
        let error = zip(predictions.means, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 100
        #expect(error.squareRoot() < 0.1 * Standardization(of: truth).scale)
        // The fourth dimension does nothing but add to a small wave, and the fit has found out.
        let theta = model.hyperparameters.dimensions
        #expect(theta[3].weight < 0.5 * theta[0].weight)
        #expect(model.noiseVariance < 0.01 && model.noiseVariance > 1e-5)
    }

    @Test("a level that is good where its neighbours are not is found out, and does not spoil them")
    func specialLevels() throws {
        let dimensions =
            [Dimension(places: SampleProblem.places(16), hasSpecialLevels: true)]
            + SampleProblem.ordered([31])
        let points = SampleProblem.points(60, [16, 31])
        func value(_ point: [UInt16]) -> Double {
            (point[0] == 5 ? 2 : 0) + Double(point[0]) / 15 + Double(point[1]) / 31
        }
        let model = try GaussianProcess.fit(
            points: points, dimensions: dimensions, values: (0..<60).map { value(points.row($0)) })
        #expect(model.hyperparameters.dimensions[0].specialShare > 0.2)
        for point: [UInt16] in [[5, 3], [5, 28], [4, 17], [6, 9]] {
            #expect(abs(model.predict(point).mean - value(point)) < 0.25)
        }
    }

    @Test("the same data give the same model, and a warm start no worse one")
    func deterministic() throws {
        let points = SampleProblem.points(40, Array(levels.prefix(3)))
        let first = try fit(points)
        #expect(try fit(points).hyperparameters == first.hyperparameters)
        var options = FitOptions()
        options.maximumEvaluations = 5
        func refit(from warmStart: Hyperparameters) throws -> GaussianProcess {
            try GaussianProcess.fit(
                points: points, dimensions: first.dimensions, values: first.values,
                options: warmStart.dimensions.count == 3 ? options : FitOptions(), warmStart: warmStart)
        }
        let warm = try refit(from: first.hyperparameters)
        #expect(abs(warm.logMarginalLikelihood - first.logMarginalLikelihood) < 0.05)
        let other = try refit(
            from: Hyperparameters(
                dimensions: [DimensionHyperparameters(weight: 0.5)], signalVariance: 1, noiseVariance: 1))
        #expect(other.hyperparameters == first.hyperparameters)
    }

    @Test("models made at the same time are the same to the last bit")
    func concurrent() async throws {
        let points = SampleProblem.points(50, Array(levels.prefix(3)))
        let candidates = SampleProblem.points(300, Array(levels.prefix(3)))
        let expected = try fit(points).predict(candidates)
        try await withThrowingTaskGroup(of: Predictions.self) { group in
            for _ in 0..<8 { group.addTask { try fit(points).predict(candidates) } }
            for try await found in group { #expect(found == expected) }
        }
    }

    @Test("a standardization of one's own changes the units of the hyper-parameters only")
    func standardization() throws {
        let own = Standardization(location: 0.2, scale: 1.3)
        let model = try SampleProblem.model(standardization: own)
        #expect(model.noiseVariance == 1.3 * 1.3 * 0.02 && model.signalVariance == 1.3 * 1.3 * 1.7)
        let fitted = try GaussianProcess.fit(
            points: SampleProblem.points, dimensions: SampleProblem.dimensions, values: SampleProblem.values,
            standardization: own)
        #expect(fitted.standardization == own)
    }

    @Test("observations that do not vary, or only by rounding", arguments: [0.0, 7, -1e9, 1e-300])
    func constant(value: Double) throws {
        let rounding = value == 7 ? 7.000_000_000_000_001 : value
        let values = (0..<12).map { $0 == 4 ? rounding : value }
        let model = try GaussianProcess.fit(
            points: SampleProblem.points, dimensions: SampleProblem.dimensions, values: values)
        let predictions = model.predict(SampleProblem.candidates)
        #expect(predictions.means.allSatisfy { abs($0 - value) <= 1e-9 * max(1, abs(value)) })
        #expect(predictions.variances.allSatisfy { $0 > 0 && $0 < 2 })
    }

    @Test("one point")
    func onePoint() throws {
        let model = try GaussianProcess.fit(
            points: LevelMatrix([[5, 3, 1]]), dimensions: SampleProblem.dimensions, values: [3])
        let (mean, variance) = model.predict([5, 3, 1])
        #expect(mean == 3 && variance > 0 && variance < 0.1)
        #expect(model.predict([0, 6, 1]).variance > variance)
        #expect(try model.leaveOneOut().means == [3])
    }

    @Test("two points, the same point often, a far outlier, an idle dimension, no dimension at all")
    func awkward() throws {
        func fit(_ points: [[UInt16]], _ dimensions: [Dimension], _ values: [Double]) throws
            -> GaussianProcess
        {
            try GaussianProcess.fit(
                points: LevelMatrix(points, columns: dimensions.count), dimensions: dimensions, values: values
            )
        }
        let two = try fit([[0], [10]], SampleProblem.ordered([11]), [1, 2])
        #expect(two.predict([5]).mean > 1 && two.predict([5]).mean < 2)
        let same = try fit(
            Array(repeating: [5, 3, 1], count: 30), SampleProblem.dimensions, (0..<30).map(Double.init))
        #expect(abs(same.predict([5, 3, 1]).mean - 14.5) < 1e-6)
        let rows = (0..<12).map(SampleProblem.points.row)
        var values = SampleProblem.values
        values[3] = -1e6
        #expect(try fit(rows, SampleProblem.dimensions, values).predict([0, 0, 0]).mean.isFinite)
        let idle = try fit(
            rows.map { $0 + [1] }, SampleProblem.dimensions + [Dimension(unordered: 2)], SampleProblem.values)
        #expect(idle.predict([2, 3, 1, 0]).variance > 0)
        let none = try fit([[], [], []], [], [1, 2, 3])
        #expect(abs(none.predict([]).mean - 2) < 1e-9)
    }

    @Test("a thousand points within a budget of few evaluations")
    func thousand() throws {
        var options = FitOptions()
        options.maximumEvaluations = 6
        let all = SampleProblem.points(1_020, Array(levels.prefix(3)))
        let model = try fit(LevelMatrix((0..<1_000).map(all.row)), options)
        let fresh = LevelMatrix((1_000..<1_020).map(all.row))
        #expect(agree(model.predict(fresh).means, SampleProblem.observations(fresh, levels), within: 0.1))
    }
}
