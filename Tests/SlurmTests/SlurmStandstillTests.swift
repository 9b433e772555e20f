import Foundation
import Testing

/// `clusters test` and `watch` while the queue lets nothing through.
@Suite("A queue that stands still", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmStandstillTests {
    /// The profile asks for jobs that are held until somebody releases them.
    private static let held = ["sbatch: [--hold]"]

    @Test("clusters test does not say that all is well when its job never ran")
    func unproven() async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm, profile: Self.held) { user in
            let test = try await user.hpltune("clusters", "test", "test", "--wait", "3")
            #expect(test.status == 75, "\(test.out)\(test.errors)")
            #expect(test.out.contains("not run job "), "\(test.out)")
            #expect(test.out.contains("JobHeldUser") && test.out.contains("Not proven: "), "\(test.out)")
            #expect(!test.out.contains("Ready"), "\(test.out)")
            #expect(try await slurm.queue(below: user.hpltune.home).allSatisfy(\.isOver))
        }
    }

    @Test("clusters test leaves no job behind: a signal cancels it, the next test what a kill has left")
    func leftovers() async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm, profile: Self.held) { user in
            func waitingJobs() async throws -> [RealSlurm.Job] {
                try await slurm.queue(below: user.hpltune.home).filter { !$0.isOver }
            }
            func interrupted(by signal: Int32) async throws {
                let test = try await user.hpltune.start("clusters", "test", "test")
                for _ in 0..<600 where try await waitingJobs().isEmpty {
                    try await Task.sleep(for: .milliseconds(100))
                }
                kill(test.pid, signal)
                _ = try await test.output.value
            }
            for signal in [SIGINT, SIGTERM] {
                try await interrupted(by: signal)
                #expect(try await waitingJobs() == [])
            }
            try await interrupted(by: SIGKILL)
            let left = try await waitingJobs()
            #expect(left.count == 1)
            let next = try await user.hpltune("clusters", "test", "test", "--wait", "1")
            #expect(next.errors.contains("of an earlier test was cancelled"), "\(next.errors)")
            #expect(try await waitingJobs() == [])
            #expect(!FileManager.default.fileExists(atPath: user.hpltune.runs + "/clusters-test"))
        }
    }

    @Test("watch says why a job waits, and that it has begun")
    func watch() async throws {
        let slurm = try #require(RealSlurm.all.first)
        try await ClusterUser.with(slurm, profile: Self.held) { user in
            // Long enough for a look at the job while it runs.
            try user.hold(trial: 1)
            let left = try await user.hpltune.run(
                ClusterUser.optimize(budget: 1, batch: 1, n: 2000, "--detach"))
            #expect(left.status == 0, "\(left.errors)")
            let watcher = try await user.hpltune.start(["watch", "local"])
            #expect(try await user.hpltune("sync", "local").status == 0)
            let jobs = try #require(try await user.status()["jobs"] as? [[String: Any]])
            let job = try #require(jobs.first?["id"] as? String)
            try await Task.sleep(for: .seconds(1))
            try await slurm.run("scontrol", "release", job)
            try await user.waitForStart(ofTrial: 1)
            #expect(try await user.hpltune("sync", "local").status == 0)
            try await Task.sleep(for: .seconds(1))
            user.release(trial: 1)
            try await user.syncToTheEnd()
            let watched = try await watcher.output.value
            #expect(watched.out.contains("round 1: job \(job) waits: somebody holds it"), "\(watched.out)")
            #expect(watched.out.contains("round 1: job \(job) runs, after "), "\(watched.out)")
        }
    }
}
