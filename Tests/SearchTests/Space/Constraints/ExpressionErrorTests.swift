import Testing

@testable import Search

/// Constraints that cannot be read: the place and the words of every kind of error.
struct ExpressionErrorTests {
    private static let names: [String: Expression.ValueType] = [
        "NB": .number, "DEPTH": .number, "P": .number, "Q": .number, "BCAST": .text, "odd": .either,
    ]

    @Test(
        "Errors name the column",
        arguments: [
            ("", "column 1: the constraint is empty; write one such as `NB >= 96`"),
            ("   ", "column 1: the constraint is empty; write one such as `NB >= 96`"),
            // words
            ("NBB >= 96", "column 1: unknown name `NBB`; did you mean `NB`?"),
            ("NB >= 96 and DEPHT == 0", "column 14: unknown name `DEPHT`; did you mean `DEPTH`?"),
            ("BCAST == 1rinM", "column 10: unknown name `1rinM`; did you mean `1ringM`?"),
            (
                "NB == zebra",
                "column 7: unknown name `zebra`; choose from `BCAST`, `DEPTH`, `NB`, `P`, `Q`, `odd`, `1ringM`, "
                    + "`long`, `and`, `or`, `not`, `divides`"
            ),
            ("NB >= 2 adn P < Q", "column 9: expected `and`, `or` or a comparison, found `adn`"),
            // signs
            ("NB = 96", "column 4: `=` is not used here; write `==`"),
            ("NB == 96 && P == 1", "column 10: `&&` is not used here; write `and`"),
            ("NB == 96 || P == 1", "column 10: `||` is not used here; write `or`"),
            ("!(NB == 96)", "column 1: `!` is not used here; write `not`"),
            ("NB ≥ 96", "column 4: `≥` is not used here; write `>=`"),
            ("NB => 96", "column 4: `=>` is not used here; write `>=`"),
            ("NB ** 2 > 4", "column 4: `**` is not used here; write `a * a`"),
            ("NB >= 96;", "column 9: `;` is not used here; take it out"),
            ("NB >= 9.6.1", "column 7: `9.6.1` is not a number; write it as 12 or 0.5"),
            ("NB >= 1e999", "column 7: `1e999` is too large a number; use a smaller one"),
            ("BCAST == \"long", "column 10: this quotation mark is never closed; add \" after the word"),
            // structure
            ("NB >=", "column 6: expected a name or a number, found the end"),
            ("NB >= >= 2", "column 7: expected a name or a number, found `>=`"),
            ("and NB > 2", "column 1: expected a name or a number, found `and`"),
            ("(NB >= 96", "column 10: expected `)` for the `(` in column 1, found the end"),
            ("NB >= (96 P", "column 11: expected `)` for the `(` in column 7, found `P`"),
            ("NB >= 96)", "column 9: this `)` was never opened; take it out"),
            ("NB 96", "column 4: expected `and`, `or` or a comparison, found `96`"),
            ("()", "column 2: expected a name or a number, found `)`"),
            // types
            ("NB", "column 1: `NB` is a value, not a condition; compare it, as in `NB >= 2`"),
            ("NB + 1", "column 1: `NB + 1` is a value, not a condition; compare it, as in `NB + 1 >= 2`"),
            ("NB > 1 or P", "column 11: `P` is a value, not a condition; compare it, as in `P >= 2`"),
            ("not long", "column 5: `long` is a value, not a condition; compare it, as in `BCAST == long`"),
            ("BCAST < 3", "column 1: `<` needs numbers, but `BCAST` is text; use == or != with text"),
            ("NB * long > 3", "column 6: `*` needs numbers, but `long` is text; use == or != with text"),
            (
                "2 divides BCAST",
                "column 11: `divides` needs numbers, but `BCAST` is text; use == or != with text"
            ),
            ("-BCAST == 2", "column 2: `-` needs numbers, but `BCAST` is text; use == or != with text"),
            (
                "(NB > 2) + 1 > 2",
                "column 1: `+` needs numbers, but `(NB > 2)` is a condition; use `and` or `or`"
            ),
            (
                "(NB > 2) == (P > 2)",
                "column 1: `(NB > 2)` is a condition and compares with nothing; use `and` or `or`"
            ),
            (
                "NB == long",
                "column 7: `NB` is a number and `long` is text, so they are never equal; compare like with like"
            ),
            (
                "\"2\" != NB + 1",
                "column 8: `NB + 1` is a number and `\"2\"` is text, so they are never equal; compare like with like"
            ),
        ])
    func message(text: String, message: String) {
        let error = #expect(throws: ExpressionError.self) {
            try Expression(parsing: text, variables: Self.names, words: ["1ringM", "long"])
        }
        #expect(error?.description == message)
    }

    @Test("Deep nesting and endless constraints are refused, not a crash")
    func limits() {
        let deep = String(repeating: "(", count: 100_000) + "NB" + String(repeating: ")", count: 100_000)
        let nots = String(repeating: "not ", count: 500) + "NB > 1"
        let minuses = "NB > " + String(repeating: "-", count: 500) + "1"
        let long = Array(repeating: "NB > 1", count: 5_000).joined(separator: " and ")
        for text in [deep, nots, minuses, long] {
            #expect(throws: ExpressionError.self) {
                try Expression(parsing: text, variables: ["NB"], words: [])
            }
        }
        let allowed = String(repeating: "(", count: 40) + "NB > 1" + String(repeating: ")", count: 40)
        #expect(throws: Never.self) { try Expression(parsing: allowed, variables: ["NB"], words: []) }
    }

    @Test("In a file the error points into the constraint")
    func inFile() throws {
        let root = try YAMLNode.parse(
            """
            constraints:
              - "NBB >= 96"
              - NB >= 96 or DEPHT == 0
              - |
                NB = 96
            """, file: "study.yaml")
        let items = try #require(try root.mapping(allowing: ["constraints"])["constraints"]).list()
        let messages = items.map { item in
            #expect(throws: FileError.self) { try item.expression(variables: Self.names) }?.description
        }
        #expect(
            messages == [
                "study.yaml:2:6: in the constraint `NBB >= 96`: unknown name `NBB`; did you mean `NB`?",
                "study.yaml:3:17: in the constraint `NB >= 96 or DEPHT == 0`: "
                    + "unknown name `DEPHT`; did you mean `DEPTH`?",
                "study.yaml:4:5: in the constraint `NB = 96`: `=` is not used here; write `==`",
            ])
    }
}
