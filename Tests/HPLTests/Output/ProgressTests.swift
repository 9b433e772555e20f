import HPL
import Testing

@Suite("Progress lines")
struct ProgressTests {
    @Test(
        "every vendor's form",
        arguments: [
            ("Column=000000064 Fraction= 0.2% Gflops=1.779e+02", 0.002, 177.9),
            ("0: Column=000000064 Fraction=20.0% Gflops=1.779e+02", 0.2, 177.9),
            (
                "node1          : Column=029760 Fraction=0.595 Kernel=301530.44 Mflops=359513.53", 0.595,
                359.51353
            ),
            (
                " Prog= 77.45%\tN_left= 89600\tTime= 36.27\tTime_left= 10.56\tiGF= 38654.97\tGF= 45407.67\tGF_per= 113.9",
                0.7745, 45407.67
            ),
            ("000000768     0.1%   2.503Ghz   3.3713e+04   6.5465e+04", 0.001, 65465.0),
        ])
    func forms(line: String, fraction: Double, gflops: Double) throws {
        let report = OutputReader.read(Array(("x\n" + line + "\n").utf8))
        let sample = try #require(report.progress.first)
        #expect(abs(sample.fraction - fraction) < 1e-9)
        #expect(abs(sample.gflops - gflops) < 1e-6)
        #expect(sample.line == 2)
    }

    @Test("only the last 64 are kept, oldest first")
    func lastOnes() {
        let lines = (1...200).map { "Column=\($0) Fraction=\(Double($0) / 2)% Gflops=\($0).0e+00\n" }
        let samples = OutputReader.read(Array(lines.joined().utf8)).progress
        #expect(samples.map(\.line) == Array(137...200))
        #expect(samples.last?.gflops == 200)
    }

    @Test(
        "nonsense is no sample",
        arguments: [
            "Column=1 Fraction=300% Gflops=1.0", "Column=1 Fraction=10% Gflops=nan",
            "Column= Fraction= Gflops=",
        ])
    func nonsense(line: String) {
        #expect(OutputReader.read(Array((line + "\n").utf8)).progress.isEmpty)
    }
}
