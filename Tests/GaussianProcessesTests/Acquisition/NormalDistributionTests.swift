import GaussianProcesses
import Testing

@Suite struct NormalDistributionTests {
    @Test(
        "log Φ as mpmath has it",
        arguments: [
            (-1000000.0, -500000000014.73444),
            (-1000.0, -500007.82669481216),
            (-40.0, -804.6084420137538),
            (-38.0, -726.5572160188201),
            (-10.0, -53.23128515051247),
            (-5.0, -15.064998393988725),
            (-1.0001, -1.8411741625414106),
            (-1.0, -1.8410216450092636),
            (-0.5, -1.1759117615936185),
            (0.0, -0.6931471805599453),
            (0.001, -0.6923496142726883),
            (0.5, -0.3689464152886564),
            (1.0, -0.17275377902344988),
            (3.0, -0.0013508099647481938),
            (8.0, -6.220960574271786e-16),
            (37.0, -5.725571222524577e-300),
        ] as [(Double, Double)])
    func logCumulative(z: Double, expected: Double) {
        let found = NormalDistribution.logCumulative(z)
        // Far up, where the value is all but 0, its digits are those of erfc(z/√2), whose argument is rounded.
        #expect(abs(found - expected) <= (z > 8 ? 1e-13 : 1e-14) * abs(expected))
    }

    @Test("density, distribution and their ends")
    func ends() {
        #expect(abs(NormalDistribution.density(1) - 0.24197072451914337) < 1e-16)
        #expect(abs(NormalDistribution.cumulative(-1) - 0.15865525393145707) < 1e-16)
        #expect(NormalDistribution.logCumulative(-.infinity) == -.infinity)
        #expect(NormalDistribution.logCumulative(.infinity) == 0)
        #expect(NormalDistribution.logCumulative(.nan).isNaN)
    }

    @Test("feasibility is the distribution of the distance from the threshold")
    func feasibility() {
        let predictions = Predictions(means: [0.5, 2, 0.5, 0.4, 0.6], variances: [4, 1, 0, 0, 0])
        let found = ProbabilityOfFeasibility.logarithms(predictions, above: 0.5)
        #expect(found[0] == NormalDistribution.logCumulative(0))
        #expect(found[1] == NormalDistribution.logCumulative(1.5))
        #expect(found[2] == found[0] && found[3] == -.infinity && found[4] == 0)
    }
}
