import Testing

@testable import Search

struct KendallTauTests {
    /// The last two by scipy.stats.kendalltau (τ-b).
    @Test(
        "τ is 1, −1, or what scipy says",
        arguments: [
            ([1, 2, 3, 4], [10, 20, 30, 40], 1),
            ([1, 2, 3, 4], [4, 3, 2, 1], -1),
            ([12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.471404520791032),
            ([1, 2, 3, 4, 5, 6], [3, 1, 2, 5, 4, 6], 0.6),
        ] as [([Double], [Double], Double)])
    func values(first: [Double], second: [Double], tau: Double) throws {
        #expect(abs(try #require(KendallTau.value(first, second)) - tau) < 1e-14)
    }

    @Test("Without a pair to compare there is no τ")
    func undefined() {
        #expect(KendallTau.value([], []) == nil)
        #expect(KendallTau.value([1], [2]) == nil)
        #expect(KendallTau.value([1, 2, 3], [5, 5, 5]) == nil)
    }
}
