import HPL
import Search
import Testing

/// Outputs damaged at random: nothing crashes, and nothing passes that HPL did not let pass.
@Suite("Damaged outputs")
struct MutationTests {
    private struct Damage {
        var generator: SeededGenerator

        mutating func apply(to original: [UInt8], times: Int) -> [UInt8] {
            var bytes = original
            for _ in 0..<times where !bytes.isEmpty {
                switch generator.next(below: 6) {
                case 0: bytes[generator.next(below: bytes.count)] ^= UInt8(1 << generator.next(below: 8))
                case 1: bytes[generator.next(below: bytes.count)] = UInt8(generator.next(below: 256))
                case 2: bytes.removeSubrange(range(in: bytes.count, upTo: 200))
                case 3: bytes.removeLast(generator.next(below: bytes.count))
                case 4:
                    bytes.insert(
                        contentsOf: bytes[range(in: bytes.count, upTo: 200)],
                        at: generator.next(below: bytes.count))
                default: swapLines(&bytes)
                }
            }
            return bytes
        }

        private mutating func range(in count: Int, upTo length: Int) -> Range<Int> {
            let start = generator.next(below: count)
            return start..<min(count, start + generator.next(below: length))
        }

        private mutating func swapLines(_ bytes: inout [UInt8]) {
            var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
            lines.swapAt(generator.next(below: lines.count), generator.next(below: lines.count))
            bytes = Array(lines.joined(separator: [0x0a]))
        }
    }

    private func occurrences(of word: String, in bytes: [UInt8]) -> Int {
        String(decoding: bytes, as: UTF8.self).split(separator: word, omittingEmptySubsequences: false).count
            - 1
    }

    private func check(_ bytes: [UInt8], _ note: Comment) {
        let report = OutputReader.read(bytes)
        let passed = report.results.filter { $0.check == .passed }
        #expect(passed.isEmpty || passed.count <= occurrences(of: "PASSED", in: bytes), note)
        for row in passed {
            #expect(!row.residuals.isEmpty && row.residuals.allSatisfy { $0.isFinite && $0 >= 0 }, note)
            #expect(row.gflops.isFinite && row.gflops > 0 && row.seconds >= 0, note)
            #expect(row.n > 0 && row.nb > 0 && row.p > 0 && row.q > 0, note)
        }
        let evidence = RunEvidence(stdout: bytes, stderr: [], exitStatus: 0, ranks: 2)
        #expect((Diagnosis(of: evidence, report: report) == nil) == (report.best != nil), note)
        _ = ParseSummary(file: "damaged", report: report).csv
    }

    @Test(
        "of every recorded kind, hundreds of times",
        arguments: [
            "passed", "passed-tag-output", "unchecked-threshold-below-0", "memory-allocation-failed",
            "hpcc-passed",
            "mpich-signal-KILL",
        ])
    func recorded(name: String) throws {
        let original = try Recorded.bytes("outputs/\(name).out")
        var damage = Damage(generator: SeededGenerator(seed: 2))
        for round in 0..<min(400, 1_000_000 / original.count) {
            check(damage.apply(to: original, times: 1 + round % 8), "\(name) \(round)")
        }
    }

    @Test("rows of vendors, 1000 times")
    func vendors() {
        let original = Array(
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
        var damage = Damage(generator: SeededGenerator(seed: 3))
        for round in 0..<1000 { check(damage.apply(to: original, times: 1 + round % 8), "\(round)") }
    }

    @Test("where every row FAILED, none ever passes")
    func failuresStayFailures() throws {
        let original = try Recorded.bytes("outputs/residual-failed.out")
        // Its tally line says `passed` in small letters, so no damage of this kind makes a verdict of it.
        var damage = Damage(generator: SeededGenerator(seed: 4))
        for round in 0..<600 {
            let report = OutputReader.read(damage.apply(to: original, times: 1 + round % 5))
            #expect(report.best == nil, "\(round)")
        }
    }

    @Test(
        "input files: an error with its place, or a file that reads back",
        arguments: ["48-combinations.dat", "hpccinf.txt"])
    func inputs(name: String) throws {
        let original = try Recorded.bytes("inputs/\(name)")
        var damage = Damage(generator: SeededGenerator(seed: 5))
        for round in 0..<1000 {
            let bytes = damage.apply(to: original, times: 1 + round % 4)
            do throws(FileError) {
                let input = try InputFile(parsing: bytes, file: "HPL.dat")
                let again = try InputFile(parsing: input.write(), file: "again")
                #expect(again == input, "\(round)")
            } catch {
                #expect(
                    error.file == "HPL.dat" && error.line != nil && error.column != nil, "\(round): \(error)")
                #expect(!error.message.contains("\n"))
            }
        }
    }
}
