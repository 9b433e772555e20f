import HPL
import Search
import Testing

@testable import Tuning

@Suite("How long a run may take")
struct RunPlannerTests {
    private func limit(_ predicted: Double) -> Double {
        RunPlanner.limitSeconds(n: 1, times: RunTimeModel(cubic: 0, quadratic: 0, linear: predicted))
    }

    @Test("12 times for short runs, 3 times for those of an hour and more, and some seconds")
    func patience() {
        #expect(limit(4) == 58)
        #expect(limit(60) == 730)
        #expect(limit(3600) == 10_810)
        #expect(limit(36_000) == 108_010)
        #expect((2...3).contains(limit(2400) / 3600), "40 minutes: two to three hours")
    }

    @Test("a longer run never has the lower limit")
    func monotonic() {
        let limits = stride(from: 10.0, to: 5000, by: 10).map(limit)
        #expect(zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 })
    }
}
