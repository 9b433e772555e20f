import Foundation
import Testing

/// kill -9 at random moments of studies on a real SLURM: five times always, a hundred times with `scripts/test --long`.
@Suite("Random kills on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmRandomKillTests {
    private static let budget = 12

    /// What many kills left behind.
    struct Figures: CustomStringConvertible {
        var kills = 0
        var studies = 0
        var outcomes = 0
        /// Trials without an outcome.
        var lost = 0
        /// Runs beyond one a trial.
        var doubled = 0
        /// Jobs in the queue or in sacct that the store does not know.
        var unknown = 0

        var description: String {
            "\(kills) kills in \(studies) studies of \(SlurmRandomKillTests.budget): \(outcomes) outcomes, \(lost) lost, "
                + "\(doubled) doubled, \(unknown) unknown jobs"
        }
    }

    @Test("five: one outcome for each trial, one job known for each in the queue")
    func few() async throws {
        try await RealSlurm.onEach { try await expectNothingLost($0, kills: 5) }
    }

    @Test("a hundred", .enabled(if: RealSlurm.isLong))
    func many() async throws {
        try await RealSlurm.onEach { try await expectNothingLost($0, kills: 100) }
    }

    private func expectNothingLost(_ slurm: RealSlurm, kills: Int) async throws {
        var figures = Figures()
        var generator = SystemRandomNumberGenerator()
        while figures.kills < kills {
            let batch = [4, 1, 6][figures.studies % 3]
            let left = kills - figures.kills
            try await ClusterUser.with(slurm) { user in
                let optimize = ClusterUser.optimize(
                    budget: Self.budget, batch: batch, "--seed", "\(figures.studies + 1)")
                var done = 0
                while done < left {
                    let driver = try await user.hpltune.start(optimize)
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...2_500, using: &generator)))
                    kill(driver.pid, SIGKILL)
                    let output = try await driver.output.value
                    if output.status == 0 { break }
                    #expect(output.status == -SIGKILL, "\(output.out)\(output.errors)")
                    done += 1
                }
                let end = try await user.hpltune.run(optimize, timeout: .seconds(300))
                #expect(end.status == 0, "\(end.out)\(end.errors)")
                figures.kills += done
                try await count(user, &figures)
            }
        }
        #expect(figures.lost == 0 && figures.doubled == 0 && figures.unknown == 0, "\(figures)")
        #expect(figures.outcomes == figures.studies * Self.budget)
        print("random kills on SLURM \(slurm.name): \(figures)")
    }

    private func count(_ user: ClusterUser, _ figures: inout Figures) async throws {
        let trials = try await user.hpltune.trials()
        let measured = trials.count { $0["state"] as? String == "measured" }
        let known = Set(try user.storedJobs().compactMap(\.id))
        let queued = try await user.slurm.queue(below: user.hpltune.home)
        figures.studies += 1
        figures.outcomes += measured
        figures.lost += trials.count - measured + max(0, Self.budget - trials.count)
        figures.doubled += max(0, user.hpltune.runFiles("started.json").count - trials.count)
        figures.unknown += Set(queued.map(\.id)).subtracting(known).count
        try await user.expectInvariants(trials: trials.count)
    }
}
