import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct PriorTests {
    @Test(
        "a density has mass one, and its slope is its derivative",
        arguments: [
            .gamma(shape: 3, rate: 6), .gamma(shape: 2, rate: 0.15), .logNormal(location: -4, scale: 1),
            .scaledByDimension(20),
        ] as [Prior])
    func density(prior: Prior) {
        var mass = 0.0
        let step = 1e-3
        for index in -20_000...20_000 {
            let value = exp(Double(index) * step)
            mass += exp(prior.logDensity(value)) * value * step
        }
        #expect(abs(mass - 1) < 1e-6)
        for value in [0.01, 0.3, 2, 40] {
            let difference = prior.logDensity(value * exp(1e-5)) - prior.logDensity(value * exp(-1e-5))
            #expect(abs(prior.logarithmicSlope(value) - difference / 2e-5) < 1e-5)
        }
    }

    @Test("length scales by dimension: the median is e^√2·√d")
    func byDimension() {
        #expect(abs((Prior.scaledByDimension(16).center ?? 0) - 4 * exp(2.0.squareRoot())) < 1e-12)
        #expect(Prior.flat.logDensity(3) == 0 && Prior.flat.logarithmicSlope(3) == 0)
    }
}
