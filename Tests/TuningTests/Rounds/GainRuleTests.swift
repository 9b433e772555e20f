import Search
import Testing

@testable import Tuning

@Suite("Stopping when little is to be gained")
struct GainRuleTests {
    private func candidate(_ improvement: Double?) -> Candidate {
        Candidate(
            point: TestStudy.point, why: "a test",
            expectation: improvement.map {
                Expectation(mean: 100, deviation: 1, incumbent: 100, improvement: $0)
            })
    }

    private func decide(_ limit: Double?, last: Double?, next: Double?) -> StudyEnd? {
        let trial = TrialRecord(
            id: 1, number: 1, round: 3, candidate: candidate(last), n: 100, state: .measured(1), attempts: [],
            queuedAt: 0, startedAt: nil, finishedAt: nil, hosts: [])
        return GainRule(limit: limit).decide(.candidates([candidate(next)]), after: [trial])
    }

    @Test("two rounds below the limit end it")
    func both() {
        #expect(decide(0.01, last: 0.5, next: 0.4) == .gainTooSmall(expected: 0.004, limit: 0.01))
    }

    @Test("one is not enough, and without a limit or a model it never ends")
    func others() {
        #expect(decide(0.01, last: 2, next: 0.4) == nil)
        #expect(decide(0.01, last: 0.5, next: 2) == nil)
        #expect(decide(nil, last: 0, next: 0) == nil)
        #expect(decide(0.01, last: nil, next: 0.1) == nil)
        #expect(decide(0.01, last: 0.1, next: nil) == nil)
    }
}
