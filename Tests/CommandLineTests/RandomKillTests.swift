import Execution
import Foundation
import Testing

/// kill -9 at random moments, on real HPL: five times always, 200 times with `scripts/test --long`.
@Suite("Random kills", .serialized)
struct RandomKillTests {
    private static let isLong = ProcessInfo.processInfo.environment["HPLTUNE_LONG_TESTS"] == "1"
    private static let budget = 16

    /// What many kills left behind.
    struct Figures: CustomStringConvertible {
        var kills = 0
        var studies = 0
        var outcomes = 0
        /// Trials without an outcome.
        var lost = 0
        /// Runs beyond one a trial, and points measured twice without being a replicate.
        var doubled = 0
        /// Processes of jobs that no study waits for.
        var stray = 0

        var description: String {
            "\(kills) kills in \(studies) studies of \(RandomKillTests.budget): \(outcomes) outcomes, \(lost) lost, "
                + "\(doubled) doubled, \(stray) stray processes"
        }
    }

    @Test("five: one outcome for each trial")
    func few() async throws {
        try await expectNothingLost(kills: 5)
    }

    @Test("two hundred: one outcome for each trial", .enabled(if: isLong))
    func many() async throws {
        try await expectNothingLost(kills: 200)
    }

    private func expectNothingLost(kills: Int) async throws {
        var figures = Figures()
        var generator = SystemRandomNumberGenerator()
        while figures.kills < kills {
            let left = kills - figures.kills
            let (strategy, batch) = [("bayes", 4), ("random", 4), ("bayes", 1)][figures.studies % 3]
            try await Hpltune.inNewHome { hpltune in
                try await study(
                    hpltune, atMost: left,
                    arguments: [
                        "--strategy", strategy, "--batch", "\(batch)", "--seed", "\(figures.studies + 1)",
                    ], &figures, &generator)
            }
        }
        #expect(figures.lost == 0 && figures.doubled == 0 && figures.stray == 0, "\(figures)")
        #expect(figures.outcomes == figures.studies * Self.budget)
        print("random kills: \(figures)")
    }

    /// One study, killed again and again until it has ended or `limit` kills are done, then driven to its end.
    private func study(
        _ hpltune: Hpltune, atMost limit: Int, arguments: [String], _ figures: inout Figures,
        _ generator: inout SystemRandomNumberGenerator
    ) async throws {
        let optimize = ["optimize", "--n", "500", "--budget", "\(Self.budget)"] + arguments
        var kills = 0
        while kills < limit {
            let driver = try await hpltune.start(optimize)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1_000, using: &generator)))
            kill(driver.pid, SIGKILL)
            let output = try await driver.output.value
            if output.status == 0 { break }
            #expect(output.status == -SIGKILL, "\(output.out)\(output.errors)")
            kills += 1
        }
        let end = try await hpltune.run(optimize)
        #expect(end.status == 0, "\(end.out)\(end.errors)")
        let trials = try await hpltune.trials()
        #expect(trials.compactMap { $0["id"] as? Int } == Array(1...trials.count))
        let measured = trials.count { $0["state"] as? String == "measured" }
        let firsts = trials.filter { $0["replicateOf"] is NSNull }.map { Hpltune.words($0["parameters"]) }
        figures.studies += 1
        figures.kills += kills
        figures.outcomes += measured
        figures.lost += trials.count - measured + max(0, Self.budget - trials.count)
        figures.doubled +=
            max(0, hpltune.runFiles("started.json").count - trials.count) + firsts.count - Set(firsts).count
        // The last job's script may be on its last line.
        for _ in 0..<100 {
            if try hpltune.jobProcesses().isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        figures.stray += try hpltune.jobProcesses().count
    }
}
