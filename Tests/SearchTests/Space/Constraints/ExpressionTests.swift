import Testing

@testable import Search

/// Constraints that can be read: what they mean.
struct ExpressionTests {
    private static let names: [String: Expression.ValueType] = [
        "NB": .number, "N": .number, "P": .number, "Q": .number, "DEPTH": .number, "BCAST": .text,
        "grid": .text, "odd": .either,
    ]
    private static let words: Set<String> = ["1ring", "1ringM", "2ring", "long", "4x64", "on"]

    /// NB 192, N 9600, P 2, Q 4, DEPTH 0, BCAST 1ringM, grid 4x64; `odd` has no value.
    private static func lookUp(_ name: String) -> ParameterValue? {
        switch name {
        case "NB": 192
        case "N": .integer(9600)
        case "P": 2
        case "Q": .real(4)
        case "DEPTH": 0
        case "BCAST": "1ringM"
        case "grid": "4x64"
        default: nil
        }
    }

    @Test(
        "A constraint holds or does not",
        arguments: [
            ("NB == 192", true), ("NB != 192", false), ("NB < 192", false), ("NB <= 192", true),
            ("NB > 191.5", true), ("NB >= 193", false),
            // arithmetic and its precedence
            ("1 + 2 * 3 == 7", true), ("(1 + 2) * 3 == 9", true), ("10 - 4 - 3 == 3", true),
            ("24 / 4 / 3 == 2", true), ("2 - -3 == 5", true), ("-2 * -3 == 6", true), ("- -2 == 2", true),
            ("17 % 5 == 2", true), ("2 * 17 % 5 == 4", true), ("7 / 2 == 3.5", true), ("1e3 == 1000", true),
            ("1.5e-1 == 0.15", true), ("P * Q == 8", true), (".5 < 1", true),
            // divides
            ("NB divides N", true), ("7 divides NB", false), ("P divides Q", true), ("Q divides P", false),
            ("P * 2 divides N / 2", true), ("2 divides P divides Q", true), ("0.5 divides 2", true),
            // and, or, not: not binds tightest, or weakest
            ("NB > 0 or NB > 0 and NB < 0", true), ("(NB > 0 or NB > 0) and NB < 0", false),
            ("not NB < 0 and NB > 0", true), ("not (NB < 0 or NB > 0)", false), ("not not NB > 0", true),
            ("NB >= 96 or DEPTH == 0", true), ("NB >= 256 or DEPTH == 1", false),
            // chains
            ("64 <= NB <= 256", true), ("64 <= NB <= 128", false), ("1 < P < Q", true), ("2 == P == P", true),
            // words
            ("BCAST == 1ringM", true), ("BCAST == \"1ringM\"", true), ("BCAST == 'long'", false),
            ("BCAST != 1ring", true), ("grid == 4x64", true), ("1ring != 2ring", true),
            // what cannot be computed does not hold, and decides nothing where the other side decides
            ("NB / 0 > 1", false), ("not NB / 0 > 1", false), ("NB % 0 == 0", false),
            ("DEPTH divides NB", false),
            ("DEPTH == 0 or N / DEPTH > 1", true), ("N / DEPTH > 1 or DEPTH == 0", true),
            ("DEPTH == 1 and N / DEPTH > 1", false), ("not (N / DEPTH > 1 and DEPTH == 1)", true),
            ("odd == 1", false), ("odd != 1", false), ("odd == long or NB > 0", true),
        ])
    func meaning(text: String, holds: Bool) throws {
        let expression = try Expression(parsing: text, variables: Self.names, words: Self.words)
        #expect(expression.holds(Self.lookUp) == holds)
        #expect(expression.text == text)
    }

    @Test("Spaces are free")
    func spaces() throws {
        let tight = try Expression(parsing: "(NB>=96)or-DEPTH<0", variables: Self.names)
        #expect(tight.holds(Self.lookUp))
        let wide = try Expression(parsing: "\t NB\n >=  96 ", variables: Self.names)
        #expect(wide.holds(Self.lookUp))
    }

    @Test("It tells which variables it uses, and a variable wins over a word")
    func variables() throws {
        let expression = try Expression(
            parsing: "NB >= 96 or long == on and P < NB", variables: ["NB", "P", "Q", "on"],
            words: ["long", "on"])
        #expect(expression.variables == ["NB", "P", "on"])
        #expect(expression.holds { $0 == "on" ? "long" : $0 == "NB" ? 3 : 2 })
    }

    @Test("A value of the wrong type at run time does not hold")
    func wrongTypeAtRunTime() throws {
        let less = try Expression(parsing: "x < 3", variables: ["x"], words: [])
        #expect(less.holds { _ in 2 })
        #expect(!less.holds { _ in "2" })
        let unequal = try Expression(parsing: "x != 3", variables: ["x"], words: [])
        #expect(unequal.holds { _ in "3" })
    }

    @Test("A parameter's values give its type")
    func types() {
        #expect(Expression.ValueType(of: [1, 2.5]) == .number)
        #expect(Expression.ValueType(of: ["a", "b"]) == .text)
        #expect(Expression.ValueType(of: ["a", 1]) == .either)
    }
}
