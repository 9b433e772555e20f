import Execution
import Testing

/// Starts scripts like the direct scheduler, but lets a test start the same job again, as SLURM does after a node has
/// failed.
private struct RestartingScheduler: Scheduler {
    let direct = DirectScheduler()

    var identity: [String] {
        ["hpltune_owner=4711", "hpltune_restart=${TEST_RESTART:-0}", "hpltune_hosts='n1 n2'"]
    }

    func header(for job: JobSpecification) -> [String] { ["#!/bin/bash", "#SBATCH --job-name=\(job.token)"] }
    func submitCommand(for job: JobSpecification) -> Command { direct.submitCommand(for: job) }
    func jobID(fromSubmit output: CommandOutput) throws(SchedulerError) -> JobID {
        try direct.jobID(fromSubmit: output)
    }
    func findCommands(for job: JobReference) -> [Command] { direct.findCommands(for: job) }
    func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        try direct.jobIDs(fromFind: outputs, for: job, age: age)
    }
    func statusCommand(for jobs: [JobReference]) -> Command { direct.statusCommand(for: jobs) }
    func states(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: JobState] {
        try direct.states(of: jobs, fromStatus: output)
    }
    func cancelCommand(for id: JobID, of job: JobReference) -> Command {
        direct.cancelCommand(for: id, of: job)
    }
}

@Suite("Jobs that the scheduler starts again")
struct JobRestartTests {
    @Test("the second start skips what is done and runs the rest in fresh directories")
    func restart() async throws {
        let bench = try Bench(scheduler: RestartingScheduler())
        // The first start hangs in step b until its script is killed, as when a node fails.
        let first = bench.job([
            bench.step("a", "echo a >>../runs"),
            bench.step(
                "b",
                "cat input; echo b >>$OUT; [[ $PWD == */restart-1 ]] || { touch ../begun; exec sleep 1000; }",
                environment: ["OUT": "\(bench.root)/job/runs"],
                files: [FileContent(path: "input", text: "for b\n")]),
        ])
        let id = try await bench.runner.submit(first)
        try await bench.waitFor("job/begun")
        let pid = try #require(id.text.split(separator: ":").dropFirst().first)
        _ = try await bench.transport.run(
            Command(
                bash: "kill -KILL $1; until ! kill -0 $1; do sleep 0.01; done 2>/dev/null",
                arguments: [String(pid)]),
            timeout: .seconds(60), outputLimit: 1000)

        var again = Command(argv: ["bash", first.scriptPath])
        again.environment = ["TEST_RESTART": "1"]
        let output = try await bench.transport.run(again, timeout: .seconds(60), outputLimit: 1000)
        #expect(output.exitStatus == 0, "\(output.complaint)")
        let reference = first.reference(id: nil)
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.state == .ended && end.ending == "finished")
        #expect(end.steps["a"]?.restart == 0)
        let record = try #require(end.steps["b"])
        #expect(record.restart == 1 && record.claim == "4711.1" && record.hosts == ["n1", "n2"])
        #expect(record.contaminated, "the first start's step was still running")
        #expect(try bench.text("job/runs") == "a\nb\nb\n")
        let directory = first.steps[1].outputDirectory(of: record)
        #expect(try await bench.runner.fetch([directory + "/stdout"], limit: 100).first?.text == "for b\n")
        try await JobRunner(
            scheduler: DirectScheduler(), transport: bench.transport, logger: silentLogger
        ).cancel(first.reference(id: id))
    }

    @Test("a copy of another job ends at once")
    func copy() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("once", "echo run >>../runs")])
        _ = try await bench.run(job)
        let output = try await bench.transport.run(
            Command(argv: ["bash", job.scriptPath]), timeout: .seconds(60), outputLimit: 1000)
        #expect(output.exitStatus == 0)
        #expect(output.complaint.contains("this copy ends"))
        #expect(try bench.text("job/runs") == "run\n")
    }
}
