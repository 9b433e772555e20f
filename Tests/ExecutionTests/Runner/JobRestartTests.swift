import Execution
import Foundation
import TestSupport
import Testing

/// Starts scripts like the direct scheduler, but lets a test start the same job again, as SLURM does after a node has
/// failed.
private struct RestartingScheduler: ForwardingScheduler {
    let direct = DirectScheduler()

    var identity: [String] {
        [
            "hpltune_owner=4711", "hpltune_restart=${TEST_RESTART:-0}", "hpltune_hosts='n1 n2'",
            "hpltune_requeued=${TEST_REQUEUED-}",
        ]
    }

    func header(for job: JobSpecification) -> [String] { ["#!/bin/bash", "#SBATCH --job-name=\(job.token)"] }
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

    @Test("a job that was closed begins no other run, whoever starts it again")
    func closed() async throws {
        let bench = try Bench(scheduler: RestartingScheduler())
        let job = bench.job([
            bench.step("a", "echo a >>../runs; touch begun; until [[ -e go ]]; do sleep 0.02; done"),
            bench.step("b", "echo b >>../runs"),
        ])
        // It may be away.
        try await bench.runner.shut(job.reference(id: nil))
        #expect(!bench.exists("job"))
        let id = try await bench.runner.submit(job)
        try await bench.waitFor("job/a/begun")
        for _ in 0..<2 { try await bench.runner.shut(job.reference(id: id)) }
        try bench.write("", to: "job/a/go")
        let end = try await bench.observe(job.reference(id: nil)) { $0.state == .ended }
        #expect(end.ending == "closed by hpltune" && end.steps.keys.sorted() == ["a"])
        var again = Command(argv: ["bash", job.scriptPath])
        again.environment = ["TEST_RESTART": "1"]
        let output = try await bench.transport.run(again, timeout: .seconds(60), outputLimit: 1000)
        #expect(output.exitStatus == 0 && output.complaint.contains("hpltune has closed job"))
        #expect(try bench.text("job/runs") == "a\n")
    }

