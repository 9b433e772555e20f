import Testing

@testable import Tuning

struct SignificantDigitsTests {
    @Test(
        "Four digits, and all before the point",
        arguments: [
            (0.39703989028930664, "0.397"), (0.012345678, "0.01235"), (43.521349, "43.52"),
            (1234.5678, "1235"),
            (123456.78, "123457"), (0, "0.0"), (-2.00049, "-2.0"), (.infinity, "inf"),
        ] as [(Double, String)])
    func text(value: Double, text: String) {
        #expect("\(SignificantDigits(value))" == text)
    }
}
