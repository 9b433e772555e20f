import Execution
import Testing

struct JobRunnerTests {
    @Test("three steps run in turn, each in its directory, each with a record")
    func inTurn() async throws {
        let bench = try Bench()
        let job = bench.job(
            (1...3).map { number in
                bench.step(
                    "s\(number)", "pwd; cat input; echo \(number) >>../order",
                    files: [
                        FileContent(path: "input", text: "input of \(number)\n")
                    ])
            })
        let end = try await bench.run(job)
        #expect(end.steps.keys.sorted() == ["s1", "s2", "s3"])
        #expect(end.ending == "finished")
        #expect(try bench.text("job/order") == "1\n2\n3\n")
        var last = 0.0
        for step in job.steps {
            let record = try #require(end.steps[step.name])
            #expect(record.exitStatus == 0 && record.signal == nil && !record.timedOut)
            #expect(record.startedAt >= last && record.finishedAt >= record.startedAt)
            #expect(record.hosts.count == 1)
            last = record.finishedAt
            #expect(step.outputDirectory(of: record) == step.directory)
        }
        let outputs = try await bench.runner.fetch(job.steps.map { $0.directory + "/stdout" }, limit: 1000)
        #expect(outputs.map(\.text) == (1...3).map { "\(bench.root)/job/s\($0)\ninput of \($0)\n" })
    }
}
