import Testing

@testable import Search

struct GridStrategyTests {
    private func candidates(_ space: SearchSpace, expert: Int, count: Int) throws -> [Candidate] {
        let strategy = GridStrategy(space: space, valid: try ValidSet(enumerating: space), expert: expert)
        var generator = SeededGenerator(seed: 1)
        guard case .candidates(let list) = strategy.propose(count, after: History(), using: &generator) else {
            return []
        }
        return list
    }

    @Test("The expert's points come first, valid and canonical, each once")
    func expertFirst() throws {
        let all = try candidates(.hplLike, expert: 10, count: 4)
        #expect(
            all.prefix(2).map(\.point) == [
                Point(["NB": 192, "grid": "2x2", "BCAST": "1ringM", "DEPTH": 1]),
                Point(["NB": 128, "grid": "1x4", "BCAST": "1ringM", "DEPTH": 1]),
            ])
        // The third guess is the same experiment as its canonical form; the fourth breaks a rule.
        #expect(all[2].point == Point(["NB": 256, "grid": "4x1", "BCAST": "1ring", "DEPTH": 0]))
        #expect(all.prefix(3).map(\.why) == (1...3).map { "an expert's guess, \($0) of 3" })
        #expect(all[3].why.hasPrefix("grid level 0"))
        let one = try candidates(.hplLike, expert: 1, count: 2)
        #expect(one[0].point == all[0].point)
        #expect(one[1].why.hasPrefix("grid level 0"))
    }

    @Test("After a few points both ends and the middle of every ordinal were seen")
    func endsAndMiddles() throws {
        let seen = try candidates(.smooth, expert: 0, count: 4).map(\.point)
        #expect(Set(seen.map { $0["x"] }).isSuperset(of: [0, 8, 16]))
        #expect(Set(seen.map { $0["y"] }).isSuperset(of: [0.0, 0.5, 1.0]))
        #expect(Set(seen.map { $0["z"] }).isSuperset(of: [1, 2, 8]))
        let hpl = try candidates(.hplLike, expert: 0, count: 6).map(\.point)
        #expect(Set(hpl.map { $0["NB"] }) == [64, 128, 256])
        #expect(Set(hpl.map { $0["grid"] }) == ["1x4", "2x2", "4x1"])
        #expect(Set(hpl.map { $0["BCAST"] }) == ["1ring", "1ringM", "long"])
        #expect(Set(hpl.map { $0["DEPTH"] }) == [0, 1])
    }

    @Test("Level by level: ends and middles, then quarters, then eighths")
    func levels() throws {
        let all = try candidates(.smooth, expert: 0, count: 1_000)
        #expect(all.count == 612)
        // x has 17 values, y 9, z 4: 3 · 3 · 3 points, then those with quarters, …
        let sizes = all.map(\.why).reduce(into: [(why: String, count: Int)]()) { groups, why in
            if groups.last?.why == why {
                groups[groups.count - 1].count += 1
            } else {
                groups.append((why, 1))
            }
        }
        #expect(
            sizes.map(\.why) == [
                "grid level 0 (ends and middles), one of 27 points",
                "grid level 1 (steps of 1/4), one of 73 points",
                "grid level 2 (steps of 1/8), one of 224 points",
                "grid level 3 (steps of 1/16), one of 288 points",
            ])
        #expect(sizes.map(\.count) == [27, 5 * 5 * 4 - 27, 9 * 9 * 4 - 100, 17 * 9 * 4 - 324])
        #expect(Set(all[..<100].map { $0.point["x"] }) == [0, 4, 8, 12, 16])
        #expect(Set(all[..<324].map { $0.point["x"] }) == Set((0...8).map { .integer(2 * $0) }))
    }

    @Test("Values that no valid point has do not count as ends")
    func constrainedEnds() throws {
        let space = SearchSpace(
            parameters: [Parameter(name: "NB", kind: .ordinal, values: (1...9).map { .integer($0) })],
            rules: [SearchSpace.Rule("3 <= NB <= 7") { 3...7 ~= $0["NB"]?.integer ?? 0 }])
        let order = try candidates(space, expert: 0, count: 9).map { $0.point["NB"] }
        #expect(order.count == 5)
        #expect(Set(order.prefix(3)) == [3, 5, 7])
    }

    @Test("Within a level the points are scattered: the first third has about a third of every value")
    func scattered() throws {
        let level = try candidates(.smooth, expert: 0, count: 612)[324...]
        let first = level.prefix(96).map(\.point)
        for z in [1, 2, 4, 8] as [ParameterValue] {
            #expect((10...38).contains(first.count { $0["z"] == z }))
        }
    }
}
