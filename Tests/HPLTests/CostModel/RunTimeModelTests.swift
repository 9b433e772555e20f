import Search
import Testing

@testable import HPL

@Suite("Run time against N")
struct RunTimeModelTests {
    /// One core of a common server: 40 Gflops, some memory traffic, some latency.
    private let truth = RunTimeModel(cubic: 2.0 / 3 / 40e9, quadratic: 3e-9, linear: 1e-5)

    private func samples(_ sizes: [Int], factor: (Int) -> Double = { _ in 1 }) -> [(n: Int, seconds: Double)]
    {
        sizes.enumerated().map { (n: $1, seconds: truth.seconds(n: $1) * factor($0)) }
    }

    private func relativeError(_ model: RunTimeModel, at n: Int) -> Double {
        abs(model.seconds(n: n) / truth.seconds(n: n) - 1)
    }

    @Test("Exact times give the law back, and far beyond them")
    func exact() throws {
        let model = try #require(RunTimeModel(fitting: samples([500, 1000, 2000, 4000, 8000])))
        for n in [100, 3000, 50_000, 200_000] { #expect(relativeError(model, at: n) < 1e-4) }
    }

    @Test("Noise of some percent: the prediction is as good")
    func noisy() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            let factors = (0..<12).map { _ in 1 + 0.1 * (Double(generator.next(below: 1000)) / 1000 - 0.5) }
            let sizes = (1...12).map { $0 * 1000 }
            let model = try #require(RunTimeModel(fitting: samples(sizes) { factors[$0] }))
            #expect(relativeError(model, at: 20_000) < 0.2)
            #expect(relativeError(model, at: 6_000) < 0.1)
        }
    }

    @Test("A few runs slowed threefold by a neighbour do not carry the fit away")
    func outliers() throws {
        let sizes = (1...12).map { $0 * 1000 }
        let model = try #require(RunTimeModel(fitting: samples(sizes) { [2, 7, 10].contains($0) ? 3 : 1 }))
        #expect(relativeError(model, at: 20_000) < 0.15)
        #expect(relativeError(model, at: 5_000) < 0.15)

        // The same size again and again: its slow runs are outvoted.
        let repeated = samples([2000, 2000, 2000, 4000, 4000, 4000]) { [1, 5].contains($0) ? 4 : 1 }
        #expect(relativeError(try #require(RunTimeModel(fitting: repeated)), at: 4000) < 0.01)
    }

    @Test("One run: the cubic law through it; two: through both")
    func few() throws {
        let one = try #require(RunTimeModel(fitting: [(n: 2000, seconds: 4)]))
        #expect(abs(one.seconds(n: 4000) - 32) < 1e-9)
        let two = try #require(RunTimeModel(fitting: samples([1000, 4000])))
        #expect(relativeError(two, at: 1000) < 1e-9)
        #expect(relativeError(two, at: 4000) < 1e-9)
        // Twice the order at sixteen times the time is steeper than any of the terms: the cubic one it is.
        let steep = try #require(RunTimeModel(fitting: [(n: 1000, seconds: 1), (n: 2000, seconds: 16)]))
        #expect(steep.quadratic == 0 && steep.linear == 0 && steep.cubic > 0)
    }

    @Test("Never negative, never NaN, never falling, whatever the samples")
    func sane() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let count = 1 + generator.next(below: 8)
            let samples = (0..<count).map { _ in
                (
                    n: 1 + generator.next(below: 100_000),
                    seconds: Double(1 + generator.next(below: 1_000_000)) / 1000
                )
            }
            let model = try #require(RunTimeModel(fitting: samples))
            #expect(min(model.cubic, model.quadratic, model.linear) >= 0)
            var last = 0.0
            for n in [-5, 0, 1, 10, 1000, 100_000, 10_000_000, Int.max] {
                let seconds = model.seconds(n: n)
                #expect(!seconds.isNaN && seconds >= last)
                last = seconds
            }
        }
    }

    @Test("Samples that say nothing give no model")
    func nothing() {
        #expect(RunTimeModel(fitting: []) == nil)
        #expect(
            RunTimeModel(fitting: [
                (n: 0, seconds: 1), (n: 100, seconds: 0), (n: 100, seconds: .nan), (n: 5, seconds: .infinity),
                (n: -4, seconds: 2),
            ]) == nil)
    }

    @Test("The largest N for a time", arguments: [1, 64, 192])
    func inverse(step: Int) {
        for seconds in [0.5, 4, 60, 3600.0] {
            let n = truth.n(forSeconds: seconds, multipleOf: step)
            #expect(n % step == 0)
            #expect(truth.seconds(n: n) <= seconds)
            #expect(truth.seconds(n: n + step) > seconds)
        }
        #expect(truth.n(forSeconds: 0, multipleOf: step) == step)
        #expect(truth.n(forSeconds: .nan, multipleOf: step) == step)
        #expect(truth.n(forSeconds: .infinity, multipleOf: step) <= 10_000_000)
    }
}
