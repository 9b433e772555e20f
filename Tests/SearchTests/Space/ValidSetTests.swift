import Testing

@testable import Search

struct ValidSetTests {
    @Test("Every valid canonical point is there once, sorted by value indices")
    func exhaustive() throws {
        let space = SearchSpace.hplLike
        let valid = try ValidSet(enumerating: space)
        // By hand: 4 NB × 2 grids with Q > 1 × 3 BCAST × 2 DEPTH, less NB 64 with DEPTH 1 (2 × 3), and one point for
        // each NB with the grid 4x1.
        #expect(valid.count == 4 * 2 * 3 * 2 - 2 * 3 + 4)
        #expect(valid.isExhaustive)
        #expect(valid.combinations == 72)
        #expect(Set(valid.map(\.hash)).count == valid.count)
        #expect(valid.allSatisfy { space.isValid($0) && space.canonicalize($0) == $0 })
        #expect(valid.first == Point(["NB": 64, "grid": "1x4", "BCAST": "1ring", "DEPTH": 0]))
        #expect(valid.last == Point(["NB": 256, "grid": "4x1", "BCAST": "1ring", "DEPTH": 0]))
        let tuples = valid.indices.map { index in (0..<4).map { valid.valueIndex(of: $0, at: index) } }
        #expect(zip(tuples, tuples.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        for (tuple, point) in zip(tuples, valid) {
            #expect(zip(space.parameters, tuple).map { $0.values[$1] } == point.values)
        }
    }

    @Test("A space without parameters has one point")
    func nothing() throws {
        let valid = try ValidSet(enumerating: .nothing)
        #expect(Array(valid) == [Point([:])])
    }

    @Test("An experiment counts when one way to write it is valid, even if its canonical form breaks a rule")
    func canonicalFormExcluded() throws {
        let space = SearchSpace(
            parameters: SearchSpace.hplLike.parameters,
            rules: [SearchSpace.Rule("DEPTH == 1") { $0["DEPTH"] == 1 }],
            canonicalize: SearchSpace.hplLike.canonicalize)
        let all = try ValidSet(enumerating: space)
        #expect(all.count == 4 * 2 * 3 + 4)
        #expect(all.contains(Point(["NB": 64, "grid": "4x1", "BCAST": "1ring", "DEPTH": 0]).hash))
        let sampled = try ValidSet(
            enumerating: space,
            limits: EnumerationLimits(combinations: 10, points: 10, sample: 1_000, draws: 20_000))
        #expect(Array(sampled) == Array(all))
        #expect(!sampled.isExhaustive)
    }

    @Test(
        "A space of 3 billion combinations is sampled in a moment: 20,000 valid points, the expert's among them"
    )
    func huge() throws {
        let space = SearchSpace.huge
        let clock = ContinuousClock()
        let start = clock.now
        let valid = try ValidSet(enumerating: space)
        // A debug build on a busy machine takes about two seconds; going through them all would take an hour.
        #expect(clock.now - start < .seconds(30))
        #expect(valid.combinations == 3_010_936_384)
        #expect(!valid.isExhaustive)
        #expect(valid.count == 20_000)
        #expect(Set(valid.indices.map(valid.hash(at:))).count == 20_000)
        #expect(valid.allSatisfy(space.isValid))
        #expect(valid.contains(space.firstPoints[0].hash))
        // Uniform: each of the 13 multiples of 5 has its share of p0, within five standard deviations.
        let share = Dictionary(grouping: valid.indices) { valid.valueIndex(of: 0, at: $0) }.mapValues(\.count)
        #expect(share.count == 13)
        #expect(share.values.allSatisfy { abs(Double($0) - 20_000.0 / 13) < 5 * 37.7 })
    }

    @Test("A sample depends on the space alone")
    func sampleIsStable() throws {
        let limits = EnumerationLimits(combinations: 10, points: 10, sample: 50, draws: 100_000)
        let first = try ValidSet(enumerating: .smooth, limits: limits)
        #expect(Array(first) == Array(try ValidSet(enumerating: .smooth, limits: limits)))
        #expect(first.count == 50)
    }

    @Test("A space with too many valid points is sampled too")
    func tooManyValid() throws {
        let limits = EnumerationLimits(combinations: 10_000, points: 100, sample: 60, draws: 100_000)
        let valid = try ValidSet(enumerating: .smooth, limits: limits)
        #expect(!valid.isExhaustive)
        #expect(valid.count == 60)
    }

    @Test("A sample is uniform over experiments, not over the ways to write them")
    func sampleOfExperiments() throws {
        // 1 experiment with `mode` off, written in 50 ways, and 50 with it on.
        let space = SearchSpace(
            parameters: [
                Parameter(name: "mode", kind: .categorical, values: ["off", "on"]),
                Parameter(name: "x", kind: .ordinal, values: (0..<50).map { .integer($0) }),
            ],
            canonicalize: { $0["mode"] == "off" ? $0.replacing("x", with: 0) : $0 })
        // Drawing 1 of 51 experiments: were the ways counted, the first would come half the time. The seed is the
        // space's, so vary the space by a rule's text.
        let offs = try (0..<200).count { number in
            let variant = SearchSpace(
                parameters: space.parameters, rules: [SearchSpace.Rule("rule \(number)") { _ in true }],
                canonicalize: space.canonicalize)
            let limits = EnumerationLimits(combinations: 1, points: 1, sample: 1, draws: 1_000)
            return try ValidSet(enumerating: variant, limits: limits).first?["mode"] == "off"
        }
        #expect(offs < 20)
    }
}
