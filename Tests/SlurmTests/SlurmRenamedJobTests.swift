import Execution
import Foundation
import Testing

/// Sites rename jobs, by a plugin or by hand, and numbers are used again: what tells a job is its token, in its name or in
/// the path of its script, and what ends it is its number.
@Suite("Renamed jobs on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmRenamedJobTests {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "hpltune-slurm-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func state(of id: String, _ slurm: RealSlurm) async throws -> String {
        try await slurm.run("squeue", "-h", "-t", "all", "-j", id, "-o", "%T")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func expectEnded(_ id: String, _ slurm: RealSlurm) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var state = ""
        while state != "CANCELLED", ContinuousClock.now < deadline {
            state = try await self.state(of: id, slurm)
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(state == "CANCELLED")
    }

    @Test("a job with another name is still known to run, and cancelled", arguments: RealSlurm.all)
    func renamed(slurm: RealSlurm) async throws {
        for isWhole in [false, true] {
            let runner = slurm.runner(try await slurm.scheduler())
            let job = slurm.job(in: folder, "sleep 300")
            let reference = job.reference(id: try await runner.submit(job))
            let id = try #require(reference.id).text
            _ = try await runner.observe(reference) { $0.runningStep != nil }
            try await slurm.run(
                "scontrol", "update", "JobId=\(id)",
                "JobName=\(isWhole ? "another" : "project-\(job.name)-x")")
            #expect(try await runner.observe([reference])[reference]?.state == .running)
            // As after a crash.
            let lost = job.reference(id: nil)
            #expect(try await runner.find(lost, age: .seconds(1)) == .found([JobID(id)]))
            try await runner.cancel(reference)
            try await expectEnded(id, slurm)
            let end = try await runner.observe(reference) { $0.state == .ended }
            #expect(end.schedulerEnding?.cause == .cancelled)
        }
    }

    @Test("whose id is not known is cancelled whatever its name is now", arguments: RealSlurm.all)
    func renamedAndLost(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler(extraOptions: ["--hold"]))
        let job = slurm.job(in: folder, "sleep 300")
        let id = try await runner.submit(job)
        try await slurm.run("scontrol", "update", "JobId=\(id)", "JobName=project-\(job.name)")
        try await runner.cancel(job.reference(id: nil))
        try await expectEnded(id.text, slurm)
    }

    @Test(
        "all copies of a job are cancelled with it; what a user does in its directory is not",
        arguments: RealSlurm.all)
    func copies(slurm: RealSlurm) async throws {
        let held = slurm.runner(try await slurm.scheduler(extraOptions: ["--hold"]))
        let runner = slurm.runner(try await slurm.scheduler())
        let job = slurm.job(in: folder, "sleep 300")
        let ids = [try await runner.submit(job), try await held.submit(job), try await held.submit(job)]
        let own = try await slurm.run(
            "sbatch", "--parsable", "--hold", "--output=/dev/null", "--chdir=\(job.directory)",
            "--wrap=sleep 300"
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        let array = slurm.job(in: folder, "sleep 300", "sleep 300")
        var tasks = array
        tasks.isArray = true
        let other = try await held.submit(tasks)
        _ = try await runner.observe(job.reference(id: ids[0])) { $0.runningStep != nil }
        // The one whose answer was kept waits.
        try await runner.cancel(job.reference(id: ids[1]), sparingCopies: true)
        try await expectEnded(ids[1].text, slurm)
        #expect(try await state(of: ids[0].text, slurm) == "RUNNING")
        try await runner.cancel(job.reference(id: ids[1]))
        for id in ids { try await expectEnded(id.text, slurm) }
        // As if its number were another job's by now.
        try await runner.cancel(job.reference(id: other))
        for id in [own, other.text] {
            #expect(try await state(of: id, slurm) == "PENDING")
            try await slurm.run("scancel", id)
        }
    }
}
