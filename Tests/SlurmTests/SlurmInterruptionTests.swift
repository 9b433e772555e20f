import Foundation
import Testing

/// Jobs that SLURM or somebody else takes away.
@Suite("Jobs taken away on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmInterruptionTests {
    @Test(
        "queued again by an administrator: done trials are kept, the others run in the second start")
    func requeue() async throws {
        try await RealSlurm.onEach { try await requeue(on: $0) }
    }

    private func requeue(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4))
            try await user.waitForStart(ofTrial: 2)
            let job = try await user.onlyJob()
            // Long enough to be told from the start after it.
            try await Task.sleep(for: .seconds(8))
            try await slurm.run("scontrol", "requeue", job)
            try await user.waitForState("PENDING", of: job)
            let waitingSince = ContinuousClock.now
            try await Task.sleep(for: .seconds(20))
            try await slurm.startNow(job)
            let waited = (ContinuousClock.now - waitingSince) / .seconds(1)
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            try await user.expectEveryTrialMeasured(4)
            #expect(try user.storedJobs().count == 1)
            try await user.expectCost(ofEveryStartOf: job, waited: waited)
        }
    }

    @Test("preempted: as queued again")
    func preemption() async throws {
        try await RealSlurm.onEach { try await preemption(on: $0) }
    }

    private func preemption(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4))
            try await user.waitForStart(ofTrial: 2)
            let job = try await user.onlyJob()
            let urgent = try await slurm.run(
                "sbatch", "--parsable", "--partition=urgent", "--nodes=3", "--exclusive", "--chdir=/",
                "--output=/dev/null", "--wrap", "sleep 1")
            try await user.waitForState("PENDING", of: job)
            try await slurm.startNow(job)
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            #expect(!urgent.isEmpty)
            try await user.expectEveryTrialMeasured(4)
            #expect(try user.storedJobs().count == 1)
        }
    }

    @Test(
        "cancelled by somebody else: nothing is run again before somebody says so")
    func cancelled() async throws {
        try await RealSlurm.onEach { try await cancelled(on: $0) }
    }

    private func cancelled(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4))
            try await user.waitForStart(ofTrial: 2)
            let job = try await user.onlyJob()
            try await slurm.run("scancel", job)
            let end = try await driver.output.value
            #expect(end.status != 0)
            #expect("\(end.out)\(end.errors)".contains("cancelled"), "\(end.out)\(end.errors)")
            #expect(try user.storedJobs().count == 1)
            // sync does not go on by itself.
            _ = try await user.hpltune("sync")
            #expect(try user.storedJobs().count == 1)
            user.release(trial: 2)
            let resumed = try await user.hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.out)\(resumed.errors)")
            try await user.expectEveryTrialMeasured(4)
        }
    }

    @Test(
        "the time limit in the middle of a round: done trials are kept, the others are run by another job")
    func timeLimit() async throws {
        try await RealSlurm.onEach { try await timeLimit(on: $0) }
    }

    private func timeLimit(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm) { user in
            try user.hold(trial: 2)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4, n: 2000))
            try await user.waitForStart(ofTrial: 2)
            let job = try await user.onlyJob()
            // The warning comes three minutes before the end, so at once.
            try await slurm.run("scontrol", "update", "JobId=\(job)", "TimeLimit=1")
            try await user.waitForEnd(of: job)
            user.release(trial: 2)
            let end = try await driver.output.value
            #expect(end.status == 0, "\(end.out)\(end.errors)")
            #expect(try user.storedJobs().count == 2, "\(end.out)")
            let trials = try await user.hpltune.trials()
            // The running one is a measurement of a kind as well when it took longer than it should have.
            #expect(
                trials.allSatisfy { ($0["failure"] as? String ?? "timed-out") == "timed-out" }, "\(trials)")
            #expect(trials.count { $0["state"] as? String == "measured" } >= 3)
            #expect(trials.first?["attempts"] as? Int == 1)
            try await user.expectInvariants(trials: trials.count)
        }
    }

    @Test("a node fails: the job starts again on another one; what its ghost publishes is not believed")
    func nodeFailure() async throws {
        try await RealSlurm.onEach { try await nodeFailure(on: $0) }
    }

    private func nodeFailure(on slurm: RealSlurm) async throws {
        try await ClusterUser.with(slurm, profile: ClusterUser.ranksStartedByOpenMPI) { user in
            try user.hold(trial: 2)
            try user.hold(trial: 2, restart: 1)
            let driver = try await user.hpltune.start(ClusterUser.optimize(budget: 4, batch: 4, n: 2500))
            try await user.waitForStart(ofTrial: 2)
            let job = try await user.onlyJob()
            let node = try await slurm.run("squeue", "-h", "-j", job, "-o", "%B").filter { !$0.isWhitespace }
            try await slurm.kill(node: node)
            do {
                try await user.waitForState("PENDING", of: job)
                try await slurm.startNow(job)
                try await user.waitForState("RUNNING", of: job)
                try await user.hpltune.waitFor("the second start of trial 2") {
                    user.hpltune.runFiles("stdout").contains { $0.contains("/trial-2-attempt-1/restart-1/") }
                        ? true : nil
                }
                // The ghost ends its run now, before the one that counts.
                user.release(trial: 2)
                try await Task.sleep(for: .seconds(4))
                #expect(try await user.hpltune.trials()[1]["state"] as? String == "pending")
                user.release(trial: 2, restart: 1)
                let end = try await driver.output.value
                #expect(end.status == 0, "\(end.out)\(end.errors)")
                let trials = try await user.hpltune.trials()
                #expect(trials.first?["nodes"] as? [String] == [node])
                #expect(trials.last?["nodes"] as? [String] != [node], "\(trials)")
                try await user.expectEveryTrialMeasured(4)
            } catch {
                try await slurm.start(node: node)
                throw error
            }
            try await slurm.start(node: node)
        }
    }
}

