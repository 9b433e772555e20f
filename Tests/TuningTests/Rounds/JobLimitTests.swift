import Search
import Testing

@testable import Tuning

@Suite("What a job may ask for")
struct JobLimitTests {
    private let run = JobLimit.Run(predicted: 100, limit: 900)

    private func job(_ fit: JobLimit.Fit) -> (runs: [JobLimit.Run], terms: JobTerms)? {
        if case .job(let runs, let terms) = fit { (runs, terms) } else { nil }
    }

    @Test("what is predicted with a margin, the longest overrun, the end and the start, in whole minutes")
    func time() {
        let limit = JobLimit()
        // 4 · 150 + (900 − 150) + 180 + 60 = 1590 s.
        #expect(limit.seconds(for: [run, run, run, run]) == 1_620)
        #expect(limit.seconds(for: [JobLimit.Run(predicted: 0.1, limit: 12)]) == 300, "five minutes at least")
        var array = limit
        array.isArray = true
        #expect(array.seconds(for: [run, run, run, run]) == 1_140, "each has its own: 900 + 240 s")
    }

    @Test("a round is cut to as many runs as the partition's longest job has room for")
    func cut() throws {
        let limit = JobLimit(longest: 1_500)
        let fit = try #require(job(limit.fit([run, run, run, run])))
        #expect(fit.runs == [run, run, run] && fit.terms.limitSeconds == 1_440)
    }

    @Test(
        "where not even one has room for all it may take, it is ended earlier, as long as its prediction fits"
    )
    func shortened() throws {
        let fit = try #require(job(JobLimit(longest: 659).fit([run, run])))
        #expect(fit.runs == [JobLimit.Run(predicted: 100, limit: 360)] && fit.terms.limitSeconds == 600)
        #expect(JobLimit(longest: 360).fit([run]) == .tooLong(seconds: 420))
        #expect(
            JobLimit(longest: 240).fit([JobLimit.Run(predicted: 0.1, limit: 2)]) == .tooLong(seconds: 300))
    }

    @Test("node-hours: the whole time, the wait for the kill, a minute, on all nodes; or fewer runs, or none")
    func reservation() throws {
        let limit = JobLimit(nodes: 3, killWait: 40)
        let needed = (1_620 + 40 + 60) * 3.0
        let whole = try #require(job(limit.fit([run, run, run, run], left: needed)))
        #expect(whole.runs.count == 4 && whole.terms.reservation?.nodeSeconds == needed)
        let fewer = try #require(job(limit.fit([run, run, run, run], left: needed - 1)))
        #expect(fewer.runs.count == 3 && fewer.terms.reservation?.left == needed - 1)
        let least = (limit.seconds(for: [run]) + 100) * 3
        #expect(limit.fit([run, run], left: least - 1) == .tooCostly(nodeSeconds: least))
        #expect(limit.fit([run], left: -5) == .tooCostly(nodeSeconds: least), "a limit that was lowered")
        #expect(job(limit.fit([run]))?.terms.reservation == nil, "without a limit nothing is reserved")
    }

    @Test("an array: every task has its time and its reservation, and no more tasks than SLURM takes")
    func array() throws {
        let limit = JobLimit(longest: 1_000, isArray: true, mostTasks: 5, nodes: 2)
        let fit = try #require(job(limit.fit(Array(repeating: run, count: 9), left: 1e6)))
        #expect(fit.runs == Array(repeating: JobLimit.Run(predicted: 100, limit: 720), count: 5))
        #expect(fit.terms.limitSeconds == 960 && fit.terms.isArray)
        #expect(fit.terms.reservation?.nodeSeconds == 10_500, "5 · (960 + 30 + 60) s · 2 nodes")
    }

    @Test(
        "whatever the runs and limits: never above the longest, never beyond what is left, never less for more runs"
    )
    func always() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let runs = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                let predicted = Double.random(in: 0.01...2_000, using: &generator)
                return JobLimit.Run(
                    predicted: predicted, limit: predicted * .random(in: 1...12, using: &generator))
            }
            let limit = JobLimit(
                longest: .random(in: 60...9_000, using: &generator), isArray: .random(using: &generator),
                mostTasks: 6, nodes: .random(in: 1...8, using: &generator))
            let left = Double.random(in: 0...40_000, using: &generator)
            for count in runs.indices.dropFirst() {
                #expect(limit.seconds(for: runs.prefix(count)) <= limit.seconds(for: runs.prefix(count + 1)))
            }
            guard case .job(let fitting, let terms) = limit.fit(runs, left: left) else { continue }
            #expect(!fitting.isEmpty && fitting.count <= runs.count)
            #expect(terms.limitSeconds >= 300 && terms.limitSeconds <= limit.longest ?? 0)
            #expect((terms.reservation?.nodeSeconds ?? .infinity) <= left)
            #expect(
                zip(fitting, runs).allSatisfy { $0.limit <= $1.limit && $0.predicted <= $0.limit * 1.001 })
            #expect(fitting.allSatisfy { $0.limit + 240 <= terms.limitSeconds })
        }
    }
}
