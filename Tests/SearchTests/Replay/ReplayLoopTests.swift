import Synchronization
import Testing

@testable import Search

struct ReplayLoopTests {
    private func loop(_ table: ReplayTable, budget: Int, batch: Int = 1) -> ReplayLoop {
        ReplayLoop(table, budget: budget, batch: batch, time: { 0 })
    }

    private func candidate(
        _ point: Point, replicate: Int = 0, level: FidelityLevel = .full
    ) -> Candidate {
        Candidate(point: point, level: level, replicate: replicate, why: "test")
    }

    private func random(_ table: ReplayTable, seed: UInt64) -> RandomStrategy {
        RandomStrategy(space: table.space, valid: table.valid, expert: 0, sobol: 0, seed: seed)
    }

    @Test("The curve is the score of the best seen, which a lucky run can deceive; failures cost budget")
    func curve() throws {
        let table = try ReplayTable.six()
        let points = [
            table.point(128, "2ring"), table.point(64, "long"), table.point(96, "1ring"),
            table.point(128, "long"),
        ]
        let lucky = try #require(
            (0..<100 as Range<UInt64>).first { seed in
                let state = ReplayOracle(table, seed: seed).evaluate(candidate(points[2])).state
                return state == .measured(value: 130, seconds: 1)
            })
        let run = try loop(table, budget: 4).run(
            ScriptedStrategy(candidates: points.map { candidate($0) }), seed: lucky)
        #expect(run.curve == [0, 0.5, 0.8, 0.8])
        // By default the recommendation is the best mean, here that of one run each: as deceived.
        #expect(run.recommended == [0, 0.5, 0.8, 0.8])
        #expect(run.cost == [1, 2, 3, 4])
        #expect((run.failures, run.duplicates, run.invalid) == (1, 0, 0))
        // Repeating the lucky one sets it right.
        let wiser = try loop(table, budget: 6).run(
            ScriptedStrategy(
                candidates: points.map { candidate($0) } + [
                    candidate(points[2], replicate: 1), candidate(points[2], replicate: 2),
                ]), seed: lucky)
        #expect(wiser.curve == [0, 0.5, 0.8, 0.8, 0.8, 0.8])
        #expect(wiser.recommended == [0, 0.5, 0.8, 0.8, 0.8, 1])
        #expect(wiser.duplicates == 0)
    }

    @Test("A table that is exhausted carries its last value on")
    func exhausted() throws {
        let table = try ReplayTable.six()
        let run = try loop(table, budget: 40).run(random(table, seed: 1), seed: 1)
        for values in [run.curve, run.recommended, run.cost] {
            #expect(values.count == 40)
            #expect(Set(values[5...]).count == 1)
        }
        #expect(run.cost[39] == 6)
        #expect((run.failures, run.duplicates, run.invalid) == (1, 0, 0))
    }

    @Test("Duplicate and invalid proposals cost budget and are counted")
    func misbehaving() throws {
        let table = try ReplayTable.six()
        let good = table.point(64, "long")
        let run = try loop(table, budget: 10, batch: 4).run(
            ScriptedStrategy(candidates: [
                candidate(good), candidate(good), candidate(Point(["BCAST": "long", "NB": 64])),
                candidate(table.point(64, "2ring")), candidate(Point(["other": 1])),
                candidate(good, replicate: 1), candidate(good, replicate: 1),
                candidate(table.point(128, "2ring")), candidate(table.point(128, "2ring")),
                candidate(table.point(128, "long")),
            ]), seed: 1)
        // Twice in another order of names and once as a replicate, and once the one that fails.
        #expect(run.duplicates == 4)
        #expect(run.invalid == 2)
        #expect(run.failures == 2)
        #expect(run.curve == Array(repeating: 0.5, count: 9) + [1])
    }

    @Test("A recommendation is scored as it is: also of a point never run, of one that fails, of none")
    func recommendation() throws {
        let table = try ReplayTable.six()
        let opinions = [
            table.point(128, "long"), table.point(128, "2ring"), nil, table.point(64, "2ring"),
            table.point(96, "long"),
        ]
        let strategy = OpinionatedStrategy(candidates: table.valid.map { candidate($0) }) {
            opinions[$0.trials.count { $0.state != .pending } - 1]
        }
        #expect(try loop(table, budget: 5).run(strategy, seed: 1).recommended == [1, 0, 0, 0, 0.9])
    }

    @Test("Within a batch results come one by one, the rest being pending")
    func batches() throws {
        let table = try ReplayTable.six()
        let seen = Mutex<[String]>([])
        let strategy = OpinionatedStrategy(candidates: table.valid.map { candidate($0) }) { history in
            let states = history.trials.map { $0.state == .pending ? "p" : "d" }.joined()
            seen.withLock { $0.append(states) }
            return nil
        }
        _ = try loop(table, budget: 5, batch: 3).run(strategy, seed: 1)
        #expect(seen.withLock { $0 } == ["dpp", "ddp", "ddd", "dddd" + "p", "ddddd"])
    }

    @Test("A strategy that proposes too many, or that waits for nothing, does no harm")
    func unruly() throws {
        struct Greedy: Strategy {
            let candidates: [Candidate]
            func propose(
                _ count: Int, after history: History, using generator: inout SeededGenerator
            ) -> Proposal { .candidates(Array(candidates.dropFirst(history.trials.count))) }
        }
        struct Idle: Strategy {
            func propose(
                _ count: Int, after history: History, using generator: inout SeededGenerator
            ) -> Proposal { .waitForResults }
        }
        let table = try ReplayTable.six()
        let run = try loop(table, budget: 4, batch: 3).run(
            Greedy(candidates: table.valid.map { candidate($0) }), seed: 1)
        #expect(run.cost == [1, 2, 3, 4])
        #expect(run.secondsPerProposal.count == 2)
        #expect(try loop(table, budget: 3).run(Idle(), seed: 1).recommended == [0, 0, 0])
    }

    @Test("Only the full level is scored; every run costs its seconds")
    func fidelity() throws {
        let table = try ReplayTable(
            """
            N,NB,status,gflops,seconds
            1000,64,ok,9,1
            4000,64,ok,8,64
            1000,96,ok,7,2
            4000,96,ok,10,65

            """, fidelity: "N", cost: "seconds")
        let (small, large) = (Point(["NB": 64]), Point(["NB": 96]))
        let quarter = FidelityLevel(0.25)
        let run = try loop(table, budget: 5).run(
            ScriptedStrategy(candidates: [
                candidate(large, level: quarter), candidate(small, level: quarter), candidate(small),
                candidate(large), candidate(large, level: quarter),
            ]), seed: 1)
        #expect(run.curve == [0, 0, 0.8, 1, 1])
        // What looks best at the small size is all there is to recommend at first.
        #expect(run.recommended == [1, 0.8, 0.8, 1, 1])
        #expect(run.cost == [2, 3, 67, 132, 134])
        #expect(run.duplicates == 1)
    }

    @Test("The time of every proposal is taken on the clock that was given")
    func time() throws {
        let ticks = Mutex(0.0)
        let table = try ReplayTable.six()
        let loop = ReplayLoop(table, budget: 4, batch: 2) {
            ticks.withLock { ticks in
                ticks += 0.25
                return ticks
            }
        }
        #expect(try loop.run(random(table, seed: 1), seed: 1).secondsPerProposal == [0.25, 0.25])
    }

    @Test("The same seeds give the same runs, in the order of the seeds, alone or side by side")
    func deterministic() throws {
        let table = try ReplayTable.six()
        let loop = loop(table, budget: 5, batch: 2)
        let seeds: [UInt64] = [5, 1, 9, 2, 7, 8, 3]
        let first = try loop.runs(seeds: seeds) { random(table, seed: $0) }
        let second = try loop.runs(seeds: seeds) { random(table, seed: $0) }
        #expect(first == second)
        #expect(first.map(\.seed) == seeds)
        #expect(try first == seeds.map { try loop.run(random(table, seed: $0), seed: $0) })
        #expect(Set(first.map(\.curve)).count > 1)
    }

    @Test("What a strategy throws comes out")
    func throwing() throws {
        struct Broken: Strategy {
            let seed: UInt64
            func propose(
                _ count: Int, after history: History, using generator: inout SeededGenerator
            ) throws -> Proposal { throw FileError(file: "\(seed)", "broken") }
        }
        let loop = loop(try ReplayTable.six(), budget: 5)
        let error = try #require(throws: FileError.self) {
            try loop.runs(seeds: [3, 4]) { Broken(seed: $0) }
        }
        #expect(error.file == "3")
    }
}
