import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct LogPosteriorTests {
    static func posterior(
        _ prior: Prior, priors: [Prior]? = nil, sharing: [Int]? = nil, points: Matrix = SampleProblem.points
    ) -> LogPosterior {
        var options = FitOptions()
        options.lengthScalePrior = prior
        options.lengthScalePriors = priors
        options.noiseVariancePrior = .logNormal(location: -4, scale: 1)
        options.sharing = sharing
        let values = SampleProblem.observations(points)
        let standardization = Standardization(of: values)
        return LogPosterior(
            points: points, values: values.map(standardization.standardized),
            noiseScales: (0..<points.rows).map { $0 % 2 == 0 ? 1 : 0.5 }, options: options)
    }

    struct Reference: Sendable {
        let prior: Prior
        let value: Double
        let gradient: [Double]
        let best: Double
        let mode: [Double]
    }

    /// From scipy: densities of scipy.stats, extrapolated differences, L-BFGS-B.
    static let references = [
        Reference(
            prior: .gamma(shape: 3, rate: 6), value: -14.59803740984201,
            gradient: [
                3.150394400028844, 1.0629454558127212, -5.454976201844985,
                -2.9364109300698735, -1.3302784547022384,
            ],
            best: -10.715177029091873,
            mode: [
                0.3463925255829003, 0.7454935530367139, 0.8456765762659728,
                0.8089432457291915, 0.0061168025673534535,
            ]),
        Reference(
            prior: .scaledByDimension(3), value: -17.557591562786655,
            gradient: [
                3.00622523703827, 3.0363436726907147, 1.06437533102266,
                -2.9364109300698735, -1.3302784547022384,
            ],
            best: -12.494554943217732,
            mode: [
                0.5768623376586638, 1.922077835800828, 4.47206108606878,
                2.185614275981188, 0.005346237467502335,
            ]),
    ]

    @Test("value and gradient as scipy has them", arguments: references)
    func reference(reference: Reference) throws {
        let posterior = LogPosteriorTests.posterior(reference.prior)
        var gradient: [Double] = []
        let value = try posterior.evaluate(
            posterior.coordinates(SampleProblem.hyperparameters), gradient: &gradient)
        #expect(agree([value], [reference.value], within: 1e-12))
        #expect(agree(gradient, reference.gradient, within: 1e-8))
    }

    @Test("the mode is scipy's", arguments: references)
    func mode(reference: Reference) throws {
        let posterior = LogPosteriorTests.posterior(reference.prior)
        let mode = posterior.mode(warmStart: nil)
        var gradient: [Double] = []
        let value = try posterior.evaluate(posterior.coordinates(mode), gradient: &gradient)
        #expect(abs(value - reference.best) < 1e-3)
        for (found, expected) in zip(posterior.coordinates(mode), reference.mode) {
            #expect(abs(found - log(expected)) < 0.1)
        }
    }

    @Test(
        "gradients agree with differences, also with shared length scales and near-singular matrices",
        arguments: [
            ([0.3, 0.7, 1.5], 1.7, 0.02, nil), ([0.3, 0.3, 1.5], 0.1, 1e-4, [0, 0, 1]),
            ([5, 5, 5], 20, 1e-3, [0, 0, 0]), ([0.02, 40, 900], 1, 0.5, nil),
        ] as [([Double], Double, Double, [Int]?)])
    func differences(scales: [Double], signal: Double, noise: Double, sharing: [Int]?) throws {
        let posterior = LogPosteriorTests.posterior(
            .gamma(shape: 3, rate: 6), sharing: sharing, points: SampleProblem.points(25, 3))
        let start = posterior.coordinates(
            Hyperparameters(lengthScales: scales, signalVariance: signal, noiseVariance: noise))
        #expect(start.count == (sharing.map { Set($0).count } ?? 3) + 2)
        try agreesWithDifferences(posterior, at: start)
    }

    @Test("each length scale can have its own prior")
    func ownPriors() throws {
        let points = SampleProblem.points(25, 3)
        let common = Self.posterior(.gamma(shape: 3, rate: 6), sharing: [0, 0, 1], points: points)
        let own = Self.posterior(
            .flat, priors: [.gamma(shape: 3, rate: 6), .gamma(shape: 2, rate: 0.2)], sharing: [0, 0, 1],
            points: points)
        let start = own.coordinates(
            Hyperparameters(lengthScales: [0.4, 0.4, 1.5], signalVariance: 1.7, noiseVariance: 0.02))
        var unused: [Double] = []
        let difference =
            try own.evaluate(start, gradient: &unused) - common.evaluate(start, gradient: &unused)
        let expected =
            Prior.gamma(shape: 2, rate: 0.2).logDensity(1.5) - Prior.gamma(shape: 3, rate: 6).logDensity(1.5)
        #expect(abs(difference - expected) < 1e-9)
        try agreesWithDifferences(own, at: start)
    }

    private func agreesWithDifferences(_ posterior: LogPosterior, at start: [Double]) throws {
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
}
