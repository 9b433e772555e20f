import Execution
import Foundation
import SlurmStandInPlan
import TestSupport
import Testing

@Suite("A thousand jobs")
struct SlurmManyJobsTests {
    @Test("one poll is one script: squeue once, sacct once for every two hundred jobs that it does not show")
    func poll() async throws {
        let slurm = try SlurmStandIn()
        let bench = try Bench(
            scheduler: SlurmScheduler(
                resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
                environment: slurm.environment),
            slurm: slurm)
        let done = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2, claim: "1.0")
        // Two directories for all of them: what is asked for is not what a disk can do.
        for name in ["running", "over"] {
            let directory = "\(bench.root)/\(name)"
            try FileManager.default.createDirectory(
                atPath: directory + "/s", withIntermediateDirectories: true)
            try bench.write("s\t\(directory)/s\t\(directory)\n", to: "\(name)/steps")
        }
        try bench.write(
            String(decoding: try JSONEncoder().encode(done), as: UTF8.self) + "\n", to: "over/s/done.json")
        var jobs: [JobReference] = []
        var plan = StandInPlan()
        for number in 1...1000 {
            let token = JobToken.random()
            jobs.append(
                JobReference(
                    token: token, id: JobID("\(number)"),
                    directory: "\(bench.root)/\(number > 100 ? "over" : "running")", name: "test-\(token)"))
            plan.strangers.append(
                Stranger(
                    id: "\(number)", name: "test-\(token)", queueState: number > 100 ? nil : "RUNNING",
                    accountState: number > 500 ? "COMPLETED" : number > 100 ? "TIMEOUT" : "RUNNING"))
        }
        try slurm.set(plan)
        let observations = try await bench.runner.observe(jobs)
        #expect(observations.values.count { $0.state == .running } == 100)
        #expect(observations.values.count { $0.state == .ended && $0.steps["s"] != nil } == 900)
        #expect(observations.values.count { $0.schedulerEnding?.cause == .timeLimit } == 400)
        #expect(try slurm.calls(of: .squeue).count == 1)
        #expect(try slurm.calls(of: .sacct).count == 5)
    }
}
