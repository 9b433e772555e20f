import HPL
import Search
import Testing

@testable import Tuning

@Suite("Studies side by side")
struct StudyComparisonTests {
    private let store: StudyStore
    private let me = TestStudy.holder()

    init() throws {
        store = try StudyStore.inMemory()
    }

    /// A study whose best configuration gave these rates.
    private func study(
        _ name: String, _ rates: [Double], nb: Int = 32, space: String = "NB: [32, 64]\ngrid: [1x2]\n",
        problemSize: ProblemSize = .fixed([100]), executable: String = "/opt/xhpl", n: Int = 100
    ) throws -> ComparedStudy {
        let record = try store.create(
            TestStudy.draft(
                named: name,
                setUp: TestStudy.setUp(space: space, executable: executable, problemSize: problemSize)), at: 1
        )
        let study = try LoadedStudy(record)
        let point = try #require(study.valid.first { $0["NB"] == .integer(nb) })
        let trials = rates.enumerated().map { index, rate in
            TestStudy.trial(
                index + 1,
                .measured(
                    Measurement(
                        variant: "WR11C2R4", n: n, nb: nb, p: 1, q: 2, seconds: 0.5, gflops: rate,
                        residual: 0.004)), point: point, replicate: index)
        }
        return try ComparedStudy(study, trials: trials, calibrations: [])
    }

    @Test("Welch's test against worked values")
    func welch() throws {
        let test = try #require(
            WelchTest(
                [27.5, 21.0, 19.0, 23.6, 17.0, 17.9], [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0]))
        // By hand: means 21 and 23.5, variances 78.62/5 and 30.06/7.
        #expect(abs(test.t + 2.5 / (15.724 / 6 + 4.2942857 / 8).squareRoot()) < 1e-6)
        #expect(abs(test.degreesOfFreedom - 7.047) < 1e-3)
        #expect(!test.isSignificant)
        #expect(WelchTest([1], [1, 2]) == nil)
        #expect(try #require(WelchTest([1, 1], [1, 1])).isSignificant == false)
        #expect(try #require(WelchTest([1, 1], [2, 2])).isSignificant)
    }

    @Test("means that differ by more than chance, and those that do not")
    func verdicts() throws {
        let slow = try study("slow", [10.0, 10.1, 10.2, 10.1], nb: 32)
        let fast = try study("fast", [11.0, 11.1, 11.2, 11.1], nb: 64)
        let comparison = StudyComparison([slow, fast])
        guard case .distinct("fast", "slow", let gain) = comparison.verdict else {
            Issue.record("\(comparison.verdict)")
            return
        }
        #expect(abs(gain - 11.1 / 10.1 + 1) < 1e-12)
        #expect(comparison.rows.filter(\.differs).map(\.name) == ["NB"])
        #expect(comparison.warnings.isEmpty)
        let noisy = try study("noisy", [9, 14], nb: 64)
        #expect(
            StudyComparison([noisy, fast]).verdict
                == .alike(first: "noisy", second: "fast", gain: 11.5 / 11.1 - 1))
        let once = try study("once", [12])
        guard case .unknown(let reason) = StudyComparison([slow, once]).verdict else {
            Issue.record("a verdict on a single run")
            return
        }
        #expect(reason.hasPrefix("the best configuration of `once` was run only once;"))
    }

    @Test("a study without a result stands beside the others")
    func empty() throws {
        let empty = try study("empty", [])
        let good = try study("good", [10, 11])
        let comparison = StudyComparison([empty, good])
        #expect(comparison.verdict == .unknown("only `good` has a result; drive the others"))
        #expect(comparison.studies[0].best == nil && comparison.studies[0].n == nil)
        #expect(comparison.rows.first?.values == [nil, 32])
        #expect(StudyComparison([empty, empty]).verdict == .unknown("none of them has a result; drive them"))
    }

    @Test("what makes rates incomparable is said; fixed parameters that differ are shown")
    func warnings() throws {
        let one = try study("one", [10, 11])
        let other = try study(
            "other", [10, 11], space: "NB: [32, 64]\ngrid: [2x1]\nPFACT: [left]\n",
            problemSize: .fixed([200]),
            executable: "/opt/other")
        // The recorded measurements all echo N = 100.
        let comparison = StudyComparison([one, other])
        #expect(comparison.warnings == ["the HPL executables differ"])
        #expect(comparison.rows.filter(\.differs).map(\.name) == ["grid", "PFACT"])
        #expect(comparison.rows.first { $0.name == "PFACT" }?.values == ["right", "left"])
    }

    @Test("between runs of different N there is no verdict")
    func orders() throws {
        let comparison = StudyComparison([
            try study("one", [10, 10.1, 10.2]), try study("other", [20, 20.1, 20.2], n: 200),
        ])
        guard case .unknown(let reason) = comparison.verdict else {
            Issue.record("a larger N gives more Gflops by itself")
            return
        }
        #expect(reason == "they run N = 100 and 200, and a larger N alone gives more Gflops")
        #expect(comparison.warnings.contains { $0.hasPrefix("N differs (100, 200)") })
    }
}
