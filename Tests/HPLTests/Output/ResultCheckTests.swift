import HPL
import Testing

@Suite("Which result counts")
struct ResultCheckTests {
    private static let row =
        "WR11C2R4       10000   192     2     2              13.33             5.0005e+01\n"

    private func residual(_ text: String) -> String {
        "||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   \(text)\n"
    }

    private func checks(_ text: String) -> [ResultRow.Check] {
        OutputReader.read(Array(text.utf8)).results.map(\.check)
    }

    @Test(
        "no number passes, whatever HPL says of it",
        arguments: [
            "nan ...... FAILED", "-nan ...... FAILED", "nan ...... PASSED", "inf ...... PASSED",
            "-1.0 ...... PASSED",
        ])
    func noNumber(text: String) {
        #expect(checks(Self.row + residual(text)) == [.failed])
    }

    @Test(
        "a residual line that breaks off checks nothing",
        arguments: ["", "3.7e-03", "3.7e-03 ...... PASS", "x ...... PASSED"])
    func cutResidual(text: String) {
        #expect(checks(Self.row + residual(text)) == [.unchecked])
    }

    @Test("PASSED above the announced threshold is a contradiction")
    func contradiction() {
        let announcement =
            "- Computational tests pass if scaled residuals are less than                16.0\n"
        #expect(checks(announcement + Self.row + residual("1.7e+01 ...... PASSED")) == [.failed])
        #expect(checks(announcement + Self.row + residual("1.5e+01 ...... PASSED")) == [.passed])
    }

    @Test("a residual belongs to the row before it, and to no row beyond a new header, run or tally")
    func residualBelongs() {
        let good = residual("3.7e-03 ...... PASSED")
        #expect(checks(Self.row + Self.row + good) == [.unchecked, .passed])
        #expect(checks(good + Self.row) == [.unchecked])
        for between in [
            "T/V                N    NB     P     Q               Time                 Gflops\n",
            "HPLinpack 2.3  --  High-Performance Linpack benchmark  --   December 2, 2018\n",
            "Finished      1 tests with the following results:\n", "End of Tests.\n",
            "WR11C2R4  10000  192\n",
        ] {
            #expect(checks(Self.row + between + good) == [.unchecked], "\(between)")
        }
    }

    @Test(
        "a time and a rate that cannot be true never pass",
        arguments: [
            "13.33 -5.0005e+01", "13.33 0.0000e+00", "13.33 nan", "13.33 inf", "13.33 5.0005e+05",
            "13.33 5.0005e-03",
            "-13.33 5.0005e+01", "nan 5.0005e+01", "inf 5.0005e+01", "0.00 5.0005e+01",
        ])
    func implausible(values: String) {
        let text = "WR11C2R4       10000   192     2     2  \(values)\n" + residual("3.7e-03 ...... PASSED")
        #expect(checks(text) == [.failed])
    }

    @Test("a time that rounds to 0.00 is true for a tiny N")
    func tiny() {
        let text = "WR00L2L2          29     1     2     1               0.00              5.850e-02\n"
        #expect(checks(text + residual("0.0207824 ...... PASSED")) == [.passed])
    }

    @Test("of equal rates the first is best, and a faster failure is not")
    func best() {
        let slow = "WR11C2R4       10000   128     2     2              13.33             5.0005e+01\n"
        let fast = "WR11C2R4       10000   256     2     2               6.67             9.9950e+01\n"
        let report = OutputReader.read(
            Array(
                (Self.row + residual("1e-3 ...... PASSED") + slow + residual("1e-3 ...... PASSED") + fast
                    + residual("1e+8 ...... FAILED") + fast).utf8))
        #expect(report.results.count == 4)
        #expect(report.best?.nb == 192)
    }

    @Test("what HPL ran otherwise than asked is told")
    func difference() throws {
        let row = try #require(OutputReader.read(Array(Self.row.utf8)).results.first)
        var settings = HPLSettings(n: 10000, nb: 192, grid: ProcessGrid(p: 2, q: 2))
        #expect(row.difference(from: settings) == nil)
        settings.nb = 256
        settings.bcast = .long
        #expect(row.difference(from: settings) == "NB 192 instead of 256, BCAST 1ringM instead of long")
    }

    @Test("a rate that no machine reaches is no result, however short the run")
    func ceiling() {
        #expect(ResultRow.isPlausible(n: 100, seconds: 0, gflops: 12))
        #expect(!ResultRow.isPlausible(n: 100, seconds: 0, gflops: 1.5e308))
        #expect(!ResultRow.isPlausible(n: 100, seconds: 0, gflops: 2e12))
        #expect(!ResultRow.isPlausible(n: 100, seconds: 0, gflops: .infinity))
    }
}
