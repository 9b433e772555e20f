import Execution
import Foundation
import Testing

/// kill -9 at random moments, on real HPL: five times always, 200 times with `scripts/test --long`.
@Suite("Random kills", .serialized)
struct RandomKillTests {
    private static let isLong = ProcessInfo.processInfo.environment["HPLTUNE_LONG_TESTS"] == "1"
    private static let budget = 16

    @Test("five: one outcome for each trial")
    func few() async throws {
        try await expectNothingLost(kills: 5)
    }

    @Test("two hundred: one outcome for each trial", .enabled(if: isLong))
    func many() async throws {
        try await expectNothingLost(kills: 200)
    }

    private func expectNothingLost(kills: Int) async throws {
        var figures = KillFigures(budget: Self.budget, strays: "stray processes")
        while figures.kills < kills {
            let left = kills - figures.kills
            let (strategy, batch) = [("bayes", 4), ("random", 4), ("bayes", 1)][figures.studies % 3]
            let optimize = [
                "optimize", "--n", "500", "--budget", "\(Self.budget)", "--strategy", strategy, "--batch",
                "\(batch)", "--seed", "\(figures.studies + 1)",
            ]
            try await Hpltune.inNewHome { hpltune in
                figures.kills += try await hpltune.killAtRandom(optimize, atMost: left, within: 1_000)
                try await count(hpltune, &figures)
            }
        }
        figures.expectNothingLost("random kills")
    }

    private func count(_ hpltune: Hpltune, _ figures: inout KillFigures) async throws {
        let trials = try await hpltune.trials()
        #expect(trials.compactMap { $0["id"] as? Int } == Array(1...trials.count))
        figures.add(trials, of: hpltune)
        // Points measured twice without being a replicate.
        let firsts = trials.filter { $0["replicateOf"] is NSNull }.map { Hpltune.words($0["parameters"]) }
        figures.doubled += firsts.count - Set(firsts).count
        // The last job's script may be on its last line.
        for _ in 0..<100 {
            if try hpltune.jobProcesses().isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        figures.stray += try hpltune.jobProcesses().count
    }
}
