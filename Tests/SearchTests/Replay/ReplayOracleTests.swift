import Testing

@testable import Search

struct ReplayOracleTests {
    private func values(_ table: ReplayTable, _ point: Point, seeds: Range<UInt64>) -> [Double] {
        seeds.compactMap { seed in
            let state = ReplayOracle(table, seed: seed).evaluate(Candidate(point: point, why: "test")).state
            if case .measured(let value, _) = state { return value }
            return nil
        }
    }

    @Test("An answer is one of the single runs, every one of them for some seed, about equally often")
    func draws() throws {
        let table = try ReplayTable.six()
        let values = values(table, table.point(96, "1ring"), seeds: 0..<300)
        let counts = Dictionary(grouping: values) { $0 }.mapValues(\.count)
        #expect(Set(counts.keys) == [130, 75, 77])
        // 100 each; 60 is five standard deviations away.
        #expect(counts.values.allSatisfy { $0 > 60 })
    }

    @Test("The same candidate gets the same answer, repetitions go through all single runs and begin again")
    func repetitions() throws {
        let table = try ReplayTable.six()
        let oracle = ReplayOracle(table, seed: 7)
        func value(_ replicate: Int) -> Double? {
            let candidate = Candidate(point: table.point(96, "1ring"), replicate: replicate, why: "test")
            if case .measured(let value, _) = oracle.evaluate(candidate).state { return value }
            return nil
        }
        let first = (0..<3).map { value($0) }
        #expect(Set(first) == [130, 75, 77])
        #expect((3..<6).map { value($0) } == first)
        #expect((0..<3).map { value($0) } == first)
    }

    @Test("Replicates that are missing are not drawn")
    func missingReplicates() throws {
        let table = try ReplayTable.six()
        #expect(Set(values(table, table.point(64, "1ring"), seeds: 0..<20)) == [40])
    }

    @Test("Small times become large values, whose logarithms are those of the times turned round")
    func minimizing() throws {
        let table = try ReplayTable(
            "x,status,time_ms\n1,ok,4\n2,ok,0.5\n", objective: "time_ms", direction: .minimize)
        #expect(values(table, Point(["x": 1]), seeds: 0..<1) == [0.25])
        #expect(values(table, Point(["x": 2]), seeds: 0..<1) == [2])
    }

    @Test("A point that fails, and one that is not there")
    func failing() throws {
        let table = try ReplayTable.six()
        let oracle = ReplayOracle(table, seed: 1)
        let failed = oracle.evaluate(Candidate(point: table.point(128, "2ring"), why: "test"))
        #expect(failed.state == .failed(.configuration))
        #expect(failed.index == 4)
        let unknown = oracle.evaluate(Candidate(point: table.point(128, "1ring"), why: "test"))
        #expect(unknown.state == .failed(.configuration))
        #expect(unknown.index == nil)
    }

    @Test(
        "The nearest level is run, and costs what the table says",
        arguments: [
            (0.25, 0.25, 1.0), (0.3, 0.25, 1), (0.5, 1, 64), (0.6, 1, 64), (1, 1, 64), (0.01, 0.25, 1),
        ])
    func levels(asked: Double, run: Double, cost: Double) throws {
        let table = try ReplayTable(
            "N,NB,status,gflops,seconds\n1000,64,ok,5,1\n4000,64,ok,8,64\n", fidelity: "N", cost: "seconds")
        let evaluation = ReplayOracle(table, seed: 1).evaluate(
            Candidate(point: Point(["NB": 64]), level: FidelityLevel(asked), why: "test"))
        #expect(evaluation.level.fraction == run)
        #expect(evaluation.cost == cost)
        #expect(evaluation.state == .measured(value: run == 1 ? 8 : 5, seconds: cost))
    }
}
