import Execution
import SlurmStandInPlan
import TestSupport
import Testing

/// What a real SLURM cannot be made to do; what it can is in SlurmTests.
@Suite("Faults of SLURM, scripted")
struct SlurmFaultTests {
    private func bench(_ plan: StandInPlan, time: Double? = nil) throws -> (Bench, SlurmStandIn) {
        let slurm = try SlurmStandIn(plan, time: time)
        return (try Bench(scheduler: scheduler(slurm), slurm: slurm), slurm)
    }

    private func scheduler(_ slurm: SlurmStandIn) -> SlurmScheduler {
        SlurmScheduler(
            resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
            environment: slurm.environment)
    }

    @Test("without faults a job runs to its end, and both tools say so")
    func healthy() async throws {
        let (bench, slurm) = try bench(StandInPlan())
        let job = bench.job([bench.step("a", "echo out"), bench.step("b", "exit 3")])
        let end = try await bench.run(job)
        #expect(end.steps["a"]?.exitStatus == 0 && end.steps["b"]?.exitStatus == 3)
        #expect(end.ending == "finished")
        #expect(end.steps["a"]?.hosts == ["n1"])
        #expect(try slurm.calls(of: .sbatch).count == 1)
    }

    @Test(
        "what the script was killed for is said",
        arguments: [
            ("OUT_OF_MEMORY", JobEnding.Cause.outOfMemory), ("NODE_FAIL", .nodeFailure),
            ("TIMEOUT", .timeLimit),
            ("PREEMPTED", .preempted),
        ])
    func killed(state: String, cause: JobEnding.Cause) async throws {
        var plan = StandInPlan()
        var job = JobPlan()
        job.ending = state
        job.stopsAfterSteps = 1
        plan.jobs = [job]
        let (bench, _) = try bench(plan)
        let end = try await bench.run(
            bench.job([bench.step("a", "true"), bench.step("b", "sleep 100")]))
        #expect(end.schedulerEnding?.cause == cause)
        #expect(Array(end.steps.keys) == ["a"] && end.ending == nil)
    }

    @Test(
        "a job that never ran says why",
        arguments: [
            ("BOOT_FAIL", JobEnding.Cause.nodeFailure, "a node did not boot"),
            ("DEADLINE", .timeLimit, "its deadline passed"),
            ("REVOKED", .nodeFailure, "it was moved to another cluster"),
        ])
    func neverRan(state: String, cause: JobEnding.Cause, text: String) async throws {
        var plan = StandInPlan()
        var job = JobPlan()
        job.ending = state
        job.runs = false
        plan.jobs = [job]
        let (bench, _) = try bench(plan)
        let end = try await bench.run(bench.job([bench.step("a", "true")]))
        #expect(end.schedulerEnding?.cause == cause && end.schedulerEnding?.text == text)
        #expect(end.steps.isEmpty)
    }

