import Foundation
import Testing

/// Work directories, modules and queues that are not as they should be.
@Suite("Troubles around a job on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmTroubleTests {
    static let slurm = RealSlurm.all.first

    @Test(
        "the work directory's disk is full: what was measured is kept, the rest is run when there is room",
        .enabled(if: SmallDisk.isPermitted))
    func fullDisk() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 512, in: folder) { try await fill($0) }
        }
    }

    private func fill(_ disk: SmallDisk) async throws {
        let slurm = try #require(Self.slurm)
        try await ClusterUser.with(slurm, work: disk.path) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4))
            try await user.hpltune.waitFor("trial 2") {
                FileManager.default.enumerator(atPath: disk.path)?.contains {
                    ($0 as? String)?.hasSuffix("trial-2-attempt-1/started.json") == true
                } == true ? true : nil
            }
            disk.fill()
            user.release(trial: 2)
            let end = try await driver.output.value
            #expect(end.status == 75, "\(end.out)\(end.errors)")
            let line =
                "the work directory \(disk.path) cannot be written: no space left on the device; free some space, then "
                + "`hpltune resume local`"
            #expect(end.errors.hasSuffix("hpltune: \(line)\n"), "\(end.out)\(end.errors)")
            let pass = try await user.hpltune("sync")
            #expect(pass.status == 75 && pass.errors == "hpltune: study `local`: \(line)\n", "\(pass.errors)")
            #expect(try await user.hpltune.trials().first?["state"] as? String == "measured")
            disk.free()
            let resumed = try await user.hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.out)\(resumed.errors)")
            let trials = try await user.hpltune.trials()
            #expect(trials.count { $0["state"] as? String == "measured" } == 4, "\(trials)")
        }
    }

    @Test("the work directory is removed in the middle of a round: the runs are made again")
    func workDirectoryRemoved() async throws {
        let slurm = try #require(Self.slurm)
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4))
            try await user.waitForStart(ofTrial: 2)
            try FileManager.default.removeItem(atPath: user.hpltune.runs + "/local")
            user.release(trial: 2)
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            try await user.expectEveryTrialMeasured(4)
        }
    }

    @Test("modules that cannot be loaded end the study, with their name")
    func moduleMissing() async throws {
        let slurm = try #require(Self.slurm)
        try await ClusterUser.with(slurm, profile: ["modules: [no-such-module]"]) { user in
            let end = try await user.hpltune.run(ClusterUser.optimize(budget: 4, batch: 2))
            #expect(end.status == 1, "\(end.out)\(end.errors)")
            #expect("\(end.out)\(end.errors)".contains("module"), "\(end.out)\(end.errors)")
            let check = try await user.hpltune("database", "check")
            #expect(check.status == 0, "\(check.out)")
            #expect(try await user.slurm.queue(below: user.hpltune.home).allSatisfy(\.isOver))
        }
    }

    @Test("a job that does not start is said to wait, and why; released, it runs")
    func neverStarting() async throws {
        let slurm = try #require(Self.slurm)
        try await ClusterUser.with(slurm, profile: ["sbatch: [--hold]"]) { user in
            let left = try await user.hpltune.run(ClusterUser.optimize(budget: 2, batch: 2, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            let pass = try await user.hpltune("sync", "local")
            #expect(pass.status == 0, "\(pass.errors)")
            let status = try await user.hpltune("status", "local")
            #expect("\(pass.out)\(status.out)".contains("JobHeldUser"), "\(pass.out)\(status.out)")
            try await slurm.run("scontrol", "release", try await user.onlyJob())
            try await user.syncToTheEnd()
            try await user.expectEveryTrialOnce(2)
        }
    }

    @Test("a run that hangs is ended by its own limit; the others are measured")
    func hanging() async throws {
        let slurm = try #require(Self.slurm)
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let end = try await user.hpltune.run(ClusterUser.optimize(budget: 4, batch: 4))
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            let trials = try await user.hpltune.trials()
            #expect(trials[1]["failure"] as? String == "timed-out")
            #expect(trials.count { $0["state"] as? String == "measured" } == 3)
            try await user.expectInvariants(trials: 4)
        }
    }
}
