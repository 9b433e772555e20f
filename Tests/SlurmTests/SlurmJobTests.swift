import Execution
import Foundation
import Testing

@Suite("Jobs on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmJobTests {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "hpltune-slurm-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @Test("a job runs its steps in turn and tells what came of them", arguments: RealSlurm.all)
    func running(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler())
        let job = slurm.job(in: folder, "cat HPL.dat; echo $OMP_NUM_THREADS", "exit 3")
        let reference = job.reference(id: try await runner.submit(job))
        let end = try await runner.observe(reference) { $0.state == .ended }
        #expect(end.steps["step-1"]?.exitStatus == 0)
        #expect(end.steps["step-2"]?.exitStatus == 3)
        #expect(end.steps["step-1"]?.hosts.count == 1)
        #expect(end.ending == "finished")
        let output = try String(contentsOfFile: "\(job.directory)/step-1/stdout", encoding: .utf8)
        #expect(output == "an input\n1\n")
    }

    @Test("a job whose id was lost is found by its name; its twin is cancelled", arguments: RealSlurm.all)
    func finding(slurm: RealSlurm) async throws {
        let scheduler = try await slurm.scheduler()
        let runner = slurm.runner(scheduler)
        let job = slurm.job(in: folder, "sleep 300")
        let first = try await runner.submit(job)
        let second = try await runner.submit(job)
        #expect(first != second)
        #expect(try await runner.find(job.reference(id: nil), age: .seconds(1)) == .found([first]))
        let reference = job.reference(id: first)
        _ = try await runner.observe(reference) { $0.state == .running && $0.runningStep != nil }
        let queue = try await slurm.run(
            "squeue", "-h", "-t", "pending,running", "--name=\(job.name)", "-o", "%i")
        #expect(queue == "\(first)\n")
        try await runner.cancel(reference)
        let end = try await runner.observe(reference) { $0.state == .ended }
        #expect(end.steps.isEmpty)
    }

    @Test("a search tells never submitted from cannot tell", arguments: RealSlurm.all)
    func searching(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler())
        let unknown = slurm.job(in: folder, "true").reference(id: nil)
        #expect(try await runner.find(unknown, age: .seconds(100)) == .none)
        guard case .undecided = try await runner.find(unknown, age: .seconds(1)) else {
            Issue.record("too early to tell")
            return
        }
    }

    @Test("a job that was queued again works in a directory of its own", arguments: RealSlurm.all)
    func requeueing(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler())
        let job = slurm.job(in: folder, "[[ ${PWD##*/} == restart-1 ]] || sleep 300; cat HPL.dat")
        let reference = job.reference(id: try await runner.submit(job))
        _ = try await runner.observe(reference) { $0.runningStep != nil }
        try await slurm.run("scontrol", "requeue", "\(reference.id?.text ?? "")")
        _ = try await runner.observe(reference) {
            if case .pending = $0.state { true } else { false }
        }
        try await slurm.startNow(reference.id?.text ?? "")
        let end = try await runner.observe(reference) { $0.state == .ended }
        let log = try String(contentsOfFile: job.logPath, encoding: .utf8)
        #expect(end.steps["step-1"]?.restart == 1, "\(end); \(log)")
        #expect(end.steps["step-1"]?.exitStatus == 0)
    }

    @Test("what will never start says why", arguments: RealSlurm.all)
    func neverStarting(slurm: RealSlurm) async throws {
        let capabilities = try await SlurmCapabilities.read(
            through: slurm.transport, environment: slurm.environment)
        let runner = slurm.runner(
            SlurmScheduler(
                resources: SlurmResources(
                    nodes: 1, tasksPerNode: 1, cpusPerTask: 1, partition: "short", exclusive: false),
                capabilities: capabilities,
                partition: SlurmPartition(
                    name: "short", isDefault: false, nodes: 3, coresPerNode: 2, memoryPerNode: 1 << 30,
                    maxSeconds: 60),
                environment: slurm.environment))
        let job = slurm.job(in: folder, "true")
        let reference = job.reference(id: try await runner.submit(job))
        // For a moment it says only that something about the partition does not fit.
        _ = try await runner.observe(reference) {
            $0.state
                == .pending(
                    reason:
                        "will never start: 5 min asked, partition `short` allows 1 min (PartitionTimeLimit)")
        }
        try await runner.cancel(reference)
        _ = try await runner.observe(reference) { $0.state == .ended }
    }

    @Test("the tasks of an array run each for itself and tell each its end", arguments: RealSlurm.all)
    func array(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler())
        var job = slurm.job(in: folder, "cat HPL.dat", "exit 3", "sleep 300")
        job.isArray = true
        let reference = job.reference(id: try await runner.submit(job))
        #expect(
            try await runner.find(job.reference(id: nil), age: .seconds(1))
                == .found([try #require(reference.id)]))
        let two = try await runner.observe(reference) { $0.steps.count == 2 && $0.runningStep != nil }
        #expect(two.state == .running && two.runningStep?.name == "step-3")
        #expect(two.steps["step-1"]?.exitStatus == 0 && two.steps["step-2"]?.exitStatus == 3)
        #expect(Set(two.steps.values.map(\.claim)).count == 2)
        try await runner.cancel(reference)
        let end = try await runner.observe(reference) { $0.state == .ended }
        #expect(end.ending(ofStep: "step-3")?.cause == .cancelled)
        #expect(end.ending(ofStep: "step-1")?.cause == .finished)
        #expect(
            try await runner.find(job.reference(id: nil), age: .seconds(1))
                == .found([try #require(reference.id)]))
    }

    @Test("an array of which most still waits is cancelled whole", arguments: RealSlurm.all)
    func waitingArray(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler(extraOptions: ["--exclusive"]))
        var job = slurm.job(in: folder, "sleep 300", "sleep 300", "sleep 300", "sleep 300", "sleep 300")
        job.isArray = true
        let reference = job.reference(id: try await runner.submit(job))
        _ = try await runner.observe(reference) { $0.runningStep != nil }
        try await runner.cancel(reference)
        let end = try await runner.observe(reference) { $0.state == .ended && $0.stepEndings.count == 5 }
        #expect(end.steps.isEmpty && end.stepEndings.values.allSatisfy { $0.cause == .cancelled })
    }

    @Test(
        "a node is lost, its script goes on: what it does after the next start does not count",
        .enabled(if: RealSlurm.isLong))
    func ghost() async throws {
        let slurm = try #require(RealSlurm.all.first)
        let runner = slurm.runner(try await slurm.scheduler())
        let wait = "until [[ -e go ]]; do sleep 0.1; done"
        let job = slurm.job(in: folder, "true", "\(wait); pwd", "true", limit: .seconds(300))
        let reference = job.reference(id: try await runner.submit(job))
        let first = try await runner.observe(reference) { $0.runningStep?.name == "step-2" }
        let id = try #require(reference.id).text
        let node = try await slurm.run("squeue", "-h", "-j", id, "-o", "%N").trimmingCharacters(
            in: .whitespacesAndNewlines)
        try await slurm.kill(node: node)
        // SLURM takes 30 s to miss it; the job then waits to be started again.
        _ = try await runner.observe(reference) { if case .pending = $0.state { true } else { false } }
        try await slurm.startNow(id)
        let second = try await runner.observe(reference) {
            $0.state == .running && $0.startedAt != first.startedAt && $0.runningStep?.name == "step-2"
        }
        #expect(Array(second.steps.keys) == ["step-1"])

        func go(in directory: String) throws {
            try "".write(
                toFile: "\(job.steps[1].directory)\(directory)/go", atomically: true, encoding: .utf8)
        }
        try go(in: "")
        var log = ""
        while !log.contains("the job was started again: start 0 ends") {
            try await Task.sleep(for: .milliseconds(100))
            log = try String(contentsOfFile: job.logPath, encoding: .utf8)
        }
        let haunted = try #require(try await runner.observe([reference])[reference])
        #expect(Array(haunted.steps.keys) == ["step-1"] && haunted.ending == nil)
        try go(in: "/restart-1")
        let end = try await runner.observe(reference) { $0.state == .ended }
        #expect(end.steps.mapValues(\.restart) == ["step-1": 0, "step-2": 1, "step-3": 1])
        #expect(end.schedulerEnding?.cause == .finished && end.ending == "finished")
        try await slurm.start(node: node)
    }

    @Test("before the time limit the script stops by itself and says so", arguments: RealSlurm.all)
    func stopping(slurm: RealSlurm) async throws {
        let runner = slurm.runner(try await slurm.scheduler())
        let job = slurm.job(in: folder, "true", "sleep 300")
        let reference = job.reference(id: try await runner.submit(job))
        _ = try await runner.observe(reference) { $0.runningStep?.name == "step-2" }
        try await slurm.run("scancel", "--batch", "--signal=USR1", "\(reference.id?.text ?? "")")
        let end = try await runner.observe(reference) { $0.state == .ended }
        #expect(end.ending == "stopped by SIGUSR1")
        #expect(Array(end.steps.keys) == ["step-1"])
    }

    @Test("a job that somebody else cancels is known as such")
    func cancelled() async throws {
        let slurm = try #require(RealSlurm.all.first { $0.name == "with accounting" })
        let runner = slurm.runner(try await slurm.scheduler())
        let job = slurm.job(in: folder, "sleep 300")
        let reference = job.reference(id: try await runner.submit(job))
        _ = try await runner.observe(reference) { $0.runningStep != nil }
        try await slurm.run("scancel", "\(reference.id?.text ?? "")")
        let end = try await runner.observe(reference) { $0.state == .ended && $0.schedulerEnding != nil }
        #expect(end.schedulerEnding?.cause == .cancelled)
    }
}
