import HPL
import Testing

@Suite("What HPL echoes of its parameters")
struct ParameterEchoTests {
    private func run(swap: String, gflops: String) -> String {
        """
        ================================================================================
        HPLinpack 2.3  --  High-Performance Linpack benchmark  --   December 2, 2018
        ================================================================================
        The following parameter values will be used:

        NB     :     192
        SWAP   : \(swap)

        --------------------------------------------------------------------------------
        T/V                N    NB     P     Q               Time                 Gflops
        WR11C2R4       10000   192     2     2              13.33             \(gflops)
        ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   3.71130207e-03 ...... PASSED

        """
    }

    @Test("of several runs in one output, each row has that of its own")
    func several() throws {
        let text =
            run(swap: "Binary-exchange", gflops: "5.0005e+01")
            + run(swap: "Mix (threshold = 64)", gflops: "5.1005e+01")
        let report = OutputReader.read(Array(text.utf8))
        #expect(report.results.count == 2)
        #expect(
            report.results.map { report.echo(of: $0)["SWAP"] } == ["Binary-exchange", "Mix (threshold = 64)"])
        #expect(report.echo["SWAP"] == "Mix (threshold = 64)")
    }

    @Test("a run that echoes nothing does not have that of the one before")
    func silent() throws {
        let second = run(swap: "x", gflops: "5.1005e+01").split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .filter { !$0.contains(" : ") && !$0.contains("following parameter") }.joined(separator: "\n")
        let report = OutputReader.read(
            Array((run(swap: "Binary-exchange", gflops: "5.0005e+01") + second).utf8))
        #expect(report.results.map { report.echo(of: $0)["SWAP"] } == ["Binary-exchange", nil])
    }

    @Test("thousands of runs in one output: the last ones are known")
    func many() throws {
        let one = run(swap: "Binary-exchange", gflops: "5.0005e+01")
        let report = OutputReader.read(Array(String(repeating: one, count: 2_500).utf8))
        #expect(report.results.count == 2_500)
        #expect(try report.echo(of: #require(report.results.last))["NB"] == "192")
    }
}
