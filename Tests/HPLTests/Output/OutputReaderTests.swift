import HPL
import Testing

@Suite("Outputs of every dialect")
struct OutputReaderTests {
    private func read(_ text: String) -> OutputReport { OutputReader.read(Array(text.utf8)) }

    @Test("a whole output recorded from HPL 2.0")
    func recordedOutput() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/passed.out"))
        #expect(report.results.count == 1)
        let row = try #require(report.best)
        #expect(row.variant == "WR11C2R4")
        #expect([row.n, row.nb, row.p, row.q] == [1000, 128, 1, 2])
        #expect(row.seconds == 0.02)
        #expect(row.gflops == 34.15)
        #expect(row.residuals == [0.0042476])
        #expect(report.reachedEnd)
        #expect(report.version == "HPLinpack 2.0")
        #expect(report.echo["SWAP"] == "Mix (threshold = 64)")
        #expect(report.echo["NB"] == "128")
        #expect(report.echo["ALIGN"] == "8 double precision words")
        #expect(report.truncation == nil)
    }

    @Test("48 combinations: every row is there, the best is the fastest")
    func recordedCombinations() throws {
        let bytes = try Recorded.bytes("outputs/passed-48-combinations.out")
        let report = OutputReader.read(bytes)
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("WR") }
        #expect(report.results.count == 48)
        #expect(report.count(.passed) == 48)
        let rates = rows.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
        #expect(report.results.map(\.gflops) == rates)
        #expect(report.best?.gflops == rates.max())
    }

    @Test("HPCC's output, in which other benchmarks say PASSED too")
    func recordedHPCC() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/hpcc-passed.out"))
        #expect(report.results.count == 1)
        #expect(report.best?.nb == 64)
        #expect(report.reachedEnd)
        #expect(report.skipped == 0)
    }

    @Test("mpirun --tag-output, whose tags also stand inside lines")
    func recordedTags() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/passed-tag-output.out"))
        #expect(report.best?.n == 1000)
        #expect(report.echo["NB"] == "128")
        #expect(report.echo["PMAP"] == "Row-major process mapping")
    }

    @Test("a threshold below 0: HPL checks nothing, so nothing passed")
    func recordedUnchecked() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/unchecked-threshold-below-0.out"))
        #expect(report.results.map(\.check) == [.unchecked])
        #expect(report.best == nil)
        // Without a check HPL prints no rule below the parameters.
        #expect(report.echo["ALIGN"] == "8 double precision words")
        #expect(report.echo.count == 16)
        #expect(report.reachedEnd)
    }

    @Test("a failed residual, and the norms that HPL prints behind it are no residuals")
    func recordedFailure() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/residual-failed.out"))
        #expect(report.results.map(\.check) == [.failed])
        #expect(report.results.first?.residuals == [0.0042476])
        #expect(report.best == nil)
    }

    @Test("too large an N is skipped")
    func recordedSkip() throws {
        let report = OutputReader.read(try Recorded.bytes("outputs/memory-allocation-failed.out"))
        #expect(report.results.isEmpty)
        #expect(report.skipped == 1)
    }

    @Test("NVIDIA 23 and later: colours, another header before each row, a rate per GPU")
    func nvidia() {
        let report = read(
            """
            ================================================================================
            HPL-NVIDIA 23.10.0  -- NVIDIA accelerated HPL benchmark -- NVIDIA
            ================================================================================
            \u{1b}[0;32m Prog= 50.00%\tN_left= 92928\tTime= 20.10\tTime_left= 20.1\tiGF= 99000.0\tGF= 98000.5 \u{1b}[0m
            \u{1b}[1mT/V                N    NB     P     Q         Time          Gflops (   per GPU)\u{1b}[0m
            --------------------------------------------------------------------------------
            \u{1b}[0;32mWR0           185856   256     2     4        44.13       9.698e+04 ( 1.212e+04)\u{1b}[0m
            ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   \u{1b}[32m0.000003\u{1b}[0m ...... \u{1b}[32mPASSED\u{1b}[0m
            T/V                N    NB     P     Q         Time          Gflops (   per GPU)
            WR0           185856   512     2     4        43.13       9.923e+04 ( 1.240e+04)
            ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   0.000003 ...... PASSED
            """)
        #expect(report.results.map(\.nb) == [256, 512])
        #expect(report.results.map(\.gflops) == [96980, 99230])
        #expect(report.count(.passed) == 2)
        #expect(report.vendor == "HPL-NVIDIA 23.10.0")
        #expect(report.progress.map(\.gflops) == [98000.5])
        #expect(report.progress.map(\.fraction) == [0.5])
    }

    @Test("AMD Zen: the SWP column is not N")
    func amd() {
        let report = read(
            """
            T/V         SWP           N    NB     P     Q            Time             Gflops
            --------------------------------------------------------------------------------
            WRC17R8C48c 211       40000   384     1     2           42.67         1.0001e+03
            ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   2.05581292e-03 ...... PASSED
            """)
        #expect(report.best?.n == 40000)
        #expect(report.best?.gflops == 1000.1)
    }

    @Test("an AMD row that lost its last column is not read with shifted columns")
    func amdCut() {
        let report = read(
            """
            T/V         SWP           N    NB     P     Q            Time             Gflops
            WRC17R8C48c 211       40000   384     1     2           42.67
            ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   2.05581292e-03 ...... PASSED

            """)
        #expect(report.results.isEmpty)
        #expect(report.truncation?.line == 2)
        #expect(report.truncation?.column == 62)
        #expect(report.truncation?.message == "the row breaks off before Gflops")
    }

    @Test("HPL 1.0 without a header: all three residuals must pass", arguments: [0, 1, 2])
    func oldResiduals(failing: Int) {
        let verdicts = (0..<3).map { $0 == failing ? "FAILED" : "PASSED" }
        let rows = """
            WR11C2R4        5000   160     1     2              10.10          8.253e+00
            ||Ax-b||_oo / ( eps * ||A||_1  * N        ) =        0.0412956 ...... \(verdicts[0])
            ||Ax-b||_oo / ( eps * ||A||_1  * ||x||_1  ) =        0.0272613 ...... \(verdicts[1])
            ||Ax-b||_oo / ( eps * ||A||_oo * ||x||_oo ) =        0.0053214 ...... \(verdicts[2])

            """
        #expect(read(rows).results.map(\.check) == [.failed])
        let good = rows.split(separator: "FAILED").joined(separator: "PASSED")
        #expect(read(good).results.map(\.check) == [.passed])
        #expect(read(good).best?.residuals.count == 3)
    }

    @Test("a residual that HPL announced but did not print leaves the row unchecked")
    func missingResidual() {
        let report = read(
            """
            HPLinpack 1.0a  --  High-Performance Linpack benchmark  --   January 20, 2004
            - The following scaled residual checks will be computed:
               1) ||Ax-b||_oo / ( eps * ||A||_1  * N        )
               2) ||Ax-b||_oo / ( eps * ||A||_1  * ||x||_1  )
               3) ||Ax-b||_oo / ( eps * ||A||_oo * ||x||_oo )
            T/V                N    NB     P     Q               Time             Gflops
            WR11C2R4        5000   160     1     2              10.10          8.253e+00
            ||Ax-b||_oo / ( eps * ||A||_1  * N        ) =        0.0412956 ...... PASSED
            ||Ax-b||_oo / ( eps * ||A||_1  * ||x||_1  ) =        0.0272613 ...... PASSED

            """)
        #expect(report.results.map(\.check) == [.unchecked])
    }

    @Test(
        "prefixes of launchers, time stamps, indentation and both ends of line",
        arguments: [
            "", "    ", "0: ", "12: ", "[1,0]<stdout>:", "[1,10]<stdout>: ", "node17: ",
            "2024-03-01T10:00:00.123 ",
            "[2024-03-01 10:00:00] ", "Mar 01 10:00:00 node1 hpl[123]: ", "| ",
        ])
    func prefixes(prefix: String) {
        let lines = [
            "T/V                N    NB     P     Q               Time                 Gflops",
            "WR11C2R4       10000   192     2     2              13.33             5.0005e+01",
            "||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   3.71130207e-03 ...... PASSED",
        ]
        for end in ["\n", "\r\n"] {
            let report = read(lines.map { prefix + $0 + end }.joined())
            #expect(report.best?.gflops == 50.005)
            #expect(report.best?.line == 2)
            #expect(report.truncation == nil)
        }
    }

    @Test("progress that overwrites itself with carriage returns")
    func carriageReturns() {
        let report = read(
            "Column=000000064 Fraction= 0.2% Gflops=1.779e+01\rColumn=000000128 Fraction= 0.4% Gflops=2.677e+01\r"
                + "WR11C2R4       10000   192     2     2              13.33             5.0005e+01\n"
                + "||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   3.71130207e-03 ...... PASSED\n")
        #expect(report.best?.nb == 192)
        #expect(report.progress.map(\.gflops) == [17.79, 26.77])
    }

    @Test(
        "words that begin like a row are none",
        arguments: [
            "WRITE 10 20 30 40 50.0 6.0e+01",
            "WALL 10176 10176 192 192   2   2     1.51 PASSED    0.550  0.00",
            "WR is short for writing", "WR11C2R4 is the variant we like", "the WR11C2R4 row is missing",
            "xWR11C2R4 10000 192 2 2 13.33 5.0005e+01", "WCOUNT=3", "WR", "WR1",
            "WR11C2R4WR11C2R4WR11C2R4WR11C2R4 10000 192 2 2 13.33 5.0005e+01",
        ])
    func lookalikes(line: String) {
        let report = read(line + "\n")
        #expect(report.results.isEmpty)
    }

    @Test("what is no HPL output gives an empty report")
    func noOutput() {
        for bytes in [
            [], [0], Array(repeating: 0xff, count: 1000), Array("WR".utf8), [0x1b], Array("\u{1b}[".utf8),
        ] {
            let report = OutputReader.read(bytes)
            #expect(report.results.isEmpty)
            #expect(report.version == nil)
        }
    }
}