    @Test("a submission that timed out is looked for: it is there or not", arguments: [true, false])
    func lostAnswer(submits: Bool) async throws {
        var plan = StandInPlan()
        plan.faults = [
            .failing(
                .sbatch, calls: 1...1,
                errors: "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
                acts: submits)
        ]
        plan.jobNumbers = [42]
        let (bench, _) = try bench(plan)
        let job = bench.job([bench.step("a", "true")])
        await #expect(
            throws: SchedulerError.uncertain(
                reason: "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation")
        ) { try await bench.runner.submit(job) }
        let search = try await bench.runner.find(job.reference(id: nil), age: .seconds(90))
        #expect(search == (submits ? .found([JobID("42")]) : .none))
    }

    @Test("the accounting may lag by ten minutes: nothing is concluded meanwhile, and then the end is known")
    func lag() async throws {
        var plan = StandInPlan()
        plan.accountingLag = 600
        plan.minJobAge = 60
        var killed = JobPlan()
        killed.ending = "NODE_FAIL"
        killed.stopsAfterSteps = 1
        plan.jobs = [killed]
        let (bench, slurm) = try bench(plan, time: 1_000_000)
        let job = bench.job([bench.step("a", "true"), bench.step("b", "sleep 100")])
        let reference = job.reference(id: try await bench.runner.submit(job))
        _ = try await bench.observe(reference) { $0.state == .ended }
        try slurm.setTime(1_000_100)
        let forgotten = try #require(try await bench.runner.observe([reference])[reference])
        guard case .missing = forgotten.state else {
            Issue.record("neither tool knows it: \(forgotten)")
            return
        }
        #expect(Array(forgotten.steps.keys) == ["a"])
        try slurm.setTime(1_000_700)
        let known = try #require(try await bench.runner.observe([reference])[reference])
        #expect(known.state == .ended && known.schedulerEnding?.cause == .nodeFailure)
    }

    @Test("a number that was given to somebody else says nothing of our job")
    func recycled() async throws {
        var plan = StandInPlan()
        plan.jobNumbers = [7]
        plan.minJobAge = 0
        plan.accountingLag = 1_000_000
        plan.strangers = [
            Stranger(id: "7", name: "somebody-else", queueState: "RUNNING", accountState: "FAILED")
        ]
        let (bench, slurm) = try bench(plan)
        let job = bench.job([bench.step("a", "true")])
        let reference = job.reference(id: try await bench.runner.submit(job))
        // Its own last word counts: SLURM has let go of the job.
        let end = try await bench.observe(reference) { $0.state == .ended }
        #expect(end.ending == "finished")
        #expect(end.schedulerEnding == nil)
        try await bench.runner.cancel(reference)
        #expect(try slurm.calls(of: .scancel) == [])
    }

    @Test("a cancel that SLURM answers well and does not do is told")
    func idleCancel() async throws {
        var plan = StandInPlan()
        plan.jobNumbers = [42]
        plan.faults = [.idle(.scancel)]
        let (bench, slurm) = try bench(plan)
        let job = bench.job([bench.step("a", "sleep 100")])
        let reference = job.reference(id: try await bench.runner.submit(job))
        _ = try await bench.observe(reference) { $0.runningStep != nil }
        await #expect(
            throws: SchedulerError.notCancelled(
                job: JobID("42"), reason: "squeue still shows 42 RUNNING")
        ) { try await bench.runner.cancel(reference) }
        plan.faults = [
            .failing(
                .scancel, errors: "scancel: error: Kill job error on job id 42: Access/permission denied")
        ]
        try slurm.set(plan)
        let error = await #expect(throws: SchedulerError.self) { try await bench.runner.cancel(reference) }
        #expect(
            error?.description.contains("denied, and squeue still shows 42 RUNNING; try again") == true,
            "\(error!)")
        try slurm.set(StandInPlan())
        try await bench.runner.cancel(reference)
        _ = try await bench.observe(reference) { $0.state == .ended }
    }

    @Test("noise, garbage and bytes that are no text do not hide the answer")
    func noise() async throws {
        let garbage: [UInt8] = [0xff, 0xfe, 0x80, 0x0a] + Array("7|NONSENSE|x\n|||\n".utf8)
        var plan = StandInPlan()
        plan.cluster = "rome"
        plan.faults = [ToolFault.Tool.sbatch, .squeue, .sacct].map { .noise($0, garbage) }
        let (bench, _) = try bench(plan)
        let job = bench.job([bench.step("a", "true")])
        let id = try await bench.runner.submit(job)
        #expect(id.text.hasSuffix(";rome"))
        let end = try await bench.observe(job.reference(id: id)) { $0.state == .ended }
        #expect(end.steps["a"]?.exitStatus == 0)
    }

    @Test("tools that fail change nothing; that both fail is said")
    func failing() async throws {
        var plan = StandInPlan()
        plan.minJobAge = 0
        let (bench, slurm) = try bench(plan)
        let job = bench.job([bench.step("a", "sleep 100")])
        let reference = job.reference(id: try await bench.runner.submit(job))
        _ = try await bench.observe(reference) { $0.runningStep != nil }
        plan.faults = [
            .failing(.squeue, errors: "slurm_load_jobs error: Unable to contact slurm controller"),
            .failing(.sacct, errors: "sacct: error: Problem talking to the database: Connection refused"),
        ]
        try slurm.set(plan)
        let blind = try #require(try await bench.runner.observe([reference])[reference])
        #expect(
            blind.state
                == .unknown(
                    reason:
                        "sacct failed: sacct: error: Problem talking to the database: Connection refused; "
                        + "squeue failed: slurm_load_jobs error: Unable to contact slurm controller"))
        plan.faults = []
        try slurm.set(plan)
        #expect(try await bench.runner.observe([reference])[reference]?.state == .running)
        try await bench.runner.cancel(reference)
    }
}
