import HPL
import Testing

@testable import Tuning

@Suite("The plan of a calibration")
struct CalibrationPlanTests {
    /// Four nodes of 64 cores, by the guess 4 Tflops.
    private static let guess = RunTimeModel.guess(
        for: Resources(
            nodes: 4, ranksPerNode: 64, threadsPerRank: 1, memoryPerNode: 256 << 30, coresPerNode: 64))

    private func plan(
        reaching seconds: Double, upTo largestN: Int = 1_000_000, within limit: JobLimit = JobLimit(),
        left: Double? = nil
    ) throws -> CalibrationPlan {
        let queued = CalibrationPlan.queued(
            reaching: seconds, upTo: largestN, guess: Self.guess, within: limit, left: left)
        guard case .job(let plan) = queued else { throw NoPlan(queued: queued) }
        return plan
    }

    private struct NoPlan: Error { let queued: CalibrationPlan.Queued }

    /// The runs that end within their limits and the job's where HPL takes `factor` times as long as the guess, and what
    /// they tell of the N for `seconds`, as a share of the right one.
    private func told(
        by plan: CalibrationPlan, slower factor: Double, seconds: Double
    ) throws -> (ended: Int, share: Double) {
        // The arithmetic slower by the factor, and a part for panels and messages that weighs as much at N = 10,000.
        let truth = RunTimeModel(
            cubic: Self.guess.cubic * factor, quadratic: Self.guess.cubic * factor * 10_000, linear: 0)
        var left = try #require(plan.terms).limitSeconds - JobLimit.signalLead - JobLimit.startUp
        var ended: [(n: Int, seconds: Double)] = []
        for run in plan.runs {
            let seconds = truth.seconds(n: run.n)
            left -= min(seconds, run.limitSeconds)
            if seconds <= run.limitSeconds, left >= 0 { ended.append((run.n, seconds)) }
        }
        let model = try #require(RunTimeModel(fitting: ended))
        let right = truth.n(forSeconds: seconds, multipleOf: 64)
        return (ended.count, Double(model.n(forSeconds: seconds, multipleOf: 64)) / Double(right))
    }

