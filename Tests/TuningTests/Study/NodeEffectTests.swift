import Search
import Testing

@testable import Tuning

@Suite("Slow nodes")
struct NodeEffectTests {
    private func trial(
        _ number: Int, _ gflops: Double, on hosts: [String], nb: Int = 32, round: Int,
        contaminated: Bool = false
    ) -> TrialRecord {
        let known = TestStudy.trial(number, .measured(gflops))
        let measurement = Measurement(
            variant: "W", n: 100, nb: nb, p: 1, q: 2, seconds: 1, gflops: gflops, residual: 0,
            isContaminated: contaminated)
        return TrialRecord(
            id: known.id, number: number, round: round,
            candidate: Candidate(
                point: TestStudy.point.replacing("NB", with: .integer(nb)), replicate: number, why: "a test"),
            n: 100, state: .measured(measurement), attempts: known.attempts, queuedAt: 0, startedAt: 1,
            finishedAt: 2, hosts: hosts)
    }

    @Test(
        "a node that is 7 % slower is found by the same point's runs elsewhere, whatever a neighbour does to single runs"
    )
    func slow() throws {
        var trials: [TrialRecord] = []
        for (index, node) in ["n1", "n2", "n3", "n1", "n2", "n3", "n1", "n2", "n3", "n1", "n2", "n2"]
            .enumerated()
        {
            let noise = 1 + 0.004 * Double(index % 5 - 2)
            trials.append(trial(index + 1, (node == "n2" ? 93 : 100) * noise, on: [node], round: index + 1))
        }
        trials.append(trial(13, 20, on: ["n3"], round: 13))
        trials.append(trial(14, 1, on: ["n1"], round: 14, contaminated: true))
        let effects = NodeEffect.all(in: trials)
        #expect(effects.filter(\.isSlow).map(\.node) == ["n2"])
        let slowest = try #require(effects.first { $0.node == "n2" })
        #expect(abs(slowest.effect + 0.07) < 0.01 && slowest.runs == 5)
        #expect(
            slowest.description.hasPrefix("node n2 is 7")
                && slowest.description.hasSuffix("% slower (5 runs)"))
    }

    @Test("without runs of the same point the round tells, as tasks of an array run on different nodes")
    func round() {
        var trials: [TrialRecord] = []
        for round in 1...6 {
            for (place, node) in ["n1", "n2", "n3"].enumerated() {
                let number = round * 3 + place
                // The points of a round are as good as each other, those of different rounds are not.
                let gflops = 50 * Double(round) * (node == "n3" ? 0.8 : 1) * (1 + 0.002 * Double(number % 3))
                trials.append(trial(number, gflops, on: [node], nb: number, round: round))
            }
        }
        #expect(NodeEffect.all(in: trials).filter(\.isSlow).map(\.node) == ["n3"])
    }

    @Test("two runs are not enough, runs on all nodes at once tell nothing, and noise is no slow node")
    func nothing() {
        #expect(NodeEffect.all(in: []).isEmpty)
        let few = [
            trial(1, 90, on: ["n1"], round: 1), trial(2, 90, on: ["n1"], round: 2),
            trial(3, 100, on: ["n2"], round: 3), trial(4, 100, on: ["n2"], round: 4),
        ]
        #expect(NodeEffect.all(in: few).isEmpty)
        let all = (1...9).map { trial($0, 100, on: ["n1", "n2"], round: $0) }
        #expect(NodeEffect.all(in: all).isEmpty)
        let noisy = (1...12).map { number in
            trial(number, [100, 80, 120, 95][number / 2 % 4], on: ["n\(number % 2)"], nb: number, round: 1)
        }
        #expect(NodeEffect.all(in: noisy).allSatisfy { !$0.isSlow })
    }
}
