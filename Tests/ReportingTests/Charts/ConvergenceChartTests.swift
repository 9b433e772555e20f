import Foundation
import Search
import Testing

@testable import Reporting
@testable import Tuning

@Suite("The convergence chart")
struct ConvergenceChartTests {
    private func figure(_ trials: [TrialRecord]) -> Figure {
        ConvergenceChart.figure(of: SampleStudies.study(trials))
    }

    private func series(_ figure: Figure, _ name: String, panel: Int = 0) throws -> Series {
        try #require(figure.panels[panel].series.first { $0.name == name }, "no `\(name)`")
    }

    private static let trials = [
        SampleStudies.trial(1, SampleStudies.measured(20), seconds: 10),
        SampleStudies.trial(2, SampleStudies.measured(18), at: SampleStudies.point(64), seconds: 20),
        SampleStudies.trial(3, SampleStudies.failed(), at: SampleStudies.point(96), seconds: 30),
        SampleStudies.trial(4, SampleStudies.measured(25), at: SampleStudies.point(128), seconds: 40),
        SampleStudies.trial(
            5, SampleStudies.measured(24), at: SampleStudies.point(128), round: 2, seconds: 50),
    ]

    @Test("the best so far is a step line that ends at the last run, against runs and against cost")
    func bestSoFar() throws {
        let study = SampleStudies.study(Self.trials, nodes: 2, calibration: 100)
        let figure = ConvergenceChart.figure(of: study)
        let runs = try series(figure, "best so far")
        #expect(runs.shape == .steps)
        #expect(runs.x == [1, 4, 5] && runs.y == [20, 25, 25])
        let cost = try series(figure, "best so far", panel: 1)
        // Calibration before everything, then the runs on two nodes: the failure as well.
        #expect(cost.x == [120, 300, 400] && cost.y == [20, 25, 25])
        #expect(figure.panels.map(\.horizontal.label) == ["runs", "node-seconds"])
        #expect(figure.panels[0].vertical.label == "Gflops")
        #expect(cost.endLabel == "25.00 best run")
    }

    @Test("every run is a dot; those of the answer apart, with mean and interval")
    func dots() throws {
        let figure = figure(Self.trials)
        #expect(try series(figure, "run").x == [1, 2])
        let answer = try series(figure, "run of the best configuration")
        #expect(answer.x == [4, 5] && answer.y == [25, 24])
        let band = try series(figure, "its mean, with the 95 % interval")
        // Two runs: 24.5 ± 12.706 · 0.707 / √2.
        #expect(band.y == [24.5, 24.5])
        #expect(abs(band.low[0] - (24.5 - 6.353)) < 1e-3 && abs(band.high[0] - (24.5 + 6.353)) < 1e-3)
        #expect(band.x == [4, 5])
        #expect(figure.panels[0].annotations.map(\.text) == ["#4"])
    }