    @Test("in a queue: four runs of doubled N, the longest as long as the runs that are to be foretold")
    func doubled() throws {
        let plan = try plan(reaching: 20)
        #expect(plan.runs.count == 4)
        for (smaller, larger) in zip(plan.runs, plan.runs.dropFirst()) { #expect(larger.n / 2 == smaller.n) }
        #expect((19...20).contains(Self.guess.seconds(n: plan.runs[3].n)))
        // Each may take four times that and a while to begin.
        #expect(plan.runs.allSatisfy { $0.limitSeconds == 100 })
        #expect(plan.terms?.limitSeconds == 420)
    }

    @Test(
        "it tells the N for a wanted time, whether the machine is faster or slower than guessed",
        arguments: [0.1, 0.3, 1, 3, 10, 100], [4, 60, 3_600])
    func robust(factor: Double, seconds: Double) throws {
        let told = try told(by: try plan(reaching: seconds), slower: factor, seconds: seconds)
        #expect(told.ended >= 2)
        #expect((0.9...1.1).contains(told.share), "\(told)")
    }

    @Test("runs of hours are foretold by one of a minute")
    func long() throws {
        let plan = try plan(reaching: 36_000)
        #expect((55...60).contains(Self.guess.seconds(n: plan.runs[3].n)))
        #expect(plan.terms?.limitSeconds == 660)
    }

    @Test("no run is larger than the memory allows, none so small that it is nothing but start-up")
    func memory() throws {
        #expect(try plan(reaching: 60, upTo: 5_000).runs.map(\.n) == [625, 1_250, 2_500, 5_000])
        #expect(try plan(reaching: 60, upTo: 200).runs.map(\.n) == [100, 200])
        #expect(try plan(reaching: 60, upTo: 32).runs.map(\.n) == [32])
    }

    @Test(
        "the job asks for no more than the partition allows and the node-hours have left, and aims lower then",
        arguments: [300.0, 420, 600, 1_000])
    func short(most: Double) throws {
        var limit = JobLimit()
        limit.longest = most
        let inPartition = try plan(reaching: 60, within: limit)
        #expect(inPartition.runs.count == 4)
        #expect(try #require(inPartition.terms).limitSeconds <= most)
        limit.longest = nil
        limit.nodes = 4
        limit.killWait = 30
        let inBudget = try plan(reaching: 60, within: limit, left: (most + 90) * 4)
        #expect(inBudget.runs.count == 4)
        #expect(try #require(inBudget.terms?.reservation).nodeSeconds <= (most + 90) * 4)
    }

    @Test("a partition or a budget that has no room for any run gets none")
    func noRoom() {
        var limit = JobLimit()
        limit.longest = 60
        #expect(
            CalibrationPlan.queued(reaching: 60, upTo: 100_000, guess: Self.guess, within: limit) == .tooLong)
        limit.longest = nil
        limit.killWait = 30
        #expect(
            CalibrationPlan.queued(
                reaching: 60, upTo: 100_000, guess: Self.guess, within: limit, left: 389)
                == .tooCostly(nodeSeconds: 390))
    }

    @Test("what would leave too little for a round after it is not begun; what it asks for then suffices")
    func inVain() throws {
        func queued(left: Double) -> CalibrationPlan.Queued {
            CalibrationPlan.queued(
                reaching: 60, upTo: 100_000, guess: Self.guess, within: JobLimit(), left: left, leaving: 390)
        }
        // The shortest job; four runs of at most a second together with their start-up, twelve; what a job takes beside.
        guard case .tooCostly(let needed) = queued(left: 300) else {
            Issue.record("it was begun")
            return
        }
        #expect(needed > 390 + 12 + JobCost.handling && needed < 390 + 14 + JobCost.handling)
        #expect(queued(left: 395) == .tooCostly(nodeSeconds: needed))
        #expect(queued(left: needed - 0.001) == .tooCostly(nodeSeconds: needed))
        guard case .job(let plan) = queued(left: needed) else {
            Issue.record("it was not begun")
            return
        }
        #expect(plan.runs.count == 4)
        // With more left the runs are longer, and tell more.
        guard case .job(let ample) = queued(left: 4_000) else {
            Issue.record("it was not begun")
            return
        }
        #expect(try #require(ample.runs.last).n > #require(plan.runs.last).n)
    }

    @Test("it is one job also where each run of a round has its own")
    func array() throws {
        var limit = JobLimit()
        limit.isArray = true
        let terms = try #require(try plan(reaching: 20, within: limit).terms)
        #expect(terms == JobTerms(limitSeconds: 420, isArray: false))
    }

    @Test("where runs begin at once: from a small one to one that takes most of the wanted time")
    func adaptive() throws {
        let truth = RunTimeModel(cubic: 2e-11, quadratic: 1e-8, linear: 1e-5)
        var samples: [Calibration] = []
        while let n = CalibrationPlan.nextN(after: samples, reaching: 4, upTo: 100_000) {
            samples.append(Calibration(n: n, seconds: truth.seconds(n: n), gflops: 10))
            try #require(samples.count < 10)
        }
        #expect(samples.first?.n == 1_000)
        #expect(samples.count == 3)
        let last = try #require(samples.last)
        #expect((2.4...4).contains(last.seconds))
    }

    @Test("it ends when the memory allows no larger run")
    func adaptiveMemory() {
        let sample = Calibration(n: 900, seconds: 0.1, gflops: 10)
        #expect(CalibrationPlan.nextN(after: [], reaching: 4, upTo: 900) == 900)
        #expect(CalibrationPlan.nextN(after: [sample], reaching: 4, upTo: 900) == nil)
    }
}
