import Foundation
import Testing

/// A study's whole life on a real SLURM, by the real program on a real HPL.
@Suite("A study on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmStudyTests {
    @Test(
        "the terminal is closed after the first sbatch; sync picks everything up, to the best HPL.dat")
    func closedTerminal() async throws {
        try await RealSlurm.onEach { try await closedTerminal(on: $0) }
    }

    private func closedTerminal(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 12, batch: 4))
            try await user.hpltune.waitFor("a job") {
                FileManager.default.fileExists(atPath: user.hpltune.database)
                    && (try? user.storedJobs().contains { $0.id != nil }) == true ? true : nil
            }
            kill(driver.pid, SIGHUP)
            let closed = try await driver.output.value
            #expect(closed.status == 130, "\(closed.out)\(closed.errors)")
            try await user.syncToTheEnd()
            #expect(try await user.state() == "finished")
            try await user.expectEveryTrialOnce(12)
            let best = try #require(try await user.hpltune.json("best", "--json") as? [String: Any])
            let gflops = try #require(best["gflops"] as? [String: Any])
            #expect(try #require(gflops["mean"] as? Double) > 0)
            let exported = try await user.hpltune("export", "local", "--format", "hpl.dat", "-o", "HPL.dat")
            #expect(exported.status == 0, "\(exported.errors)")
            #expect(FileManager.default.fileExists(atPath: user.hpltune.home + "/HPL.dat"))
        }
    }

    @Test(
        "a driver that stays drives to the end; every trial knows its job and its node")
    func watched() async throws {
        try await RealSlurm.onEach { try await watched(on: $0) }
    }

    private func watched(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            let end = try await user.hpltune.run(ClusterUser.optimize(budget: 6, batch: 3))
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            try await user.expectEveryTrialOnce(6)
            let known = Set(try user.storedJobs().compactMap(\.id))
            for trial in try await user.hpltune.trials() {
                #expect(known.contains(try #require(trial["jobID"] as? String)))
                #expect((trial["nodes"] as? [String])?.first?.hasPrefix("n") == true, "\(trial)")
            }
        }
    }

    @Test("detach, then cancel: the queue is empty and nothing runs")
    func cancelling() async throws {
        try await RealSlurm.onEach { try await cancelling(on: $0) }
    }

    private func cancelling(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let left = try await user.hpltune.run(ClusterUser.optimize(budget: 4, batch: 4, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            try await user.waitForStart(ofTrial: 2)
            let cancelled = try await user.hpltune("cancel", "local")
            #expect(cancelled.status == 0, "\(cancelled.errors)")
            #expect(try await user.state() == "cancelled")
            #expect(try await user.slurm.queue(below: user.hpltune.home).allSatisfy(\.isOver))
            let trials = try await user.hpltune.trials()
            #expect(trials.count { $0["state"] as? String == "measured" } == 1)
            #expect(trials.count { $0["failure"] as? String == "cancelled" } == 3)
            user.release(trial: 2)
            let resumed = try await user.hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try await user.hpltune.trials().count { $0["state"] as? String == "measured" } == 4)
        }
    }

    @Test("node-hours are neither planned nor spent beyond the limit")
    func nodeHours() async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm) { user in
            // A job of the shortest limit reserves 365 s (five minutes, KillWait, a minute); beside it there are 9 s for what
            // the jobs before it have taken.
            let end = try await user.hpltune.run(
                ClusterUser.optimize(budget: 40, batch: 4, "--max-node-hours", "0.104"))
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            #expect(end.out.contains("node-hours"), "\(end.out)")
            let status = try await user.status()
            #expect(try #require(status["nodeHours"] as? Double) <= 0.104)
            let trials = try await user.hpltune.trials()
            #expect(trials.count >= 1 && trials.count < 40)
            try await user.expectInvariants(trials: trials.count)
        }
    }
}
