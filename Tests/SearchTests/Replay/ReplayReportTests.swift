import Testing

@testable import Search

struct ReplayReportTests {
    private func report(_ scores: [[Double]], budget: Int) -> ReplayReport {
        let runs = scores.enumerated().map { seed, scores in
            var run = ReplayRun(seed: UInt64(seed))
            run.recommended = scores
            run.curve = scores.map { $0 / 2 }
            run.cost = scores.indices.map { Double($0 + 1) * Double(seed + 1) }
            run.secondsPerProposal = [0.001 * Double(seed + 1), 0.002]
            run.failures = seed
            return run
        }
        return ReplayReport(table: "t", strategy: "s", batch: 1, budget: budget, runs: runs)
    }

    @Test(
        "Reported are 25, 50, 100 as far as the budget goes, and the budget",
        arguments: [
            (10, [10]), (25, [25]), (40, [25, 40]), (100, [25, 50, 100]), (150, [25, 50, 100, 150]),
        ])
    func marks(budget: Int, marks: [Int]) {
        #expect(report([Array(repeating: 1, count: budget)], budget: budget).marks == marks)
    }

    @Test("Mean and least over the seeds")
    func summaries() {
        let report = report([[0.5, 0.75], [0.25, 1], [0, 0.5]], budget: 2)
        #expect(report.summary(of: \.recommended, after: 1) == .init(mean: 0.25, min: 0))
        #expect(report.summary(of: \.recommended, after: 2) == .init(mean: 0.75, min: 0.5))
        #expect(report.summary(of: \.curve, after: 2) == .init(mean: 0.375, min: 0.25))
        #expect(report.meanCurve(of: \.recommended) == [0.25, 0.75])
        #expect(report.meanCost == 4)
        #expect(report.failures == 3)
        #expect(report.millisecondsPerProposal.median == 2)
        #expect(report.millisecondsPerProposal.max == 3)
    }

    @Test("How soon within a share of the best: the median over the seeds, none when too few get there")
    func within() {
        let report = report([[0.2, 0.995, 0.9], [0.99, 1, 1], [0.5, 0.6, 0.7]], budget: 3)
        #expect(report.evaluations(within: 0.01) == 2)
        #expect(report.evaluations(within: 0.001) == nil)
        #expect(report.evaluations(within: 0.5) == 1)
    }
}
