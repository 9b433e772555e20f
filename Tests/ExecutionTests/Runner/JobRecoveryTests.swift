import Execution
import Foundation
import Testing

@Suite("Jobs after crashes")
struct JobRecoveryTests {
    @Test(
        "a script killed in the middle is over: its unfinished step has no record, and cancel ends what is left"
    )
    func killed() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step("done", "true"), bench.step("cut", "echo $$ >../pid; exec sleep 1000"),
            bench.step("never", "true"),
        ])
        let id = try await bench.runner.submit(job)
        let reference = job.reference(id: id)
        let running = try await bench.observe(reference) { $0.runningStep?.name == "cut" }
        #expect(running.state == .running)
        #expect(running.steps.keys.sorted() == ["done"])
        try await bench.waitFor("job/pid")
        let step = try #require(Int32(bench.text("job/pid").dropLast()))
        kill(try scriptPID(of: id), SIGKILL)
        let end = try await bench.observe(reference) { $0.state == .ended }
        #expect(end.steps.keys.sorted() == ["done"])
        #expect(end.ending == nil && end.runningStep == nil)
        #expect(isRunning(step))
        try await bench.runner.cancel(reference)
        #expect(!isRunning(step))
        #expect(!bench.exists("job/never/started.json"))
    }

    @Test("a new runner that knows only token and directory finds the job and its steps")
    func find() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("waits", "until [[ -e ../go ]]; do sleep 0.02; done")])
        let id = try await bench.runner.submit(job)
        let other = JobRunner(
            scheduler: DirectScheduler(), transport: bench.transport, logger: silentLogger)
        let unknown = job.reference(id: nil)
        #expect(try await other.find(unknown, age: .zero) == .found([id]))
        let observations = try await other.observe([unknown])
        #expect(observations[unknown]?.state == .running)
        try bench.write("", to: "job/go")
        let end = try await bench.observe(unknown) { $0.state == .ended }
        #expect(end.steps["waits"]?.exitStatus == 0)
        let stranger = JobReference(token: .random(), id: nil, directory: job.directory, name: "x")
        #expect(try await other.find(stranger, age: .zero) == .none)
        let nowhere = JobReference(
            token: .random(), id: nil, directory: "\(bench.root)/nowhere", name: "x")
        #expect(try await other.find(nowhere, age: .zero) == .none)
        try await other.cancel(nowhere)
        guard case .missing = try await other.observe([nowhere])[nowhere]?.state else {
            Issue.record("a job that left no trace is unknown")
            return
        }
    }

    @Test("a job submitted twice runs once")
    func twice() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step("once", "echo run >>../runs; until [[ -e ../go ]]; do sleep 0.02; done")
        ])
        async let first = bench.runner.submit(job)
        async let second = bench.runner.submit(job)
        let ids = try await [first, second]
        #expect(ids[0] == ids[1])
        let third = try await bench.runner.submit(job)
        #expect(third == ids[0])
        try bench.write("", to: "job/go")
        _ = try await bench.observe(job.reference(id: third)) { $0.state == .ended }
        #expect(try await bench.runner.submit(job) == third)
        try await waitUntil("the late copies end") {
            try bench.text("job/job.log").split(separator: "\n").count == 3
        }
        #expect(try bench.text("job/runs") == "run\n")
    }

    @Test(
        "a process that is not the job in all four marks is not the job",
        arguments: [
            #""startTicks":[0-9]+"#, #""bootID":"[^"]*""#, #""pid":[0-9]+"#, #""token":"[^"]*""#,
        ])
    func mismatch(field: String) async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("waits", "exec sleep 1000")])
        let id = try await bench.runner.submit(job)
        let reference = job.reference(id: id)
        let unknown = job.reference(id: nil)
        let path = "job/job.json"
        let text = try bench.text(path)
        let name = try #require(field.split(separator: "\"").first)
        let forged =
            switch name {
            case "startTicks": "\"startTicks\":1"
            case "pid": "\"pid\":\(getpid())"
            case "bootID": "\"bootID\":\"00000000-0000-0000-0000-000000000000\""
            default: "\"token\":\"someoneelse\""
            }
        let range = try #require(text.range(of: field, options: .regularExpression))
        try bench.write(text.replacingCharacters(in: range, with: forged), to: path)
        let observations = try await bench.runner.observe([reference, unknown])
        #expect(observations[reference]?.state == .ended)
        #expect(observations[unknown]?.state == .ended)
        try bench.write(text, to: path)
        #expect(try await bench.runner.observe([reference])[reference]?.state == .running)
        try await bench.runner.cancel(reference)
    }

    @Test("a job that was started on another machine is not judged from here")
    func elsewhere() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "true")])
        _ = try await bench.run(job)
        let unknown = job.reference(id: nil)
        var text = try bench.text("job/job.json")
        for (field, forged) in [
            (#""bootID":"[^"]*""#, #""bootID":"0-0""#), (#""host":"[^"]*""#, #""host":"n7""#),
        ] {
            text = text.replacingOccurrences(of: field, with: forged, options: .regularExpression)
        }
        try bench.write(text, to: "job/job.json")
        let seen = try #require(try await bench.runner.observe([unknown])[unknown])
        #expect(seen.state == .missing(reason: "it was started on n7; ask there"))
        #expect(seen.steps["a"]?.exitStatus == 0, "what is done is done all the same")
        let error = await #expect(throws: SchedulerError.self) { try await bench.runner.cancel(unknown) }
        #expect(error?.description.hasSuffix("it was started on n7; cancel it there") == true)
    }

    @Test("files that were cut off are no evidence")
    func torn() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "true"), bench.step("b", "true")])
        let end = try await bench.run(job)
        #expect(end.steps.count == 2)
        let reference = try await job.reference(id: bench.found(job.reference(id: nil)))
        try bench.write(String(try bench.text("job/a/done.json").dropLast(20)), to: "job/a/done.json")
        try bench.write("", to: "job/b/done.json")
        let torn = try await bench.runner.observe([reference])[reference]
        #expect(torn?.steps.isEmpty == true && torn?.state == .ended)
        try bench.write("{", to: "job/job.json")
        guard case .missing = try await bench.runner.observe([reference])[reference]?.state else {
            Issue.record("without a job file there is no evidence")
            return
        }
    }

    @Test("a job whose script died before it could say who it is can be submitted all the same")
    func abandonedClaim() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "true")])
        try await bench.transport.createDirectory(job.directory)
        try FileManager.default.createSymbolicLink(
            atPath: job.directory + "/claim", withDestinationPath: "\(job.token):1:1:boot")
        #expect(try await bench.found(job.reference(id: nil)) == nil)
        let end = try await bench.run(job)
        #expect(end.steps["a"]?.exitStatus == 0)
    }

    @Test("a clock that is set while a step runs changes neither its length nor its time limit")
    func clock() async throws {
        let bench = try Bench()
        // The script's own clock goes back an hour with every look.
        let job = bench.job(
            [
                bench.step("a", "sleep 0.3"), bench.step("hangs", "exec sleep 1000", limit: .seconds(1)),
            ],
            prologue: [
                "hpltune_hours=500000",
                "hpltune_clock() { (( hpltune_hours -= 1 )); hpltune_now=$(( hpltune_hours * 3600 )).123456; }",
            ])
        let end = try await bench.run(job)
        let short = try #require(end.steps["a"])
        #expect(short.finishedAt - short.startedAt >= 0.29 && short.finishedAt - short.startedAt < 60)
        let long = try #require(end.steps["hangs"])
        #expect(long.timedOut)
        #expect(long.finishedAt - long.startedAt >= 0.99)
    }

    private func scriptPID(of id: JobID) throws -> Int32 {
        try #require(Int32(id.text.split(separator: ":")[1]))
    }
}
