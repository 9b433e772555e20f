import Testing

@testable import Search

struct ReplayTableTests {
    @Test(
        "Parameters are the columns before `status`, their values sorted; numbers ordinal, words categorical")
    func parameters() throws {
        let table = try ReplayTable.six()
        #expect(
            table.space.parameters == [
                Parameter(name: "NB", kind: .ordinal, values: [64, 96, 128]),
                Parameter(name: "BCAST", kind: .categorical, values: ["1ring", "2ring", "long"]),
            ])
        #expect(table.name == "t")
        #expect(table.levels == [.full])
        #expect(table.bestMean == 100)
        #expect(table.failingPoints == 1)
    }

    @Test("Numbers that are named categorical are, in numerical order; 1 and 1.0 are one value")
    func namedCategorical() throws {
        let table = try ReplayTable(
            "a,b,status,gflops\n10,1,ok,1\n9,1.0,ok,2\n10,0.5,ok,3\n", categorical: ["a"])
        #expect(
            table.space.parameters == [
                Parameter(name: "a", kind: .categorical, values: [9, 10]),
                Parameter(name: "b", kind: .ordinal, values: [0.5, 1]),
            ])
    }

    @Test("The rows are the valid set: every other combination breaks a rule")
    func validSet() throws {
        let table = try ReplayTable.six()
        #expect(table.valid.count == 6)
        #expect(table.valid.isExhaustive)
        #expect(table.valid.combinations == 9)
        #expect(
            table.valid.map(\.description) == [
                "NB=64 BCAST=1ring", "NB=64 BCAST=long", "NB=96 BCAST=1ring", "NB=96 BCAST=long",
                "NB=128 BCAST=2ring", "NB=128 BCAST=long",
            ])
        for (index, point) in table.valid.enumerated() {
            #expect(table.valid.index(of: point.hash) == index)
            #expect(table.space.isValid(point))
        }
        #expect(!table.space.isValid(table.point(128, "1ring")))
        // The same set as walking the product gives.
        let walked = try ValidSet(enumerating: table.space)
        #expect(Array(walked) == Array(table.valid))
    }

    @Test("A product without end is no obstacle")
    func hugeProduct() throws {
        var text = (0..<12).map { "p\($0)" }.joined(separator: ",") + ",status,gflops\n"
        for row in 0..<200 {
            text += (0..<12).map { String((row * (2 * $0 + 1)) % 97) }.joined(separator: ",")
            text += ",ok,\(row + 1)\n"
        }
        let table = try ReplayTable(text)
        #expect(table.valid.combinations > 1e20)
        #expect(table.valid.count == 97)
        #expect(table.valid.isExhaustive)
    }

    @Test(
        "Scores: mean ÷ best when larger is better, best ÷ mean when smaller is; failed and unknown points 0")
    func scores() throws {
        let table = try ReplayTable.six()
        #expect(table.score(of: table.point(128, "long")) == 1)
        #expect(table.score(of: table.point(64, "long")) == 0.5)
        #expect(table.score(of: table.point(128, "2ring")) == 0)
        #expect(table.score(of: table.point(128, "1ring")) == 0)
        let times = try ReplayTable(
            "x,status,time_ms\n1,ok,4\n2,ok,2\n3,ok,8\n", objective: "time_ms", direction: .minimize)
        #expect((0..<3).map(times.score(at:)) == [0.5, 1, 0.25])
    }

    @Test("Rows of the same point are replicates; a mean that is missing is that of the replicates")
    func repeatedRows() throws {
        let table = try ReplayTable(
            """
            x,gflops,status,start
            1,10,PASSED,Mon
            1,30,PASSED,Tue
            1,,FAILED,Wed
            2,5,PASSED,Thu

            """)
        #expect(table.valid.count == 2)
        #expect(table.bestMean == 20)
        guard case .measured(_, let replicates) = table.entries[0][0].measurement else {
            Issue.record("measured, though one run failed")
            return
        }
        #expect(replicates == [10, 30])
        let means = try ReplayTable("x,status,gflops,r0,r1\n1,ok,,4,6\n2,ok,3,,\n")
        #expect(means.bestMean == 5)
    }

    @Test("Replicates belong to the table's own objective, not to another column")
    func otherObjective() throws {
        let text = "x,status,gflops,seconds,r0,r1\n1,ok,10,7,9,11\n2,ok,20,3,19,21\n"
        let table = try ReplayTable(text, objective: "seconds", direction: .minimize)
        guard case .measured(_, let replicates) = table.entries[0][0].measurement else {
            Issue.record("measured")
            return
        }
        #expect(replicates == [7])
    }

    @Test("Without a status column the parameters end at the objective, and every row is good")
    func noStatus() throws {
        let table = try ReplayTable("size,gflops,mode\n10,1,a\n20,2,a\n10,3,a\n")
        #expect(table.space.names == ["size"])
        #expect(table.bestMean == 2)
        #expect(table.failingPoints == 0)
    }

    @Test("Columns can be left out; failed rows that do not say what failed are left out and counted")
    func ignoredColumns() throws {
        let table = try ReplayTable(
            "file,x,word,status,gflops\na.out,1,,ok,2\nb.out,1,,ok,4\nc.out,,,NO_RESULT,\n",
            ignored: ["file"])
        #expect(table.space.names == ["x", "word"])
        #expect(table.valid.count == 1)
        #expect(table.incompleteRows == 1)
        #expect(table.bestMean == 3)
    }

    @Test("Levels are shares of the largest size; points without a full run cannot be scored")
    func levels() throws {
        let table = try ReplayTable(
            """
            N,NB,status,gflops,seconds
            1000,64,ok,5,1
            4000,64,ok,8,64
            1000,96,ok,6,1
            4000,96,failed,,
            1000,128,ok,7,1

            """, fidelity: "N", cost: "seconds")
        #expect(table.space.names == ["NB"])
        #expect(table.levels == [FidelityLevel(0.25), .full])
        #expect(table.valid.map(\.description) == ["NB=64", "NB=96"])
        #expect(table.unscoredPoints == 1)
        #expect(table.bestMean == 8)
        #expect(table.failingPoints == 1)
    }
}
