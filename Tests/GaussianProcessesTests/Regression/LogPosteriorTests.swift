import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct LogPosteriorTests {
    static func posterior(
        _ points: LevelMatrix = SampleProblem.points, _ dimensions: [Dimension] = SampleProblem.dimensions
    ) -> LogPosterior {
        var options = FitOptions()
        options.noiseVariancePrior = Prior(mean: -4, deviation: 1)
        let values = SampleProblem.observations(points)
        let standardization = Standardization(of: values)
        return LogPosterior(
            points: points, dimensions: dimensions, values: values.map(standardization.standardized),
            noiseScales: (0..<points.rows).map { $0 % 2 == 0 ? 1 : 0.5 }, options: options)
    }

    @Test("value and gradient as scipy has them: normal densities, extrapolated differences")
    func reference() throws {
        let posterior = Self.posterior()
        var gradient: [Double] = []
        let value = try posterior.evaluate(
            posterior.layout.coordinates(SampleProblem.hyperparameters), gradient: &gradient)
        #expect(agree([value], [-27.210450777354733], within: 1e-12))
        #expect(
            agree(
                gradient,
                [
                    -1.6957702670516994, -0.08033984979505249, -0.6849635162815559, -1.1423121499506788,
                    0.8262148967143427, -1.13358852818853, -4.093015532708577, -0.16614120460249163,
                ], within: 1e-8))
    }

    @Test("the mode is scipy's")
    func mode() throws {
        let posterior = Self.posterior()
        let mode = posterior.mode(warmStart: nil)
        var gradient: [Double] = []
        let value = try posterior.evaluate(posterior.layout.coordinates(mode), gradient: &gradient)
        #expect(abs(value - -20.68642280799537) < 1e-3)
        let expected = [
            -0.1882546965583236, -1.1308014242977784, -2.449190339670103, -1.406659580138219,
            -0.3304728000508894, -2.7384271120161063, 0.24812215281923083, -4.170861749500019,
        ]
        for (found, expected) in zip(posterior.layout.coordinates(mode), expected) {
            #expect(abs(found - expected) < 0.1)
        }
    }

    @Test(
        "gradients agree with differences, also at the ends of the ranges and for near-singular matrices",
        arguments: [
            (0.5, 0.5, 0.3, 1, 0.02), (0.999, 0.05, 0.001, 0.1, 1e-4), (0.01, 900, 0.99, 5, 0.01),
            (0.9, 3, 0.01, 5, 1e-6),
        ] as [(Double, Double, Double, Double, Double)])
    func differences(weight: Double, scale: Double, share: Double, signal: Double, noise: Double) throws {
        let posterior = Self.posterior(SampleProblem.points(25))
        let start = posterior.layout.coordinates(
            Hyperparameters(
                dimensions: Array(
                    repeating: DimensionHyperparameters(
                        weight: weight, lengthScale: scale, specialShare: share),
                    count: 3), signalVariance: signal, noiseVariance: noise))
        var gradient: [Double] = []
        var unused: [Double] = []
        _ = try posterior.evaluate(start, gradient: &gradient)
        for index in start.indices {
            let step = 1e-5
            var (above, below) = (start, start)
            above[index] += step
            below[index] -= step
            let difference =
                try posterior.evaluate(above, gradient: &unused)
                - posterior.evaluate(below, gradient: &unused)
            #expect(abs(gradient[index] - difference / (2 * step)) <= 1e-5 * max(1, abs(gradient[index])))
        }
    }

    @Test("what means nothing has no coordinate, and hyper-parameters come back from their coordinates")
    func layout() {
        let layout = HyperparameterLayout(SampleProblem.dimensions)
        #expect(layout.count == 3 + 2 + 1 + 2)
        #expect(layout.places.map(\.specialShare) == [2, nil, nil])
        #expect(layout.places.map(\.lengthScale) == [1, 4, nil])
        let back = layout.hyperparameters(layout.coordinates(SampleProblem.hyperparameters))
        for (found, expected) in zip(back.dimensions, SampleProblem.hyperparameters.dimensions) {
            #expect(abs(found.weight - expected.weight) < 1e-12)
        }
        #expect(abs(back.dimensions[0].specialShare - 0.2) < 1e-12)
        #expect(abs(back.dimensions[1].lengthScale - 0.7) < 1e-12)
        #expect(abs(back.noiseVariance - 0.02) < 1e-12)
        // A weight of nothing has a coordinate, too.
        let nothing = Hyperparameters(
            dimensions: Array(repeating: DimensionHyperparameters(weight: 0), count: 3), signalVariance: 1,
            noiseVariance: 1)
        for coordinate in layout.coordinates(nothing) { #expect(coordinate.isFinite) }
    }
}
