import Glibc
import HPL
import Search
import TestSupport
import Testing

/// Real outputs damaged at random: nothing crashes, and nothing passes that HPL did not let pass.
@Suite("Damaged outputs")
struct MutationTests {
    /// Rows of builds that could not be run here.
    private static let vendors = Array(
        """
        T/V         SWP           N    NB     P     Q            Time             Gflops
        WRC17R8C48c 211       40000   384     1     2           42.67         1.0001e+03
        ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   2.05581292e-03 ...... PASSED
        \u{1b}[1mT/V                N    NB     P     Q         Time          Gflops (   per GPU)\u{1b}[0m
        \u{1b}[0;32mWR0           185856   256     2     4        44.13       9.698e+04 ( 1.212e+04)\u{1b}[0m
        ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   nan ...... FAILED
        000000768     0.1%   2.503Ghz   3.3713e+04   6.5465e+04
        Column=000000064 Fraction= 0.2% Gflops=1.779e+02\rProg= 7%\tGF= 45407.67
        """.utf8)

    /// What is wrong with how the reader took these bytes.
    private func mistake(_ bytes: [UInt8]) -> String? {
        let report = OutputReader.read(bytes)
        let passed = report.results.filter { $0.check == .passed }
        // Where a colour stands within the word, one sees it all the same.
        if passed.count > occurrences(of: "PASSED", in: bytes), !bytes.contains(0x1b) {
            return "\(passed.count) results passed"
        }
        for row in passed {
            if row.residuals.isEmpty || !row.residuals.allSatisfy({ $0.isFinite && $0 >= 0 }) {
                return "passed with residuals \(row.residuals)"
            }
            if !(row.gflops.isFinite && row.gflops > 0 && row.seconds >= 0) {
                return "passed with \(row.gflops) Gflops in \(row.seconds) s"
            }
            if row.n < 1 || row.nb < 1 || row.p < 1 || row.q < 1 { return "passed with \(row)" }
            if !ResultRow.isPlausible(n: row.n, seconds: row.seconds, gflops: row.gflops) {
                return "passed and cannot be true: \(row)"
            }
        }
        if let truncation = report.truncation, truncation.line < 1 || truncation.column < 1 {
            return "no place: \(truncation)"
        }
        let evidence = RunEvidence(stdout: bytes, stderr: [], exitStatus: 0, ranks: 2)
        let diagnosis = Diagnosis(of: evidence, report: report)
        if (diagnosis == nil) != (report.best != nil) {
            return "\(diagnosis.map { "\($0)" } ?? "no diagnosis")"
        }
        for row in report.results { _ = report.echo(of: row).count }
        return ParseSummary(file: "damaged", report: report).csv.contains("\n")
            ? "a line end in the CSV" : nil
    }

    private func occurrences(of word: StaticString, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            let length = word.utf8CodeUnitCount
            guard let base = buffer.baseAddress, buffer.count >= length else { return 0 }
            var count = 0
            var start = 0
            while start + length <= buffer.count,
                let found = memchr(base + start, Int32(word.utf8Start[0]), buffer.count - length + 1 - start)
            {
                let place = UnsafeRawPointer(found) - base
                if memcmp(base + place, word.utf8Start, length) == 0 { count += 1 }
                start = place + 1
            }
            return count
        }
    }

    @Test("outputs of every kind, ten thousand times")
    func outputs() async throws {
        let recorded = try [
            "passed", "passed-tag-output", "unchecked-threshold-below-0", "memory-allocation-failed",
            "mpich-signal-KILL",
        ].map { try TestFiles.recorded("outputs/\($0).out") }
        let hpcc = try TestFiles.recorded("outputs/hpcc-passed.out")
        let shared = try TestFiles.shared("hpl-outputs", ending: [".out", ".txt"], limit: 4_000)
        let files =
            recorded + [(hpcc.name, Array(hpcc.bytes.suffix(4_000))), ("vendors", Self.vendors)] + shared
        let campaign = MutationCampaign(of: files, seed: 2)
        #expect(await campaign.mistakes { mistake($1) } == [])
    }

    @Test("where every row FAILED or was not checked, none ever passes")
    func failuresStayFailures() async throws {
        // Their tally lines say `passed` in small letters, so no damage of these kinds makes a verdict of it.
        let files = try ["residual-failed", "unchecked-threshold-below-0"].map {
            try TestFiles.recorded("outputs/\($0).out")
        }
        let campaign = MutationCampaign(of: files, seed: 4)
        #expect(await campaign.mistakes { OutputReader.read($1).best.map { "\($0)" } } == [])
    }
}