    @Test("the answer is in the title, with its gain over the mean of the expert default")
    func title() {
        #expect(figure(Self.trials).title == "24.50 Gflops, 22.5 % above the expert default")
        let words = figure(Self.trials).subtitle
        #expect(words[0] == "study epyc-4-nodes · bayes · N = 5000 · 5 of 40 runs · 150 node-seconds")
        #expect(
            words[1]
                == "mean of 2 runs, 95 % between 18.15 and 30.85  ·  #4  NB=128 grid=1x2 BCAST=1ringM DEPTH=0"
        )
        #expect(
            figure([Self.trials[0]]).title == "20.00 Gflops: nothing was faster than the expert default")
        #expect(figure([Self.trials[1]]).title == "18.00 Gflops")
        #expect(figure([]).title == "Nothing measured yet")
        #expect(figure([Self.trials[2]]).title == "The only run failed")
        let fast = SampleStudies.trial(2, SampleStudies.measured(240), at: SampleStudies.point(64))
        #expect(figure([Self.trials[0], fast]).title == "240.0 Gflops, 12.00 times the expert default")
    }

    @Test("expert default, rounds, failures with their causes, the budget")
    func comparisons() throws {
        let trials =
            Self.trials + [SampleStudies.trial(6, SampleStudies.failed("node-failure", .infrastructure))]
        let figure = ConvergenceChart.figure(of: SampleStudies.study(trials, budget: 20))
        let panel = figure.panels[0]
        let expert = try #require(panel.lines.first { $0.name == "expert default" })
        #expect(expert.direction == .horizontal && expert.value == 20)
        #expect(figure.panels[1].lines.first?.label == "20.00 expert")
        #expect(panel.lanes.map(\.x) == [[3, 6]])
        #expect(panel.lanes.first?.name == "failed: 1 crashed, 1 node-failure")
        #expect(panel.spans.map(\.low) == [4.5] && panel.spans.map(\.high) == [6.5])
        // The node failure taught nothing, so a run more is paid for.
        let budget = try #require(panel.lines.first { $0.direction == .vertical })
        #expect(budget.value == 21.5 && budget.label == "budget: 20")
    }

    @Test("smaller sizes, imports and shared runs are drawn apart; only the smaller ones do not compete")
    func sorts() throws {
        let trials = [
            SampleStudies.trial(1, SampleStudies.measured(90), at: SampleStudies.point(64), level: 0.5),
            SampleStudies.trial(2, SampleStudies.measured(30), isImported: true),
            SampleStudies.trial(3, SampleStudies.measured(20), at: SampleStudies.point(64)),
            SampleStudies.trial(
                4, SampleStudies.measured(50, contaminated: true), at: SampleStudies.point(32)),
            SampleStudies.trial(5, .pending),
        ]
        let figure = figure(trials)
        let small = try series(figure, "run at a smaller N")
        #expect(small.y == [90] && small.symbol == .ring)
        #expect(try series(figure, "imported").x == [1])
        #expect(try series(figure, "run").x == [2])
        #expect(try series(figure, "shared the machine").x == [3])
        // Another load has made no run faster.
        #expect(try series(figure, "best so far").y == [30, 50, 50])
        #expect(figure.subtitle[0].contains("3 of 40 runs · 1 still to come"))
    }

    @Test("imports alone have cost nothing: one panel")
    func importsAlone() {
        let figure = figure([SampleStudies.trial(1, SampleStudies.measured(30), isImported: true)])
        #expect(figure.panels.map(\.horizontal.label) == ["runs"])
        #expect(figure.panels[0].series.contains { $0.endLabel == "30.00 best run" })
    }

    @Test("a study without any result says so, and still shows what failed")
    func nothing() {
        let empty = figure([])
        #expect(empty.panels.map(\.message) == ["no run has ended yet"])
        #expect(empty.panels[0].series.isEmpty && empty.legend.isEmpty)
        let failed = figure([SampleStudies.trial(1, SampleStudies.failed())])
        #expect(failed.panels[0].message == "no run gave a result")
        #expect(failed.legend.map(\.name) == ["failed: 1 crashed"])
        let cancelled = TrialRecord.State.failed(
            TrialFailure(
                kind: TrialFailure.cancelledKind, failureClass: .infrastructure,
                message: "the study was cancelled"))
        let ended = figure([SampleStudies.trial(1, cancelled), SampleStudies.trial(2, cancelled)])
        #expect(ended.title == "All 2 runs were cancelled")
        #expect(ended.legend.map(\.name) == ["2 runs cancelled"])
        let both = figure([SampleStudies.trial(1, SampleStudies.failed()), SampleStudies.trial(2, cancelled)])
        #expect(both.title == "No result: 1 failed, 1 cancelled")
        #expect(both.legend.map(\.name) == ["1 run cancelled", "failed: 1 crashed"])
    }

    @Test(
        "units keep numbers short",
        arguments: [
            (9_999.0, "Gflops"), (10_000, "Tflops"), (5.6e7, "Pflops"), (1.2e9, "Pflops"), (2e10, "Eflops"),
        ])
    func units(gflops: Double, unit: String) throws {
        let figure = figure([SampleStudies.trial(1, SampleStudies.measured(gflops))])
        #expect(figure.panels[0].vertical.label == unit)
        #expect(figure.title.contains(unit))
    }

    @Test("a few very slow runs go into a lane; the expert default and the fast ones never do")
    func slowRuns() throws {
        let figure = figure(SampleStudies.slowOutliers)
        let lane = try #require(figure.panels[0].lanes.first)
        #expect(lane.label == "slower" && lane.x == [6, 17])
        #expect(lane.name == "2 runs off the scale, down to 0.4000")
        #expect(figure.panels[0].vertical.low > 10)
        let expertSlow = RateRange(of: [30, 31, 32, 30, 31, 32, 30, 31, 1], essential: [1])
        #expect(expertSlow.low == 1 && expertSlow.below.isEmpty)
        let few = RateRange(of: [30, 1])
        #expect(few.low == 1)
    }

    @Test("a figure survives being JSON", arguments: SampleStudies.all.map(\.name))
    func codable(name: String) throws {
        let study = try #require(SampleStudies.all.first { $0.name == name }?.study)
        for chart in Charts.all {
            let figure = chart.figure(of: study)
            #expect(figure == chart.figure(of: study))
            let read = try JSONDecoder().decode(Figure.self, from: try JSONEncoder().encode(figure))
            #expect(read == figure)
            for panel in figure.panels {
                for series in panel.series {
                    #expect(series.x.count == series.y.count)
                    #expect((series.x + series.y + series.low + series.high).allSatisfy { $0.isFinite })
                    let needsInterval = series.shape == .band || series.shape == .errorBars
                    #expect(series.low.count == (needsInterval ? series.x.count : 0))
                    #expect(series.high.count == series.low.count)
                }
            }
        }
    }
}