    @Test(
        "what earlier starts took is in job.json: until they were given up, or said their last word, or until now"
    )
    func earlierSeconds() async throws {
        let bench = try Bench(scheduler: RestartingScheduler())
        let job = bench.job([bench.step("a", "true")])
        let reference = job.reference(id: try await bench.runner.submit(job))
        _ = try await bench.observe(reference) { $0.state == .ended }
        let now = Int(Date().timeIntervalSince1970)
        // Each time the one before it has begun 1000 s ago; the first to the last of them are restart 0 to 2.
        func restart(_ number: Int, earlier: String, requeued: String, ended: Int?) async throws -> Double? {
            try bench.write(
                "{\"token\":\"\(job.token)\",\"pid\":1,\"startTicks\":1,\"bootID\":\"x\",\"host\":\"h\","
                    + "\"owner\":\"4711\",\"restart\":\(number - 1),\"startedAt\":\(now - 1000).250000,"
                    + "\"earlierSeconds\":\(earlier),\"kept\":[]}\n", to: "job/job.json")
            let end = ended.map {
                "{\"reason\":\"stopped by SIGTERM\",\"restart\":\(number - 1),\"endedAt\":\($0).000000}"
            }
            try bench.write((end ?? "") + "\n", to: "job/ended.json")
            var again = Command(argv: ["bash", job.scriptPath])
            again.environment = ["TEST_RESTART": "\(number)", "TEST_REQUEUED": requeued]
            let output = try await bench.transport.run(again, timeout: .seconds(60), outputLimit: 1000)
            #expect(output.exitStatus == 0, "\(output.complaint)")
            return try await bench.runner.observe([reference])[reference]?.earlierSeconds["a"]
        }
        let handling = Double(JobObservation.handlingSeconds)
        #expect(
            try await restart(1, earlier: "0", requeued: "\(now - 900)", ended: now - 950)
                == 99.75 + handling)
        #expect(try await restart(2, earlier: "7.5", requeued: "", ended: now - 950) == 57.25 + handling)
        let unknown = try #require(try await restart(1, earlier: "0", requeued: "", ended: nil))
        #expect((999.7...1200).contains(unknown))
        // What a lost answer of squeue, or one of another time, says.
        for answer in ["\(now - 2000)", "\(now + 2000)", "N/A"] {
            let seconds = try await restart(1, earlier: "0", requeued: answer, ended: now - 950)
            #expect(seconds == 49.75 + handling, "\(answer)")
        }
    }

    /// A job whose first start goes on although it was started again, as on a node that the scheduler has lost.
    private func haunted() async throws -> (
        bench: Bench, job: JobSpecification, again: Task<CommandOutput, any Error>
    ) {
        let bench = try Bench(scheduler: RestartingScheduler())
        let job = bench.job([
            bench.step("a", "true"),
            bench.step("b", "touch begun; until [[ -e go ]]; do sleep 0.02; done"),
            bench.step("c", "echo c >>../runs"),
        ])
        _ = try await bench.runner.submit(job)
        try await bench.waitFor("job/b/begun")
        let again = Task {
            var command = Command(argv: ["bash", job.scriptPath])
            command.environment = ["TEST_RESTART": "1"]
            return try await bench.transport.run(command, timeout: .seconds(60), outputLimit: 1000)
        }
        try await bench.waitFor("job/b/restart-1/begun")
        return (bench, job, again)
    }

    @Test("what a ghost finishes after the next start has begun is neither published nor goes on")
    func ghost() async throws {
        let (bench, job, again) = try await haunted()
        try bench.write("", to: "job/b/go")
        try await waitUntil("the ghost ends") {
            try bench.text("job/job.log").contains("the job was started again: start 0 ends")
        }
        #expect(
            !bench.exists("job/b/done.json") && !bench.exists("job/c/started.json")
                && !bench.exists("job/ended.json"))
        try bench.write("", to: "job/b/restart-1/go")
        #expect(try await again.value.exitStatus == 0)
        let reference = job.reference(id: nil)
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.steps.mapValues(\.restart) == ["a": 0, "b": 1, "c": 1] && end.ending == "finished")
        #expect(try bench.text("job/c/runs") == "c\n")
    }

    @Test("a done file that a ghost has got out all the same is not believed, and the step is done anew")
    func ghostsDoneFile() async throws {
        let (bench, job, again) = try await haunted()
        let record = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2, claim: "4711.0", restart: 0)
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self) + "\n"
        for step in ["b", "c"] { try bench.write(text, to: "job/\(step)/done.json") }
        try bench.write(#"{"reason":"finished","restart":0}"# + "\n", to: "job/ended.json")
        let reference = job.reference(id: nil)
        let seen = try #require(try await bench.runner.observe([reference])[reference])
        #expect(Array(seen.steps.keys) == ["a"] && seen.ending == nil)
        #expect(try await bench.runner.glimpse(of: [reference]).isEmpty)
        for go in ["job/b/go", "job/b/restart-1/go"] { try bench.write("", to: go) }
        #expect(try await again.value.exitStatus == 0)
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.steps.mapValues(\.restart) == ["a": 0, "b": 1, "c": 1] && end.ending == "finished")
    }

    @Test("what a ghost left does not count for a third start either")
    func thirdStart() async throws {
        let (bench, job, again) = try await haunted()
        let record = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2, claim: "4711.0", restart: 0)
        try bench.write(
            String(decoding: try JSONEncoder().encode(record), as: UTF8.self) + "\n", to: "job/c/done.json")
        // The second start dies before it comes to step c.
        struct Start: Decodable { let pid: Int32 }
        kill(
            try JSONDecoder().decode(Start.self, from: Data(try bench.text("job/job.json").utf8)).pid, SIGKILL
        )
        _ = try await again.value
        for go in ["job/b/go", "job/b/restart-1/go"] { try bench.write("", to: go) }
        var third = Command(
            bash: "mkdir -p \"$1\" && touch \"$1/go\" && exec bash \"$2\"",
            arguments: ["\(bench.root)/job/b/restart-2", job.scriptPath])
        third.environment = ["TEST_RESTART": "2"]
        let output = try await bench.transport.run(third, timeout: .seconds(60), outputLimit: 1000)
        #expect(output.exitStatus == 0, "\(output.complaint)")
        let reference = job.reference(id: nil)
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.steps.mapValues(\.restart) == ["a": 0, "b": 2, "c": 2] && end.ending == "finished")
    }

    @Test("a step that is ended moments before its script, as by whoever ends the job, is not done")
    func endedFirst() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "echo $$ >pid; exec sleep 1000"), bench.step("b", "true")])
        let id = try await bench.runner.submit(job)
        try await waitUntil("the step runs") {
            try bench.exists("job/a/pid") && bench.text("job/a/pid").hasSuffix("\n")
        }
        let step = try #require(Int32(try bench.text("job/a/pid").dropLast()))
        let script = try #require(Int32(id.text.split(separator: ":")[1]))
        kill(step, SIGTERM)
        usleep(20_000)
        kill(script, SIGTERM)
        let end = try await bench.observe(job.reference(id: id)) { $0.state == .ended }
        #expect(end.steps.isEmpty && end.ending == "stopped by SIGTERM")
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
