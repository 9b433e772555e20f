import Foundation
import Testing

/// kill -9 at random moments of studies on a real SLURM: five times always, a hundred times with `scripts/test --long`.
@Suite("Random kills on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmRandomKillTests {
    private static let budget = 12

    @Test("five: one outcome for each trial, one job known for each in the queue")
    func few() async throws {
        try await RealSlurm.onEach { try await expectNothingLost($0, kills: 5) }
    }

    @Test("a hundred", .enabled(if: RealSlurm.isLong))
    func many() async throws {
        try await RealSlurm.onEach { try await expectNothingLost($0, kills: 100) }
    }

    private func expectNothingLost(_ slurm: RealSlurm, kills: Int) async throws {
        var figures = KillFigures(budget: Self.budget, strays: "unknown jobs")
        while figures.kills < kills {
            let batch = [4, 1, 6][figures.studies % 3]
            let left = kills - figures.kills
            try await ClusterUser.with(slurm) { user in
                let optimize = ClusterUser.optimize(
                    budget: Self.budget, batch: batch, "--seed", "\(figures.studies + 1)")
                figures.kills += try await user.hpltune.killAtRandom(optimize, atMost: left, within: 2_500)
                try await count(user, &figures)
            }
        }
        figures.expectNothingLost("random kills on SLURM \(slurm.name)")
    }

    private func count(_ user: ClusterUser, _ figures: inout KillFigures) async throws {
        let trials = try await user.hpltune.trials()
        figures.add(trials, of: user.hpltune)
        let known = Set(try user.storedJobs().compactMap(\.id))
        let queued = try await user.slurm.queue(below: user.hpltune.home)
        figures.stray += Set(queued.map(\.id)).subtracting(known).count
        try await user.expectInvariants(trials: trials.count)
    }
}
