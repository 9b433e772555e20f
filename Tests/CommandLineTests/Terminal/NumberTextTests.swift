import Testing

@testable import hpltune

@Suite("Numbers as text")
struct NumberTextTests {
    @Test(
        "seconds of short runs have significant digits",
        arguments: [
            (0.0, "0.00"), (0.0000312, "0.0000312"), (0.00213, "0.00213"), (0.0996, "0.0996"),
            (0.52, "0.520"),
            (0.9949, "0.995"), (0.996, "1.00"), (3.5, "3.50"), (59.99, "59.99"), (88, "1:28"),
        ])
    func seconds(value: Double, text: String) {
        #expect(NumberText.seconds(value) == text)
    }

    @Test(
        "durations",
        arguments: [
            (0.0, "0 s"), (0.000556, "0.0006 s"), (0.02, "0.02 s"), (0.094, "0.09 s"), (0.1, "0.1 s"),
            (4, "4 s"), (210, "3.5 min"), (7560, "2.1 h"),
        ])
    func durations(seconds: Double, text: String) {
        #expect(NumberText.duration(seconds) == text)
    }

    @Test("HPL's hundredths of a second are read out of its rate where they are too few")
    func ofRate() {
        // 2/3·300³ + 3/2·300² = 18,135,000 operations.
        #expect(NumberText.seconds(0, n: 300, gflops: 5) == "0.00363")
        #expect(NumberText.seconds(0.01, n: 300, gflops: 2) == "0.00907")
        #expect(NumberText.seconds(1.23, n: 300, gflops: 2) == "1.23", "what HPL says tells enough")
        #expect(NumberText.seconds(0, n: 300, gflops: 0) == "0.00")
    }
}
