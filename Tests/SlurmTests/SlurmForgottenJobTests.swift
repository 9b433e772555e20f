import Foundation
import GRDB
import Testing

/// Jobs of which SLURM or the database knows less, or more, than before.
@Suite("Forgotten jobs on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmForgottenJobTests {
    @Test(
        "the profile leads to another SLURM: nothing changes; set back, the study goes on with its job",
        .enabled(if: RealSlurm.all.count > 1))
    func otherSlurm() async throws {
        for (own, other) in [(RealSlurm.all[0], RealSlurm.all[1]), (RealSlurm.all[1], RealSlurm.all[0])] {
            try await ClusterUser.with(own) { user in
                try user.hold(trial: 1)
                let left = try await user.hpltune.run(
                    ClusterUser.optimize(budget: 2, batch: 2, n: 2000, "--detach"))
                #expect(left.status == 0, "\(left.errors)")
                try await user.waitForStart(ofTrial: 1)
                let job = try await user.onlyJob()
                try user.lead(from: own, to: other)
                for _ in 0..<2 {
                    let pass = try await user.hpltune("sync", "local")
                    #expect(pass.status == 75, "\(pass.out)\(pass.errors)")
                    #expect(
                        pass.out.contains("job \(job) was given to the SLURM hpltune@"),
                        "\(pass.out)\(pass.errors)")
                }
                // It is not even waited for.
                let silences = try await DatabaseQueue(path: user.hpltune.database).read {
                    try Double.fetchAll($0, sql: "SELECT silentSince FROM job WHERE silentSince IS NOT NULL")
                }
                #expect(silences == [])
                #expect(try await other.queue(below: user.hpltune.home) == [])
                try user.lead(from: other, to: own)
                user.release(trial: 1)
                try await user.syncToTheEnd()
                try await user.expectEveryTrialOnce(2)
            }
        }
    }

    @Test(
        "an older database is put back: the job that it does not know is ended before its runs are made again"
    )
    func restored() async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm) { user in
            let left = try await user.hpltune.run(
                ClusterUser.optimize(budget: 4, batch: 2, n: 2000, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            #expect(try await user.hpltune("database", "backup").status == 0)
            let folder = user.hpltune.database + ".backups"
            let backup = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
            try user.hold(trial: 3)
            try await user.hpltune.waitFor("round 1") {
                user.hpltune.runFiles("done.json").count == 2 ? true : nil
            }
            #expect(try await user.hpltune("sync", "local").status == 0)
            try await user.waitForStart(ofTrial: 3)
            let job = try #require(try user.storedJobs().last?.id)
            let restored = try await user.hpltune("database", "restore", "\(folder)/\(backup)")
            #expect(restored.status == 0, "\(restored.errors)")
            let pass = try await user.hpltune("sync", "local")
            #expect(pass.status == 0, "\(pass.errors)")
            #expect("\(pass.out)\(pass.errors)".contains("job \(job) in "), "\(pass.out)\(pass.errors)")
            #expect(
                try await slurm.queue(below: user.hpltune.home).first { $0.id == job }?.state == "CANCELLED")
            user.release(trial: 3)
            try await user.syncToTheEnd()
            let trials = try await user.hpltune.trials()
            #expect(trials.count == 4 && trials.allSatisfy { $0["state"] as? String == "measured" })
            #expect(!(try user.storedJobs().contains { $0.id == job }))
        }
    }

    @Test(
        "a study that is at its end in the older database: its job is named, and whoever looks at the study ends it",
        arguments: [["sync"], ["sync", "local"], ["cancel", "local"], ["resume", "local"]])
    func finished(command: [String]) async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm) { user in
            let done = try await user.hpltune.run(ClusterUser.optimize(budget: 2, batch: 2))
            #expect(done.status == 0, "\(done.errors)")
            let backup = user.hpltune.home + "/backup.db"
            #expect(try await user.hpltune("database", "backup", "--output", backup).status == 0)
            try user.hold(trial: 3)
            let left = try await user.hpltune.run(ClusterUser.optimize(budget: 4, batch: 2, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            try await user.waitForStart(ofTrial: 3)
            let job = try #require(try user.storedJobs().last?.id)
            let restored = try await user.hpltune("database", "restore", backup)
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(restored.out.contains("Job \(job) of study local was under way"), "\(restored.out)")
            #expect(restored.lines.last?.hasSuffix(" \(job)") == true, "\(restored.out)")
            #expect(try await slurm.queue(below: user.hpltune.home).last?.state == "RUNNING")
            let output = try await user.hpltune.run(command)
            #expect(output.status == 0, "\(output.errors)")
            #expect(
                "\(output.out)\(output.errors)".contains("job \(job) in "), "\(output.out)\(output.errors)")
            #expect(
                try await slurm.queue(below: user.hpltune.home).first { $0.id == job }?.state == "CANCELLED")
            user.release(trial: 3)
            for _ in 1...2 { #expect(try await user.hpltune("sync").out == "", "it has looked") }
            #expect(try await user.hpltune.trials().count == 2)
            #expect(user.hpltune.runFiles("done.json").count { $0.contains("/trial-") } == 2)
        }
    }

    @Test("cancelled, then queued again by an administrator: no run begins")
    func requeuedAfterCancel() async throws {
        try await RealSlurm.onEach { slurm in
            try await ClusterUser.with(slurm) { user in
                try user.hold(trial: 1)
                let left = try await user.hpltune.run(
                    ClusterUser.optimize(budget: 2, batch: 2, n: 2000, "--detach"))
                #expect(left.status == 0, "\(left.errors)")
                try await user.waitForStart(ofTrial: 1)
                let job = try await user.onlyJob()
                #expect(try await user.hpltune("cancel", "local").status == 0)
                user.release(trial: 1)
                try await user.waitForState("CANCELLED", of: job)
                try await slurm.run("scontrol", "requeue", job)
                try await user.waitForState("PENDING", of: job)
                try await slurm.startNow(job)
                try await user.waitForState("COMPLETED", of: job)
                let starts = user.hpltune.runFiles("started.json")
                #expect(starts.count == 1 && user.hpltune.runFiles("done.json") == [], "\(starts)")
                #expect(!starts.contains { $0.contains("/restart-1/") })
            }
        }
    }
}

extension ClusterUser {
    /// Another SLURM in the profile.
    fileprivate func lead(from own: RealSlurm, to other: RealSlurm) throws {
        let path = hpltune.home + "/.config/hpltune/clusters.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacingOccurrences(of: own.configuration, with: other.configuration)
            .write(toFile: path, atomically: true, encoding: .utf8)
    }
}
