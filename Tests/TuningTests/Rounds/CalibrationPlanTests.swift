import HPL
import Testing

@testable import Tuning

@Suite("The plan of a calibration")
struct CalibrationPlanTests {
    /// Four nodes of 64 cores, by the guess 4 Tflops.
    private static let guess = RunTimeModel.guess(
        for: Resources(
            nodes: 4, ranksPerNode: 64, threadsPerRank: 1, memoryPerNode: 256 << 30, coresPerNode: 64))

    /// The steps that end within their limit where HPL takes `factor` times as long as the guess, and what they tell of
    /// the N for `seconds`, as a share of the right one.
    private static func told(
        _ plan: CalibrationPlan, slower factor: Double, seconds: Double
    ) throws -> (ended: Int, share: Double) {
        // The arithmetic slower by the factor, and a part for panels and messages that weighs as much at N = 10,000.
        let truth = RunTimeModel(
            cubic: guess.cubic * factor, quadratic: guess.cubic * factor * 10_000, linear: 0)
        let samples = plan.runs.map { (n: $0.n, seconds: truth.seconds(n: $0.n)) }
        let ended = zip(samples, plan.runs).filter { $0.seconds <= $1.limitSeconds }.map(\.0)
        let model = try #require(RunTimeModel(fitting: ended))
        let right = truth.n(forSeconds: seconds, multipleOf: 64)
        return (ended.count, Double(model.n(forSeconds: seconds, multipleOf: 64)) / Double(right))
    }

    @Test("in a queue: four runs of doubled N, the longest as long as the runs that are to be foretold")
    func doubled() {
        let plan = CalibrationPlan.queued(reaching: 20, upTo: 1_000_000, guess: Self.guess)
        #expect(plan.runs.count == 4)
        for (smaller, larger) in zip(plan.runs, plan.runs.dropFirst()) { #expect(larger.n / 2 == smaller.n) }
        #expect((19...20).contains(Self.guess.seconds(n: plan.runs[3].n)))
        // Each may take four times that and a while to begin; the job may take all of it, in whole minutes.
        #expect(plan.runs.allSatisfy { $0.limitSeconds == 100 })
        #expect(plan.limitSeconds == 660)
    }

    @Test("it tells the N for a wanted time, whether the machine is faster or slower than guessed",
        arguments: [0.1, 0.3, 1, 3, 10, 100], [4, 60, 3_600])
    func robust(factor: Double, seconds: Double) throws {
        let plan = CalibrationPlan.queued(reaching: seconds, upTo: 1_000_000, guess: Self.guess)
        let told = try Self.told(plan, slower: factor, seconds: seconds)
        #expect(told.ended >= 2)
        #expect((0.9...1.1).contains(told.share), "\(told)")
    }

    @Test("runs of hours are foretold by one of a minute")
    func long() {
        let plan = CalibrationPlan.queued(reaching: 36_000, upTo: 1_000_000, guess: Self.guess)
        #expect((55...60).contains(Self.guess.seconds(n: plan.runs[3].n)))
        #expect(plan.limitSeconds == 1_320)
    }

    @Test("no run is larger than the memory allows, none so small that it is nothing but start-up")
    func memory() {
        let plan = CalibrationPlan.queued(reaching: 60, upTo: 5_000, guess: Self.guess)
        #expect(plan.runs.map(\.n) == [625, 1_250, 2_500, 5_000])
        #expect(CalibrationPlan.queued(reaching: 60, upTo: 200, guess: Self.guess).runs.map(\.n) == [100, 200])
        #expect(CalibrationPlan.queued(reaching: 60, upTo: 32, guess: Self.guess).runs.map(\.n) == [32])
    }

    @Test("the job asks for no more than the partition allows or the node-hours have left, and aims lower then",
        arguments: [300.0, 420, 600, 1_000])
    func short(most: Double) throws {
        let plan = CalibrationPlan.queued(reaching: 60, upTo: 1_000_000, guess: Self.guess, within: most)
        let limit = try #require(plan.limitSeconds)
        #expect(limit <= most && limit >= 300)
        #expect(limit.truncatingRemainder(dividingBy: 60) == 0)
        let seconds = plan.runs.map { Self.guess.seconds(n: $0.n) }.reduce(0, +)
        #expect(seconds * 2 + 240 <= limit, "even at half the speed there is time for all")
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
