import Testing

@testable import Tuning

@Test(
    "the 97.5 % quantile of Student's t",
    // scipy.stats.t.ppf(0.975, n)
    arguments: [(1, 12.7062), (2, 4.3027), (10, 2.2281), (11, 2.2010), (20, 2.0860), (100, 1.9840)])
func studentT(degrees: Int, quantile: Double) {
    #expect(abs(BestConfiguration.studentT(degreesOfFreedom: degrees) - quantile) < 1e-3)
}
