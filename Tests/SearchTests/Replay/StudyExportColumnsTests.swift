import Testing

@testable import Search

@Suite("A study's export as a table")
struct StudyExportColumnsTests {
    private static let text = """
        trial,round,state,N,NB,grid,fidelity,gflops,seconds,residual,variant,wall_seconds,failure,why
        1,1,measured,1000,64,1x2,1.0,10,1,,WR,1.5,,a guess
        2,1,measured,1000,64,1x2,1.0,12,1,,WR,1.5,,again
        3,1,failed,1000,96,1x2,1.0,,,,,1.5,crashed,a guess
        4,2,measured,1000,96,2x1,1.0,9,1,,WR,1.5,,a guess
        5,2,measured,500,128,2x1,0.5,30,0.2,,WR,0.5,,a small one
        7,2,measured,500,64,1x2,0.5,9,0.2,,WR,0.5,,a small one
        6,2,pending,1000,128,1x2,1.0,,,,,,,a guess

        """

    @Test("its parameters are those between N and fidelity, its runs those that ended at the full N")
    func wholeRuns() throws {
        let table = try ReplayTable(Self.text)
        #expect(table.space.parameters.map(\.name) == ["NB", "grid"])
        #expect(table.valid.count == 3)
        #expect(table.failingPoints == 1)
        #expect(table.bestMean == 11)
    }

    @Test("with --fidelity its smaller runs count, too")
    func levels() throws {
        let table = try ReplayTable(Self.text, fidelity: "N", cost: "wall_seconds")
        #expect(table.space.parameters.map(\.name) == ["NB", "grid"])
        #expect(table.levels == [FidelityLevel(0.5), .full])
        // NB=128 was run at the half N alone and cannot be scored.
        #expect(table.unscoredPoints == 1)
    }

    @Test("another table is read as before: what stands before the objective, or before status")
    func others() throws {
        #expect(
            try ReplayTable("trial,N,gflops\n1,10,5\n2,20,6\n").space.parameters.map(\.name)
                == ["trial", "N"])
        #expect(
            try ReplayTable("trial,round,state,N,status,gflops\n1,1,x,10,ok,5\n").space.parameters.count == 4)
    }

    @Test("a line that is too short says so")
    func short() throws {
        let error = try #require(throws: FileError.self) { try ReplayTable(Self.text + "8,2,measured\n") }
        #expect(
            error.description.contains("t.csv.gz:9:5: 3 cells, the first line names 14 columns"), "\(error)")
    }
}
