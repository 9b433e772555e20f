import Testing

@testable import Tuning

@Suite("When to stop")
struct StopRuleTests {
    private func decide(
        budget: Budget, batch: Int = 4, _ trials: [TrialRecord], secondsPerRun: Double = 3600, nodes: Int = 1
    ) -> StopRule.Decision {
        let progress = StudyProgress(trials: trials, nodes: nodes, expertDefault: nil)
        return StopRule(budget: budget, batch: batch).decide(
            after: progress, secondsPerRun: secondsPerRun, nodes: nodes)
    }

    @Test("a batch, then what is left, then the end")
    func budget() {
        let three = (1...3).map { TestStudy.trial($0, .measured(1)) }
        #expect(decide(budget: Budget(trials: 10), []) == .propose(4))
        #expect(decide(budget: Budget(trials: 5), three) == .propose(2))
        #expect(decide(budget: Budget(trials: 3), three) == .stop(.budgetReached(trials: 3)))
    }

    @Test("pending trials are spent already, lost ones not")
    func pending() {
        let trials = [
            TestStudy.trial(1, .pending, wallSeconds: nil), TestStudy.trial(2, .failed(.infrastructure)),
            TestStudy.trial(3, .measured(1)),
        ]
        #expect(decide(budget: Budget(trials: 4), trials) == .propose(2))
    }

    @Test("node-hours are never exceeded, planned ones included")
    func nodeHours() {
        let one = [TestStudy.trial(1, .measured(1), wallSeconds: 3600)]
        #expect(decide(budget: Budget(trials: 40, nodeHours: 3.5), one) == .propose(2))
        #expect(
            decide(budget: Budget(trials: 40, nodeHours: 3.5), one, nodes: 2)
                == .stop(
                    .nodeHoursReached(spent: 2, limit: 3.5, next: 2)))
        #expect(decide(budget: Budget(trials: 40, nodeHours: 1e9), one) == .propose(4))
    }
}
