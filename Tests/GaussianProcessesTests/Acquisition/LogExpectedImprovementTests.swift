import GaussianProcesses
import Glibc
import Testing

@Suite struct LogExpectedImprovementTests {
    @Test(
        "log h as mpmath has it",
        arguments: [
            (-1000000.0, -500000000028.55),
            (-12345.6789, -76207913.51201396),
            (-1000, -500014.73445209116),
            (-100, -5010.12957880025),
            (-38.5, -749.3472742078229),
            (-30.001, -457.75472070565206),
            (-30, -457.724653760598),
            (-29.999, -457.6945878133436),
            (-10, -55.55312203612235),
            (-5, -16.74430116266099),
            (-2, -4.768783523917114),
            (-1.001, -2.4870256579553893),
            (-1, -2.4851210257126413),
            (-0.999, -2.4832171154475855),
            (-0.5, -1.6205162643873199),
            (-1e-09, -0.9189385344579869),
            (0, -0.9189385332046728),
            (0.001, -0.9176855044359421),
            (0.5, -0.3598276837450638),
            (1, 0.08002621884930694),
            (3, 1.0987396653277077),
            (8, 2.0794415416798357),
            (38, 3.6375861597263857),
            (100, 4.605170185988092),
            (1000.0, 6.907755278982137),
        ] as [(Double, Double)])
    func logH(z: Double, expected: Double) {
        let found = LogExpectedImprovement.logH(z)
        #expect(abs(found - expected) <= 2e-15 * max(1, abs(expected)))
    }

    @Test("log h rises without a step where its branches meet", arguments: [-30.0, -1.0])
    func branches(meeting: Double) {
        var last = LogExpectedImprovement.logH(meeting - 1e-6)
        let slope = meeting == -1 ? 1.905 : 30.0665
        for index in -9...10 {
            let next = LogExpectedImprovement.logH(meeting + Double(index) * 1e-7)
            #expect(abs((next - last) / 1e-7 - slope) < 0.002)
            last = next
        }
    }

    @Test("log h rises from end to end, never nan")
    func monotonic() {
        let below = (0...400).map { (index: Int) -> Double in -pow(10, 150 - Double(index) * 0.4) }
        let above = (0...400).map { (index: Int) -> Double in pow(10, Double(index) * 0.4 - 10) }
        let values = (below + above).map(LogExpectedImprovement.logH)
        for (low, high) in zip(values, values.dropFirst()) { #expect(low <= high) }
        #expect(LogExpectedImprovement.logH(-1e200) == -.infinity)
        #expect(LogExpectedImprovement.logH(1e200) == log(1e200))
        #expect(LogExpectedImprovement.logH(-.infinity) == -.infinity)
        #expect(LogExpectedImprovement.logH(.nan).isNaN)
    }

    @Test("is the logarithm of the expected improvement, integrated by hand")
    func integral() {
        let (mean, deviation, incumbent) = (1.2, 0.4, 1.5)
        var integral = 0.0
        let step = 1e-4
        for index in 0..<60_000 {
            let f = incumbent + (Double(index) + 0.5) * step
            let z = (f - mean) / deviation
            integral += (f - incumbent) * NormalDistribution.density(z) / deviation * step
        }
        let found = LogExpectedImprovement(over: incumbent).value(mean: mean, variance: deviation * deviation)
        #expect(abs(found - log(integral)) < 1e-6)
    }

    @Test("without doubt it is the gain, or nothing")
    func certain() {
        let acquisition = LogExpectedImprovement(over: 1)
        #expect(acquisition.value(mean: 3, variance: 0) == log(2))
        #expect(acquisition.value(mean: 1, variance: 0) == -.infinity)
        #expect(
            acquisition.values(Predictions(means: [3, 0], variances: [0, 1]))
                == [log(2), LogExpectedImprovement.logH(-1)])
    }
}
