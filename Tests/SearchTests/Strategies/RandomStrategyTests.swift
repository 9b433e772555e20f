import Testing

@testable import Search

struct RandomStrategyTests {
    private func candidates(
        _ space: SearchSpace = .smooth, expert: Int = 0, sobol: Int = 0, seed: UInt64 = 1,
        generatorSeed: UInt64 = 1,
        count: Int, after history: History = History()
    ) throws -> [Candidate] {
        let strategy = RandomStrategy(
            space: space, valid: try ValidSet(enumerating: space), expert: expert, sobol: sobol, seed: seed)
        var generator = SeededGenerator(seed: generatorSeed)
        guard case .candidates(let list) = strategy.propose(count, after: history, using: &generator) else {
            return []
        }
        return list
    }

    @Test("The expert's points, then the design, then random ones, and each says which it is")
    func phases() throws {
        let why = try candidates(.hplLike, expert: 2, sobol: 3, count: 7).map(\.why)
        #expect(
            why == [
                "an expert's guess, 1 of 2", "an expert's guess, 2 of 2",
                "space-filling Sobol design, point 1 of 3", "space-filling Sobol design, point 2 of 3",
                "space-filling Sobol design, point 3 of 3",
                "random, one of 41 untried points", "random, one of 41 untried points",
            ])
    }

    @Test("The design goes on from round to round, whatever the generator did between")
    func designOverRounds() throws {
        let whole = try candidates(sobol: 16, count: 16).map(\.point)
        var trials: [Trial] = []
        for round in 0..<16 {
            let next = try candidates(
                sobol: 16, generatorSeed: UInt64(100 + round), count: 1, after: History(trials))
            trials += next.map { Trial($0, .measured(value: 1, seconds: 1)) }
        }
        #expect(trials.map(\.candidate.point) == whole)
        // 16 design points put 4 in every quarter of a coordinate; 17 and 9 values blur that by one.
        for name in ["x", "y", "z"] {
            let index = try #require(SearchSpace.smooth.names.firstIndex(of: name))
            let values = SearchSpace.smooth.parameters[index].values
            let quarters = Dictionary(grouping: whole) { point in
                4 * (values.firstIndex { $0 == point[name] } ?? 0) / values.count
            }
            #expect(quarters.count == 4)
            #expect(quarters.values.allSatisfy { (2...6).contains($0.count) })
        }
    }

    @Test("The seed decides the design, the generator the rest")
    func seeds() throws {
        let design = try candidates(sobol: 8, count: 8).map(\.point)
        #expect(try candidates(sobol: 8, generatorSeed: 2, count: 8).map(\.point) == design)
        #expect(try candidates(sobol: 8, seed: 2, count: 8).map(\.point) != design)
        let random = try candidates(count: 8).map(\.point)
        #expect(try candidates(seed: 2, count: 8).map(\.point) == random)
        #expect(try candidates(generatorSeed: 2, count: 8).map(\.point) != random)
    }

    @Test("Random points are uniform over the valid set")
    func uniform() throws {
        let valid = try ValidSet(enumerating: .hplLike)
        let strategy = RandomStrategy(space: .hplLike, valid: valid, expert: 0, sobol: 0, seed: 1)
        var counts = [Int](repeating: 0, count: valid.count)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<4_600 {
            guard case .candidates(let list) = strategy.propose(1, after: History(), using: &generator) else {
                break
            }
            counts[try #require(valid.index(of: list[0].point.hash))] += 1
        }
        #expect(counts.reduce(0, +) == 4_600)
        // 100 expected for each of 46; five standard deviations.
        #expect(counts.allSatisfy { (50...150).contains($0) })
    }

    @Test("The words for a search that has ended")
    func reason() {
        #expect("\(StopReason.spaceExhausted)" == "every valid point has been tried")
    }
}
