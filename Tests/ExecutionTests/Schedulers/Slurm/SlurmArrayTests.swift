import Execution
import SlurmStandInPlan
import TestSupport
import Testing

/// Ends of single tasks that a real SLURM cannot be made to bring about; the rest is in SlurmTests.
@Suite("Job arrays, scripted")
struct SlurmArrayTests {
    private func bench(_ plan: StandInPlan) throws -> Bench {
        let slurm = try SlurmStandIn(plan)
        return try Bench(
            scheduler: SlurmScheduler(
                resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
                environment: slurm.environment),
            slurm: slurm)
    }

    private func array(_ bench: Bench, _ scripts: String...) -> JobSpecification {
        var job = bench.job(scripts.enumerated().map { bench.step("s\($0)", $1) })
        job.isArray = true
        return job
    }

    @Test("every task tells its own end, and the job is over with the last", arguments: [300, 0])
    func endings(minJobAge: Int) async throws {
        var plan = StandInPlan()
        // With 0 only the accounting knows those that have ended.
        plan.minJobAge = minJobAge
        var killed = JobPlan()
        killed.task = 1
        killed.ending = "OUT_OF_MEMORY"
        killed.stopsAfterSteps = 0
        var unborn = JobPlan()
        unborn.task = 2
        unborn.ending = "BOOT_FAIL"
        unborn.runs = false
        plan.jobs = [killed, unborn]
        let bench = try bench(plan)
        let job = array(bench, "until [[ -e go ]]; do sleep 0.02; done", "sleep 100", "true", "exit 3")
        let reference = job.reference(id: try await bench.runner.submit(job))
        let early = try await bench.observe(reference) { $0.stepEndings.count == 3 }
        #expect(early.state == .running && early.schedulerEnding == nil && early.runningStep?.name == "s0")
        try bench.write("", to: "job/s0/go")
        let end = try await bench.observe(reference) { $0.state == .ended }
        #expect(end.steps.mapValues(\.exitStatus) == ["s0": 0, "s3": 3])
        #expect(
            end.stepEndings.mapValues(\.cause)
                == ["s0": .finished, "s1": .outOfMemory, "s2": .nodeFailure, "s3": .finished])
    }

    @Test("tasks are noticed in whatever order they are done", .timeLimit(.minutes(3)))
    func order() async throws {
        let bench = try bench(StandInPlan())
        let wait = "until [[ -e go ]]; do sleep 0.02; done"
        let job = array(bench, wait, wait, wait)
        let reference = job.reference(id: try await bench.runner.submit(job))
        var noticed: [String] = []
        for step in ["s2", "s0", "s1"] {
            try bench.write("", to: "job/\(step)/go")
            while noticed.last != step {
                var seen: Dictionary<String, StepRecord>.Keys?
                switch try await bench.runner.waitForNews(of: [reference], atMost: .milliseconds(500)) {
                case .none: break
                case .pollIsDue: seen = try await bench.runner.observe([reference])[reference]?.steps.keys
                case .steps(let news): seen = news[reference]?.steps.keys
                }
                noticed += (seen.map { Array($0) } ?? []).filter { !noticed.contains($0) }
            }
        }
        #expect(noticed == ["s2", "s0", "s1"])
    }

    @Test("a scheduler without arrays runs the steps in turn")
    func direct() async throws {
        let bench = try Bench()
        let end = try await bench.run(array(bench, "true", "exit 3"))
        #expect(end.steps.mapValues(\.exitStatus) == ["s0": 0, "s1": 3])
        #expect(end.ending == "finished")
    }
}
