import Execution
import Glibc
import Testing

@Suite("Waiting for jobs")
struct WaitForChangeTests {
    @Test("waiting ends when a step is done and when the job is over, long before its time is up")
    func returns() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step("a", "until [[ -e ../a.go ]]; do sleep 0.02; done"),
            bench.step("b", "exec sleep 1000"),
        ])
        let id = try await bench.runner.submit(job)
        let reference = job.reference(id: id)
        let clock = ContinuousClock()
        _ = try await bench.runner.observe([reference])

        let quiet = try await clock.measure {
            try await bench.runner.waitForChange([reference], atMost: .milliseconds(200))
        }
        #expect(quiet >= .milliseconds(200))

        try bench.write("", to: "job/a.go")
        let first = try await clock.measure {
            try await bench.runner.waitForChange([reference], atMost: .seconds(300))
        }
        #expect(first < .seconds(60))
        let between = try #require(try await bench.runner.observe([reference])[reference])
        #expect(between.steps["a"] != nil && between.state == .running)

        let waiting = Task { _ = try await bench.runner.waitForChange([reference], atMost: .seconds(300)) }
        try await Task.sleep(for: .milliseconds(50))
        kill(try #require(Int32(id.text.split(separator: ":")[1])), SIGKILL)
        let second = try await clock.measure { try await waiting.value }
        #expect(second < .seconds(60))
        #expect(try await bench.runner.observe([reference])[reference]?.state == .ended)
        // Nothing is left to wait for.
        let third = try await clock.measure {
            try await bench.runner.waitForChange([reference], atMost: .seconds(300))
        }
        #expect(third < .seconds(60))
        try await bench.runner.cancel(reference)
    }

    @Test("a cancelled wait ends")
    func cancelled() async throws {
        let bench = try Bench()
        let wait = Task {
            _ = try await bench.transport.waitForChange(
                appearing: ["/nowhere"], disappearing: [], every: nil, atMost: .seconds(300))
        }
        wait.cancel()
        await #expect(throws: CancellationError.self) { try await wait.value }
    }

    @Test("a glimpse tells of the steps that have ended since, each once, and of no other")
    func glimpses() async throws {
        let bench = try Bench()
        let job = bench.job(
            ["a", "b", "c"].map { name in
                bench.step(name, "until [[ -e ../\(name).go ]]; do sleep 0.02; done")
            })
        let reference = job.reference(id: try await bench.runner.submit(job))
        #expect(try await bench.runner.glimpse(of: [reference]).isEmpty)
        for name in ["a", "b"] { try bench.write("", to: "job/\(name).go") }
        try await bench.waitFor("job/b/done.json")
        let news = try #require(try await bench.runner.glimpse(of: [reference])[reference])
        #expect(news.state == .running && news.steps.keys.sorted() == ["a", "b"])
        #expect(news.steps["a"]?.exitStatus == 0)
        #expect(try await bench.runner.glimpse(of: [reference]).isEmpty)
        // A new runner begins with a proper look.
        let other = JobRunner(
            scheduler: DirectScheduler(), transport: bench.transport, logger: silentLogger)
        #expect(try await other.glimpse(of: [reference]).isEmpty)
        #expect(try await other.observe([reference])[reference]?.steps.count == 2)
        #expect(try await !other.waitForChange([reference], atMost: .milliseconds(100)))
        try bench.write("", to: "job/c.go")
        #expect(try await other.waitForChange([reference], atMost: .seconds(60)))
        try await bench.waitFor("job/c/done.json")
        #expect(try await other.glimpse(of: [reference])[reference]?.steps.keys.sorted() == ["c"])
    }
}
