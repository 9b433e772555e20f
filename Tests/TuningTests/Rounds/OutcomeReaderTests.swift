import Execution
import HPL
import Testing

@testable import Tuning

@Suite("Reading what a run left behind")
struct OutcomeReaderTests {
    private let settings = HPLSettings(n: 1000, nb: 64, grid: ProcessGrid(p: 1, q: 2))

    private func row(_ residual: String, n: Int = 1000) -> String {
        """
        T/V                N    NB     P     Q               Time                 Gflops
        WR11C2R4        \(n)    64     1     2               0.12             5.5700e+00
        ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   \(residual)

        """
    }

    private func outcome(_ output: String, timedOut: Bool = false, contaminated: Bool = false)
        -> AttemptOutcome
    {
        OutcomeReader(for: TestStudy.setUp()).outcome(
            of: StepRecord(
                exitStatus: 0, timedOut: timedOut, startedAt: 1, finishedAt: 2, contaminated: contaminated),
            settings: settings, layout: RankLayout(ranksPerNode: 2, threadsPerRank: 1),
            output: Array(output.utf8),
            errors: [])
    }

    private func failure(_ outcome: AttemptOutcome) -> String? {
        if case .failed(let failure) = outcome { failure.kind } else { nil }
    }

    @Test("a row that PASSED is a measurement, marked when the machine was shared")
    func good() throws {
        guard case .measured(let measurement) = outcome(row("1.0e-03 ...... PASSED"), contaminated: true)
        else {
            Issue.record("not measured")
            return
        }
        #expect(measurement.gflops == 5.57)
        #expect(measurement.isContaminated)
    }

    @Test("an HPL that prints its result and then hangs has timed out: its time must not set the next limits")
    func hangsAfterwards() {
        #expect(failure(outcome(row("1.0e-03 ...... PASSED"), timedOut: true)) == "timed-out")
    }

    @Test("one test was asked for: two results, or one of another N, are another run")
    func others() {
        let good = row("1.0e-03 ...... PASSED")
        #expect(failure(outcome(good + good)) == "different-run")
        #expect(failure(outcome(row("1.0e-03 ...... PASSED", n: 1008))) == "different-run")
    }

    @Test("FAILED and unchecked rows are failures")
    func bad() {
        #expect(failure(outcome(row("1.0e+09 ...... FAILED"))) == "residual-failed")
        #expect(failure(outcome(String(row("").split(separator: "||")[0]))) == "residual-unchecked")
    }
}
