import Search
import Testing

@testable import Reporting
@testable import Tuning

@Suite("The replicates chart")
struct ReplicatesChartTests {
    private func trials(_ runs: [(nb: Int, gflops: Double)]) -> [TrialRecord] {
        runs.enumerated().map {
            SampleStudies.trial($0 + 1, SampleStudies.measured($1.gflops), at: SampleStudies.point($1.nb))
        }
    }

    @Test("repeated configurations, the best mean on top, with runs, mean and interval")
    func rows() throws {
        let figure = ReplicatesChart.figure(
            of: SampleStudies.study(
                trials([(64, 20), (96, 30), (64, 22), (96, 30.2), (96, 30.1), (128, 99)])
                    + [
                        SampleStudies.trial(
                            7, SampleStudies.measured(50), at: SampleStudies.point(64), level: 0.5)
                    ],
                recommended: SampleStudies.point(96)))
        let panel = figure.panels[0]
        #expect(panel.vertical.ticks.map(\.label) == ["NB=64", "NB=96"])
        #expect(panel.endTicks.map(\.label) == ["30.10, 3 runs", "21.00, 2 runs"])
        let bars = try #require(panel.series.first { $0.shape == .errorBars })
        #expect(abs(bars.x[0] - 30.1) < 1e-9 && bars.x[1] == 21)
        // 30.1 ± 4.303 · 0.1 / √3
        #expect(abs(bars.low[0] - (30.1 - 0.24843)) < 1e-4)
        let answer = try #require(panel.series.first { $0.name == "run of the best configuration" })
        #expect(answer.x == [30, 30.2, 30.1])
        #expect(
            figure.subtitle == [
                "study epyc-4-nodes · 5 runs of 2 configurations",
                "all of them: grid=1x2 BCAST=1ringM DEPTH=0",
            ])
    }

    @Test(
        "whether the two best can be told apart",
        arguments: [
            (
                [30, 30.1, 30.2], [20, 20.1, 20.2],
                "The best is ahead of the second by 49.8 %, more than chance"
            ),
            ([30, 31, 32], [30, 30.5, 31.5], "The two best cannot be told apart: 1.1 % is within chance"),
            ([30, 30], [30, 30], "The two best cannot be told apart: they differ by less than 0.1 %"),
            ([30, 30], [20, 20], "The best is ahead of the second by 50.0 %, more than chance"),
            ([30, 34], [20, 24], "The two best cannot be told apart: 45.5 % is within chance"),
        ])
    func verdict(first: [Double], second: [Double], title: String) {
        let figure = ReplicatesChart.figure(
            of: SampleStudies.study(trials(first.map { (64, $0) } + second.map { (96, $0) })))
        #expect(figure.title == title)
    }

    /// scipy.stats.ttest_ind(a, b, equal_var=False): p = 0.0507 and 0.0464, 6.8 degrees of freedom.
    @Test("Welch's test on both sides of 5 %")
    func welch() {
        func point(_ runs: [Double]) -> ReplicatedPoint {
            ReplicatedPoint(hash: SampleStudies.expert.hash, point: SampleStudies.expert, runs: runs)
        }
        let base = point([10, 10.4, 9.8, 10.1])
        #expect(!base.differs(from: point([10.3, 10.45, 10.9, 10.6, 10.2])))
        #expect(base.differs(from: point([10.3, 10.5, 10.9, 10.6, 10.2])))
    }

    @Test("nothing repeated, or only one")
    func few() {
        let nothing = ReplicatesChart.figure(of: SampleStudies.study(trials([(64, 20), (96, 30)])))
        #expect(nothing.title == "Nothing to compare yet")
        #expect(nothing.panels[0].message == "no configuration was run more than once")
        #expect(nothing.subtitle == ["study epyc-4-nodes · the best configuration, #2, was run once"])
        let one = ReplicatesChart.figure(of: SampleStudies.study(trials([(64, 20), (64, 21)])))
        #expect(one.title == "20.50 Gflops, the only one run more than once")
    }

    @Test("only the best twelve are shown, and that is said")
    func many() {
        let figure = ReplicatesChart.figure(
            of: SampleStudies.study(
                trials((1...20).flatMap { [(32 * $0, Double($0)), (32 * $0, Double($0))] })))
        #expect(figure.panels[0].vertical.ticks.count == 12)
        #expect(figure.panels[0].vertical.ticks.last?.label == "NB=640")
        #expect(figure.subtitle[0].contains("the 12 best are shown"))
    }
}
