import Testing

@testable import Reporting

@Suite("Axes")
struct AxisTests {
    @Test(
        "ticks are round numbers inside the range, with the digits they need",
        arguments: [
            (0.0, 10.0, 5, ["0", "2", "4", "6", "8", "10"]),
            (16.97, 31.6, 6, ["18", "20", "22", "24", "26", "28", "30"]),
            (0.0017, 0.0033, 4, ["0.0020", "0.0025", "0.0030"]),
            (-1, 1, 4, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
            (0, 100_000, 5, ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]),
            (999.9, 1000.1, 4, ["999.90", "999.95", "1000.00", "1000.05", "1000.10"]),
        ])
    func ticks(low: Double, high: Double, count: Int, labels: [String]) {
        #expect(Axis.linear("x", from: low, to: high, count: count).ticks.map(\.label) == labels)
    }

    @Test("whole numbers stay whole")
    func wholeNumbers() {
        let axis = Axis.linear("runs", from: 0.5, to: 3.5, count: 6, wholeNumbers: true)
        #expect(axis.ticks.map(\.label) == ["1", "2", "3"])
    }

    static let magnitudes = [1e-300, 1e-9, 0.3, 1, 7.7, 1234.5, 5.6e7, 1e15, 1e300, 1.7e308]

    @Test(
        "any range has ticks in it that can be told apart, and values keep their order",
        arguments: magnitudes,
        magnitudes + [0])
    func anyRange(first: Double, second: Double) {
        for (from, to) in [(first, second), (-first, second), (first, first), (first, first * (1 + 1e-12))] {
            let axis = Axis.linear("x", from: from, to: to, padding: 0.05, count: 6)
            #expect(axis.low < axis.high && axis.low.isFinite && axis.high.isFinite)
            #expect(axis.low <= min(from, to) && axis.high >= max(from, to))
            #expect((2...13).contains(axis.ticks.count), "\(from) to \(to): \(axis.ticks)")
            #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count, "\(axis.ticks)")
            #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
            let shares = axis.ticks.map { axis.share(of: $0.value) }
            #expect(shares.allSatisfy { $0 > -1e-6 && $0 < 1 + 1e-6 }, "\(shares)")
        }
    }

    @Test("what is no number does not get into an axis", arguments: [Double.nan, .infinity, -.infinity])
    func noNumber(value: Double) {
        let axis = Axis.linear("x", from: value, to: 1, count: 5)
        #expect(axis.low == 0 && axis.high == 1 && !axis.ticks.isEmpty)
        #expect(Axis.logarithmic("x", from: value, to: 1).low == 1)
    }

    @Test("logarithmic: decades, with 2 and 5 between few of them, never too many")
    func logarithmic() {
        #expect(Axis.logarithmic("N", from: 1, to: 100).ticks.map(\.value) == [1, 2, 5, 10, 20, 50, 100])
        let wide = Axis.logarithmic("N", from: 1e-3, to: 1e4)
        #expect(
            wide.ticks.map(\.label) == ["0.001", "0.01", "0.1", "1", "10", "100", "1000", "10,000"])
        #expect(Axis.logarithmic("N", from: 1e-200, to: 1e200).ticks.count < 12)
        #expect(abs(wide.share(of: 1) - 3.0 / 7) < 1e-12)
        #expect(wide.share(of: 0) < 0)
    }

    @Test("categories stand in the middle of their unit")
    func categories() {
        let axis = Axis.categories("grid", ["1x2", "2x1"])
        #expect(axis.ticks.map(\.label) == ["1x2", "2x1"])
        #expect(axis.share(of: 0) == 0.25 && axis.share(of: 1) == 0.75)
    }

    @Test(
        "numbers as figures write them",
        arguments: [
            (31.0967, "31.10"), (1514.4, "1514"), (0.29612, "0.2961"), (999.96, "1000.0"),
            (56_000_000, "56,000,000"),
            (-0.00001, "0.0000"), (1e21, "1e+21"),
        ])
    func rates(value: Double, text: String) {
        #expect(NumberLabel.rate(value) == text)
    }
}
