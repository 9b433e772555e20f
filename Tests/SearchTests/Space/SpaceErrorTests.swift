import Testing

@testable import Search

struct SpaceErrorTests {
    private static let parameters = [
        Parameter(name: "NB", kind: .ordinal, values: (1...9).map { .integer(32 * $0) }),
        Parameter(name: "DEPTH", kind: .ordinal, values: [0, 1]),
    ]

    private static func rule(_ text: String) throws -> SearchSpace.Rule {
        let expression = try Expression(parsing: text, variables: ["NB", "DEPTH"], words: [])
        return SearchSpace.Rule(text) { point in expression.holds { point[$0] } }
    }

    private static func error(
        _ rules: [String], limits: EnumerationLimits = EnumerationLimits(),
        canonicalize: @escaping @Sendable (Point) -> Point = { $0 }
    ) throws -> String? {
        let space = SearchSpace(
            parameters: parameters, rules: try rules.map(rule), canonicalize: canonicalize)
        return #expect(throws: SpaceError.self) { try ValidSet(enumerating: space, limits: limits) }?
            .description
    }

    @Test(
        "A contradictory space says which rules are to blame, and only those",
        arguments: [
            (["NB >= 512"], "no point obeys `NB >= 512`: it excludes all 18 points; loosen it or add values"),
            (
                ["DEPTH == 0", "NB >= 512", "NB > 32"],
                "no point obeys `NB >= 512`: it excludes all 18 points; loosen it or add values"
            ),
            (
                ["NB >= 256", "DEPTH == 1", "NB < 128"],
                "no point obeys `NB >= 256` and `NB < 128` together: they exclude all 18 points; "
                    + "loosen one of them or add values"
            ),
            (
                ["NB >= 256 or DEPTH == 1", "DEPTH == 0", "NB < 128"],
                "no point obeys `NB >= 256 or DEPTH == 1`, `DEPTH == 0` and `NB < 128` together: they exclude all 18 "
                    + "points; loosen one of them or add values"
            ),
        ])
    func contradiction(rules: [String], message: String) throws {
        #expect(try Self.error(rules) == message)
    }

    @Test("In a sampled space it says that it tried at random")
    func sampled() throws {
        let limits = EnumerationLimits(combinations: 1, points: 1, sample: 1, draws: 1_000)
        #expect(
            try Self.error(["NB >= 512"], limits: limits)
                == "no point obeys `NB >= 512`: it excludes all 1000 that were tried at random; loosen it or add values"
        )
    }

    @Test("A canonical form outside the space is found")
    func notCanonical() throws {
        #expect(
            try Self.error([], canonicalize: { $0.replacing("DEPTH", with: 7) })
                == "the canonical form of a point gives DEPTH the value 7, which is not in its list; add it there"
        )
    }
}
