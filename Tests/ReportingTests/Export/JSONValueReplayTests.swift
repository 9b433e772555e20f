import Foundation
import Search
import Testing

@testable import Reporting

@Suite("Replays as JSON")
struct JSONValueReplayTests {
    private func report() -> ReplayReport {
        var run = ReplayRun(seed: 3)
        run.curve = [0, 0.5]
        run.recommended = [0, 1]
        run.cost = [2, 5]
        run.failures = 1
        run.secondsPerProposal = [0.001, 0.002]
        return ReplayReport(table: "gemm", strategy: "random", batch: 1, budget: 2, runs: [run])
    }

    @Test("The keys that scripts rely on, in their order")
    func keys() {
        #expect(
            JSONValue.replay(report()).text == """
                {
                  "table": "gemm",
                  "strategy": "random",
                  "batch": 1,
                  "budget": 2,
                  "seeds": [
                    {
                      "seed": 3,
                      "curve": [0, 0.5],
                      "recommended": [0, 1],
                      "duplicates": 0,
                      "invalid": 0,
                      "failures": 1
                    }
                  ],
                  "at": {
                    "2": {"mean": 1, "min": 1}
                  },
                  "atObserved": {
                    "2": {"mean": 0.5, "min": 0.5}
                  },
                  "milliseconds_per_proposal": {"median": 1.5, "max": 2}
                }
                """)
    }

    @Test("What was spent is there when the table has costs")
    func cost() throws {
        let text = JSONValue.replay(report(), withCost: true).text
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let seeds = try #require(object?["seeds"] as? [[String: Any]])
        #expect(seeds[0]["cost"] as? [Double] == [2, 5])
    }
}
