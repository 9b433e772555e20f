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
}
