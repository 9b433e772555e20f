import Execution
import Foundation
import Testing

@Suite("Cancelling")
struct JobCancelTests {
    @Test("cancel ends the job with all that carry its token, and nobody else")
    func cancel() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step(
                "runs",
                """
                setsid bash -c 'trap "" TERM; echo $$ >>../pids; while :; do sleep 1; done' &
                echo $$ >>../pids
                while [[ $(wc -l <../pids) -lt 2 ]]; do sleep 0.02; done
                touch ../ready
                exec sleep 1000
                """), bench.step("never", "true"),
        ])
        // Alike, but not ours: no token, the token of another job, and one that only starts like ours.
        var bystanders: [Int32] = []
        for environment in [[:], ["HPLTUNE_TOKEN": "other"], ["HPLTUNE_TOKEN": "\(job.token)x"]] {
            bystanders.append(try await bench.startBystander(environment: environment))
        }
        defer { for pid in bystanders { kill(pid, SIGKILL) } }
        let reference = job.reference(id: try await bench.runner.submit(job))
        try await bench.waitFor("job/ready")
        let pids = try bench.text("job/pids").split(separator: "\n").compactMap { Int32($0) }
        #expect(pids.count == 2 && pids.allSatisfy(isRunning))

        try await bench.runner.cancel(reference)
        #expect(pids.filter(isRunning) == [])
        #expect(bystanders.allSatisfy(isRunning))
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.state == .ended && end.steps.isEmpty)
        #expect(end.ending == "stopped by SIGTERM")
        #expect(!bench.exists("job/never/started.json"))
        // A second time there is nothing to do.
        try await bench.runner.cancel(reference)
    }

    @Test("a job id that passed to another process ends nobody")
    func reused() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("short", "true")])
        _ = try await bench.run(job)
        let id = try #require(try await bench.found(job.reference(id: nil)))
        let pid = try await bench.startBystander()
        defer { kill(pid, SIGKILL) }
        var parts = id.text.split(separator: ":").map(String.init)
        parts[1] = String(pid)
        try await bench.runner.cancel(job.reference(id: JobID(parts.joined(separator: ":"))))
        #expect(isRunning(pid))
        let error = await #expect(throws: SchedulerError.self) {
            try await bench.runner.cancel(job.reference(id: JobID("4711")))
        }
        #expect(error?.description.contains("4711") == true)
    }

    @Test("a stop signal ends the step cleanly and starts no other", arguments: [SIGTERM, SIGINT, SIGUSR1])
    func stop(signal: Int32) async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step("runs", "trap 'echo bye; exit' TERM; touch ../ready; while :; do sleep 0.05; done"),
            bench.step("never", "true"),
        ])
        let id = try await bench.runner.submit(job)
        try await bench.waitFor("job/ready")
        kill(try #require(Int32(id.text.split(separator: ":")[1])), signal)
        let end = try await bench.observe(job.reference(id: id)) { $0.state == .ended }
        #expect(end.steps.isEmpty)
        #expect(end.ending?.hasPrefix("stopped by SIG") == true)
        #expect(try bench.text("job/runs/stdout") == "bye\n")
        #expect(!bench.exists("job/never/started.json"))
    }

    @Test("a job whose script is written but was not started by then never starts, and counts as ended")
    func prevented() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("never", "true")])
        let script = try BatchScript(for: job, scheduler: DirectScheduler())
        try await bench.transport.createDirectory("\(bench.root)/job/never")
        try bench.write(script.text, to: "job/job.sh")
        try bench.write("never\t\(bench.root)/job/never\n", to: "job/steps")
        let reference = job.reference(id: nil)
        try await bench.runner.cancel(reference)
        // The submission of a process that has died meanwhile gets through late.
        let late = try await bench.transport.run(
            Command(argv: ["bash", job.scriptPath]), timeout: .seconds(60), outputLimit: 1000)
        #expect(late.complaint.contains("this copy ends"))
        #expect(!bench.exists("job/never/started.json"))
        let end = try #require(try await bench.runner.observe([reference])[reference])
        #expect(end.state == .ended && end.steps.isEmpty)
        #expect(end.ending == "cancelled before it began")
        // Whoever submits it all the same learns that it has ended, and does not wait for it.
        let id = try await bench.runner.submit(job)
        #expect(try await bench.found(reference) == id)
        #expect(!bench.exists("job/never/started.json"))
    }

    @Test("a job whose directory was deleted ends with all its processes", arguments: [true, false])
    func deletedDirectory(knowsID: Bool) async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("runs", "echo $$ >../../pid; exec sleep 1000")])
        let id = try await bench.runner.submit(job)
        try await waitUntil("the step runs") { try bench.exists("pid") && bench.text("pid") != "" }
        let pid = try #require(Int32(bench.text("pid").dropLast()))
        let script = try #require(Int32(id.text.split(separator: ":")[1]))
        try FileManager.default.removeItem(atPath: job.directory)
        let reference = job.reference(id: knowsID ? id : nil)
        guard case .missing = try await bench.runner.observe([reference])[reference]?.state else {
            Issue.record("without its files nothing can be told of it")
            return
        }
        try await bench.runner.cancel(reference)
        #expect(!isRunning(pid) && !isRunning(script))
        #expect(!bench.exists("job"))
    }

    @Test("after a reboot nothing is left of a job, whoever has its process number and token by then")
    func rebooted() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("waits", "exec sleep 1000")])
        let id = try await bench.runner.submit(job)
        let text = try bench.text("job/job.json")
        let earlier = text.replacingOccurrences(
            of: #""bootID":"[^"]*""#, with: #""bootID":"an-earlier-one""#, options: .regularExpression)
        try bench.write(earlier, to: "job/job.json")
        var marks = id.text.split(separator: ":").map(String.init)
        marks[3] = "an-earlier-one"
        let old = job.reference(id: JobID(marks.joined(separator: ":")))
        #expect(try await bench.runner.observe([old])[old]?.state == .ended)
        try await bench.runner.cancel(old)
        #expect(isRunning(try #require(Int32(marks[1]))))
        try bench.write(text, to: "job/job.json")
        try await bench.runner.cancel(job.reference(id: id))
        #expect(!isRunning(try #require(Int32(marks[1]))))
    }
}
