import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct GaussianProcessTests {
    @Test("posterior and likelihood as scipy has them")
    func reference() throws {
        let model = try SampleProblem.model()
        let predictions = model.predict(SampleProblem.candidates)
        #expect(
            agree(
                predictions.means,
                [
                    0.4186378257418973, 0.36404582701800475, 0.551314410889063, -0.6041238144937162,
                    1.0516101035268748,
                ], within: 1e-12))
        #expect(
            agree(
                predictions.variances,
                [
                    0.34616424711091376, 0.058017928912564055, 0.40070433559818575, 0.2925705245933809,
                    0.04700628187272269,
                ], within: 1e-12))
        #expect(agree([model.logMarginalLikelihood], [-11.367588239520654], within: 1e-12))
        let one = model.predict(SampleProblem.candidates.row(3))
        #expect(abs(one.mean - predictions.means[3]) < 1e-13)
        #expect(abs(one.variance - predictions.variances[3]) < 1e-13)
    }

    @Test("more candidates than a block holds are all predicted")
    func blocks() throws {
        let model = try SampleProblem.model()
        let candidates = SampleProblem.points(1_100)
        let predictions = model.predict(candidates)
        for row in [0, 511, 512, 1_023, 1_024, 1_099] {
            let one = model.predict(candidates.row(row))
            #expect(abs(one.mean - predictions.means[row]) < 1e-12)
            #expect(abs(one.variance - predictions.variances[row]) < 1e-12)
        }
        #expect(model.predict(LevelMatrix([], columns: 3)).means.isEmpty)
    }

    @Test("units: the model of 1000·y + 5 predicts 1000 times as much and 5")
    func units() throws {
        let model = try SampleProblem.model()
        let scaled = try GaussianProcess(
            points: SampleProblem.points, dimensions: SampleProblem.dimensions,
            values: SampleProblem.values.map { 1_000 * $0 + 5 }, noiseScales: SampleProblem.noiseScales,
            hyperparameters: SampleProblem.hyperparameters)
        let (a, b) = (model.predict(SampleProblem.candidates), scaled.predict(SampleProblem.candidates))
        #expect(agree(b.means, a.means.map { 1_000 * $0 + 5 }, within: 1e-12))
        #expect(agree(b.variances, a.variances.map { 1e6 * $0 }, within: 1e-12))
        #expect(agree([scaled.noiseVariance], [1e6 * model.noiseVariance], within: 1e-12))
        let densities = (model.logMarginalLikelihood, scaled.logMarginalLikelihood)
        #expect(abs(densities.0 - densities.1 - 12 * log(1_000)) < 1e-9)
    }

    @Test("appended observations make the model of all of them")
    func appending() throws {
        var grown = try SampleProblem.model(0..<8)
        for index in 8..<12 {
            grown = try grown.appending(
                SampleProblem.points.row(index), value: SampleProblem.values[index],
                noiseScale: SampleProblem.noiseScales[index])
        }
        let whole = try SampleProblem.model(standardization: grown.standardization)
        let (a, b) = (grown.predict(SampleProblem.candidates), whole.predict(SampleProblem.candidates))
        #expect(agree(a.means, b.means, within: 1e-12))
        #expect(agree(a.variances, b.variances, within: 1e-12))
        #expect(agree([grown.logMarginalLikelihood], [whole.logMarginalLikelihood], within: 1e-12))
    }

    @Test("duplicates: as often as one likes, almost without noise")
    func duplicates() throws {
        let rows = (0..<5).map { SampleProblem.points.row($0) }
        let points = LevelMatrix(rows + rows + rows)
        let values = Array(SampleProblem.values.prefix(5))
        var model = try GaussianProcess(
            points: points, dimensions: SampleProblem.dimensions, values: values + values + values,
            hyperparameters: SampleProblem.noiseless)
        model = try model.appending(rows[0], value: values[0])
        model = try model.appending(rows[0], value: values[0])
        let predictions = model.predict(LevelMatrix(rows))
        #expect(agree(predictions.means, values, within: 1e-3))
        #expect(predictions.variances.allSatisfy { $0 >= 0 && $0 < 1e-3 })
    }

    @Test("a replicate halves the noise as a noise scale of one half does")
    func noiseScales() throws {
        let theta = SampleProblem.hyperparameters
        let standardization = Standardization(of: [0, 1, 2])
        let twice = try GaussianProcess(
            points: LevelMatrix([[1, 2, 0], [1, 2, 0], [8, 1, 1]]), dimensions: SampleProblem.dimensions,
            values: [1, 2, 0], hyperparameters: theta, standardization: standardization)
        let mean = try GaussianProcess(
            points: LevelMatrix([[1, 2, 0], [8, 1, 1]]), dimensions: SampleProblem.dimensions,
            values: [1.5, 0], noiseScales: [0.5, 1], hyperparameters: theta, standardization: standardization)
        let (a, b) = (twice.predict(SampleProblem.candidates), mean.predict(SampleProblem.candidates))
        #expect(agree(a.means, b.means, within: 1e-12) && agree(a.variances, b.variances, within: 1e-12))
    }

    @Test("bad input is refused with its row")
    func bad() {
        func model(_ points: LevelMatrix, _ values: [Double], _ scales: [Double]? = nil) throws
            -> GaussianProcess
        {
            try GaussianProcess(
                points: points, dimensions: SampleProblem.dimensions, values: values, noiseScales: scales,
                hyperparameters: SampleProblem.hyperparameters)
        }
        let two = LevelMatrix([[0, 0, 0], [1, 1, 1]])
        #expect(throws: GaussianProcessError.noObservations) { try model(LevelMatrix([], columns: 3), []) }
        #expect(throws: GaussianProcessError.countMismatch(points: 2, values: 1)) { try model(two, [1]) }
        #expect(throws: GaussianProcessError.countMismatch(points: 2, values: 3)) {
            try model(two, [1, 2], [1, 1, 1])
        }
        #expect(throws: GaussianProcessError.badValue(row: 1)) { try model(two, [1, .nan]) }
        #expect(throws: GaussianProcessError.badValue(row: 0)) { try model(two, [1, 2], [0, 1]) }
        #expect(throws: GaussianProcessError.badValue(row: 0)) { try model(LevelMatrix([[0, 7, 0]]), [1]) }
        #expect(throws: GaussianProcessError.dimensionMismatch(expected: 3, found: 1)) {
            try model(LevelMatrix([[1]]), [1])
        }
        #expect(throws: GaussianProcessError.badHyperparameters) {
            var theta = SampleProblem.hyperparameters
            theta.dimensions[1].weight = 1
            _ = try GaussianProcess(
                points: two, dimensions: SampleProblem.dimensions, values: [1, 2], hyperparameters: theta)
        }
        #expect(throws: GaussianProcessError.dimensionMismatch(expected: 3, found: 1)) {
            try model(two, [1, 2]).appending([1], value: 1)
        }
        #expect(throws: GaussianProcessError.badValue(row: 2)) {
            try model(two, [1, 2]).appending([1, 1, 1], value: .infinity)
        }
        #expect(throws: GaussianProcessError.badValue(row: 2)) {
            try model(two, [1, 2]).appending([1, 1, 3], value: 1)
        }
    }
}
