import Testing

@testable import Search

struct BayesStrategyTests {
    @Test("It finds the best of 612 points in 30 runs, one by one and in rounds", arguments: [1, 4])
    func finds(batch: Int) throws {
        var search = try BayesSearch(.smooth, function: BayesSearch.hill)
        try search.run(30, batch: batch)
        #expect(search.recommended == BayesSearch.best)
        #expect(search.trials.contains { $0.candidate.point == BayesSearch.best })
    }

    @Test("Under noise of 5 % it recommends a point within 4 % of the best")
    func noise() throws {
        var search = try BayesSearch(.smooth, deviation: 0.05, function: BayesSearch.hill)
        try search.run(60, knowsBudget: true)
        let recommended = try #require(search.recommended)
        #expect(BayesSearch.hill(recommended) > 0.96 * BayesSearch.hill(BayesSearch.best))
    }

    @Test("It learns where runs fail, and keeps away")
    func failures() throws {
        let fails = { (point: Point) in (point["x"]?.number ?? 0) > 11 }
        var search = try BayesSearch(.smooth) { fails($0) ? nil : BayesSearch.hill($0) }
        try search.run(60)
        let failed = search.trials.filter { $0.state == .failed(.configuration) }
        // 5 of 17 values of x fail, 18 of 60 random runs.
        #expect(failed.count <= 12)
        #expect(search.recommended == BayesSearch.best)
        #expect(Set(failed.map(\.candidate.point.hash)).count == failed.count)
    }

    @Test("Every candidate of the model says in words and numbers what is expected of it")
    func expectation() throws {
        var search = try BayesSearch(.smooth, function: BayesSearch.hill)
        try search.run(40)
        let modelled = search.trials.map(\.candidate).filter { $0.expectation != nil }
        #expect(modelled.count >= 30)
        let patterns: [(name: String, pattern: Regex<Substring>)] = [
            (
                "improvement",
                /expected [+-][0-9.]+ % ± [0-9.]+ % over the best so far \(log expected improvement\)/
            ),
            (
                "neighbour",
                /neighbour of #[0-9]+: [xyz] [0-9.]+ → [0-9.]+; expected [+-][0-9.]+ % ± [0-9.]+ % over the best so far/
            ),
            (
                "recombination",
                /mixes values of the best 8; expected [+-][0-9.]+ % ± [0-9.]+ % over the best so far/
            ),
        ]
        for (name, pattern) in patterns {
            #expect(modelled.contains { $0.why.wholeMatch(of: pattern) != nil }, "no \(name)")
        }
        // What was expected held, in the main: no value lies 6 deviations off, most within 2.
        var within = 0
        for trial in search.trials {
            guard let expectation = trial.candidate.expectation, case .measured(let value, _) = trial.state,
                let surprise = expectation.surprise(of: value)
            else { continue }
            #expect(expectation.incumbent > 0 && expectation.improvement >= 0)
            if abs(surprise) <= 2 { within += 1 }
        }
        #expect(within * 2 > modelled.count)
        let gains = search.proposals.compactMap(\.expectedGain)
        #expect(gains.count == modelled.count)
        // Once the best is found there is little left to gain.
        let first = try #require(gains.first)
        let last = try #require(gains.last)
        #expect(last < 0.01)
        #expect(first > last)
    }

    @Test("A neighbour differs in the one parameter that its reason tells, from the run that it names")
    func neighbours() throws {
        var search = try BayesSearch(.smooth, function: BayesSearch.hill)
        try search.run(40)
        var seen = 0
        for trial in search.trials {
            guard
                let match = trial.candidate.why.firstMatch(
                    of: /neighbour of #([0-9]+): ([a-z]) (\S+) → ([^;]+);/)
            else { continue }
            seen += 1
            let origin = search.trials[try #require(Int(match.1)) - 1].candidate.point
            let name = String(match.2)
            #expect(origin[name]?.description == String(match.3))
            #expect(
                trial.candidate.point
                    == origin.replacing(name, with: ParameterValue(parsing: String(match.4))))
        }
        #expect(seen >= 3)
    }

    @Test("The last runs of a known budget confirm the best, each with the next replicate's number")
    func confirmation() throws {
        var search = try BayesSearch(
            .smooth, settings: "confirm: {runs: 6, top: 3}\n", deviation: 0.03, function: BayesSearch.hill)
        try search.run(50, knowsBudget: true)
        let last = search.trials.suffix(6).map(\.candidate)
        #expect(last.allSatisfy { $0.why == "confirmation of the top 3" && $0.replicate > 0 })
        #expect(!search.trials.dropLast(6).contains { $0.candidate.why.hasPrefix("confirmation") })
        #expect(Set(last.map(\.point)).count <= 3)
        let runs = Dictionary(grouping: search.trials.map(\.candidate), by: \.point.hash)
        #expect(runs.values.allSatisfy { $0.map(\.replicate) == Array(0..<$0.count) })
        // Nobody knows the budget: nothing is kept for the end.
        var endless = try BayesSearch(.smooth, function: BayesSearch.hill)
        try endless.run(50)
        #expect(!endless.trials.contains { $0.candidate.why.hasPrefix("confirmation") })
    }

    @Test("One lucky run is not recommended over what its neighbours say")
    func lucky() throws {
        var search = try BayesSearch(.smooth, deviation: 0.05, function: BayesSearch.hill)
        try search.run(40)
        let poor = Point(["x": 0, "y": 0, "z": 1])
        #expect(BayesSearch.hill(poor) < 0.6 * BayesSearch.hill(BayesSearch.best))
        let values = search.trials.compactMap { trial -> Double? in
            if case .measured(let value, _) = trial.state { value } else { nil }
        }
        search.add(Candidate(point: poor, why: "by hand"), 1.01 * (try #require(values.max())))
        #expect(search.recommended != poor)
    }
}
