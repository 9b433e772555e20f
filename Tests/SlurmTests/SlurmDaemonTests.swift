import Foundation
import Testing

/// SLURM's own daemons come and go.
@Suite("SLURM's daemons stopped", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmDaemonTests {
    @Test("slurmctld stopped and started in the middle of a round")
    func controller() async throws {
        try await RealSlurm.onEach { try await controller(on: $0) }
    }

    private func controller(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm, profile: ClusterUser.ranksStartedByOpenMPI) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 6, batch: 3, n: 2000))
            try await user.waitForStart(ofTrial: 2)
            try await slurm.stopping("slurmctld") {
                // The round goes on to its end, the driver stays at the next sbatch.
                user.release(trial: 2)
                try await user.hpltune.waitForRuns(3)
                try await user.waitForMeasured(3)
            }
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            try await user.expectEveryTrialOnce(6)
        }
    }

    @Test(
        "runs that MPI could not start while slurmctld was away are made again in another job",
        .enabled(if: RealSlurm.isLong))
    func startless() async throws {
        try await RealSlurm.onEach { try await startless(on: $0) }
    }

    private func startless(on slurm: RealSlurm) async throws {
        // Here Open MPI starts its daemon by srun, as it does in every job of several nodes.
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 3, batch: 3, n: 2000))
            try await user.waitForStart(ofTrial: 2)
            try await user.waitForMeasured(1)
            try await Task.sleep(for: .seconds(2))
            try await slurm.stopping("slurmctld") {
                user.release(trial: 2)
                try await user.hpltune.waitForRuns(3)
            }
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            let trials = try await user.hpltune.trials()
            #expect(trials.map { $0["attempts"] as? Int } == [1, 1, 2], "\(slurm.name): \(trials)")
            try await user.expectEveryTrialMeasured(3)
        }
    }

    @Test("sync while slurmctld is away says so and changes nothing")
    func syncWithoutController() async throws {
        try await RealSlurm.onEach { try await syncWithoutController(on: $0) }
    }

    private func syncWithoutController(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm, profile: ClusterUser.ranksStartedByOpenMPI) { user in
            try user.hold(trial: 1)
            let left = try await user.hpltune.run(
                ClusterUser.optimize(budget: 2, batch: 2, n: 2000, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            try await user.waitForStart(ofTrial: 1)
            try await slurm.stopping("slurmctld") {
                let before = try await user.hpltune.trials()
                let pass = try await user.hpltune("sync", "local")
                #expect(pass.status == 75)
                #expect(pass.out.contains("squeue failed"), "\(pass.out)\(pass.errors)")
                let after = try await user.hpltune.trials()
                #expect(after.map { $0["state"] as? String } == before.map { $0["state"] as? String })
                #expect(try await user.state() == "open")
            }
            user.release(trial: 1)
            try await user.syncToTheEnd()
            try await user.expectEveryTrialOnce(2)
        }
    }

    @Test("slurmdbd stopped for the whole study: only a warning; sacct is right when it is back")
    func accounting() async throws {
        let slurm = try #require(RealSlurm.all.first { $0.hasAccounting })
        try await ClusterUser.with(slurm) { user in
            try await slurm.stopping("slurmdbd") {
                let end = try await user.hpltune.run(ClusterUser.optimize(budget: 4, batch: 2))
                #expect(end.status == 0, "\(end.out)\(end.errors)")
                try await user.hpltune.expectEveryTrialOnce(4)
            }
            try await user.expectEveryTrialOnce(4)
        }
    }
}
