import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct PriorTests {
    @Test("a density has mass one, and its slope is its derivative")
    func density() {
        let prior = Prior(mean: -1.5, deviation: 0.7)
        var mass = 0.0
        for index in -10_000...10_000 { mass += exp(prior.logDensity(Double(index) * 1e-3)) * 1e-3 }
        #expect(abs(mass - 1) < 1e-9)
        for coordinate in [-4.0, -1.5, 0, 3] {
            let difference = prior.logDensity(coordinate + 1e-5) - prior.logDensity(coordinate - 1e-5)
            #expect(abs(prior.slope(coordinate) - difference / 2e-5) < 1e-6)
        }
    }
}