extension ClusterUser {
    /// The first start of the job took at least 8 s.
    ///
    /// - Parameter waited: for so many seconds it waited for the second one.
    fileprivate func expectCost(ofEveryStartOf job: String, waited: Double) async throws {
        let spent = 3600 * (try #require(try await status()["nodeHours"] as? Double))
        let submitted = try await slurm.run(
            "stat", "-c", "%Y", hpltune.home + "/.config/hpltune/clusters.yaml")
        let age = Date().timeIntervalSince1970 - (try #require(Double(submitted.dropLast())))
        #expect(
            spent >= 8 && spent < age - waited + 4, "\(spent) s of \(age) s, of which it waited \(waited) s")
        guard slurm.hasAccounting else { return }
        let starts = try await slurm.run(
            "sacct", "-D", "-X", "-P", "-n", "-j", job, "-o", "ElapsedRaw")
        let seconds = starts.split(separator: "\n").compactMap { Double($0) }
        #expect(seconds.count == 2 && spent >= seconds.reduce(0, +), "\(spent): \(seconds)")
    }

    func onlyJob() async throws -> String {
        let ids = try storedJobs().compactMap(\.id)
        #expect(ids.count == 1)
        return try #require(ids.first)
    }

    func waitForState(_ state: String, of job: String) async throws {
        for _ in 0..<400 {
            if try await slurm.queue(below: hpltune.home).contains(where: {
                $0.id == job && $0.state == state
            }) {
                return
            }
            try await Task.sleep(for: .milliseconds(300))
        }
        throw Hpltune.NeverHappened(what: "job \(job) \(state)")
    }

    /// As the database has it, while somebody drives.
    func waitForMeasured(_ count: Int) async throws {
        for _ in 0..<100 {
            let trials = try await hpltune.trials()
            if trials.count(where: { $0["state"] as? String == "measured" }) >= count { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Hpltune.NeverHappened(what: "\(count) measured trials")
    }

    func waitForEnd(of job: String) async throws {
        for _ in 0..<400 {
            if try await slurm.queue(below: hpltune.home).allSatisfy({ $0.id != job || $0.isOver }) { return }
            try await Task.sleep(for: .milliseconds(300))
        }
        throw Hpltune.NeverHappened(what: "the end of job \(job)")
    }
}
