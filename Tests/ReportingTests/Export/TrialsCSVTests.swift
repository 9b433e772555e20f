import Reporting
import Search
import Testing

@testable import Tuning

@Suite("Trials as CSV")
struct TrialsCSVTests {
    @Test("a line for each trial, with a column for each parameter any of them has")
    func table() {
        let failure = TrialFailure(
            kind: "crashed", failureClass: .configuration, message: "it crashed, mend it")
        let trial = TrialRecord(
            id: 1, number: 1, round: 2,
            candidate: Candidate(point: Point(["NB": 192, "grid": "1x2"]), why: "a guess"), n: 1000,
            state: .failed(failure), attempts: [], queuedAt: 0, startedAt: nil, finishedAt: nil, hosts: [])
        let lines = TrialsCSV.text([trial]).split(separator: "\n")
        #expect(lines[0].hasPrefix("trial,round,state,N,NB,grid,fidelity,gflops,"))
        #expect(
            lines[1]
                == "1,2,failed,1000,192,1x2,1.0,,,,,,,crashed,\"it crashed, mend it\",1970-01-01T00:00:00Z,,,,a guess"
        )
    }

    @Test("is a table to replay, by its own header")
    func replay() throws {
        let trials = [(64, 5.0), (96, 7.0)].enumerated().map { index, run in
            TrialRecord(
                id: Int64(index + 1), number: index + 1, round: 1,
                candidate: Candidate(point: Point(["NB": .integer(run.0)]), why: "a guess"), n: 1000,
                state: .measured(
                    Measurement(
                        variant: "WR11C2R4", n: 1000, nb: run.0, p: 1, q: 2, seconds: 0.5, gflops: run.1,
                        residual: 0.004)), attempts: [], queuedAt: 0, startedAt: nil, finishedAt: nil,
                hosts: [])
        }
        let table = try ReplayTable(
            reading: Array(TrialsCSV.text(trials).utf8), file: "local.csv",
            columns: ReplayColumns(objective: "gflops", direction: .maximize))
        #expect(table.space.parameters.map(\.name) == ["NB"])
        #expect(table.bestMean == 7)
    }
}
