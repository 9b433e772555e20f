import Testing

@testable import Search

/// Every error names line and column.
struct YAMLNodeErrorTests {
    private func message(_ text: String, _ read: (YAMLNode) throws -> Void = { _ in }) -> String? {
        #expect(throws: FileError.self) { try read(try YAMLNode.parse(text, file: "a.yaml")) }?.description
    }

    private static let empty =
        "a.yaml:1:1: there is nothing in this file; write its keys, or leave the file out"
    private static let syntax = "; check indentation, colons, brackets and quotes here"

    @Test(
        "Text that is not one YAML document",
        arguments: [
            ("", empty), ("# only this\n\n", empty), ("---\n", empty), ("~", empty),
            ("a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document begins here; keep one document in a file"),
            ("a: 1\nb: 2\na: 3\n", "a.yaml:3:1: the key `a` is there twice, first in line 1; keep one"),
            ("s:\n  a: 1\n  \"a\": 3\n", "a.yaml:3:3: the key `a` is there twice, first in line 2; keep one"),
            ("s: {a: 1, a: 2}\n", "a.yaml:1:5: the key `a` is there twice; keep one"),
            ("a: 1\n\tb: 2\n", "a.yaml:2:1: a tab stands where YAML wants spaces; replace it by spaces"),
            (
                "a: b: c\n",
                "a.yaml:1:5: not valid YAML (mapping values are not allowed in this context)" + syntax
            ),
            (
                "a: [1, 2\nb: 3\n",
                "a.yaml:2:2: not valid YAML (did not find expected ',' or ']' while parsing a flow sequence)"
                    + syntax
            ),
            (
                "a: \"open\n",
                "a.yaml:2:1: not valid YAML (found unexpected end of stream while scanning a quoted scalar)"
                    + syntax
            ),
            (
                "a: 1\n b: 2\n",
                "a.yaml:2:3: not valid YAML (mapping values are not allowed in this context)" + syntax
            ),
            (
                "a: %x\n",
                "a.yaml:1:4: not valid YAML (found character that cannot start any token while scanning for the next token)"
                    + syntax
            ),
            (
                "a: *x\n",
                "a.yaml:1:4: an alias (`*name`) without an anchor before it; write `&name` at the value it stands for"
            ),
            (
                "a: &x [*x]\n",
                "a.yaml:1:8: an alias (`*name`) without an anchor before it; write `&name` at the value it stands for"
            ),
            ("a: !include b.yaml\n", "a.yaml:1:4: the tag `!include` means nothing here; leave it out"),
            ("a: !thing {b: 1}\n", "a.yaml:1:4: the tag `!thing` means nothing here; leave it out"),
            ("[1, 2]: 3\n", "a.yaml:1:1: a key is a word, found a list; write `key: value`"),
            ("? \n: 3\n", "a.yaml:1:2: a key is a word, found nothing; write `key: value`"),
            ("a:\n  <<: 3\n", "a.yaml:2:7: `<<` merges mappings, found `3`; write `<<: *name`"),
            ("a: 1\nb: x\u{1}y\n", "a.yaml:2:5: a character that YAML does not allow (code 1); take it out"),
        ])
    func notYAML(text: String, expected: String) {
        #expect(message(text) == expected)
    }

    @Test(
        "A value of the wrong kind",
        arguments: [
            ("[1]", "a.yaml:1:4: expected a whole number such as 4, found a list"),
            ("{b: 1}", "a.yaml:1:4: expected a whole number such as 4, found a mapping"),
            ("", "a.yaml:1:3: expected a whole number such as 4, found nothing"),
            ("4.5", "a.yaml:1:4: expected a whole number such as 4, found `4.5`"),
            ("'4'", "a.yaml:1:4: expected a whole number such as 4, found `4`"),
            (
                "99999999999999999999",
                "a.yaml:1:4: expected a whole number such as 4, found `99999999999999999999`"
            ),
            ("four", "a.yaml:1:4: expected a whole number such as 4, found `four`"),
        ])
    func notAnInteger(value: String, expected: String) {
        #expect(message("a: \(value)\n") { _ = try $0.mapping(allowing: ["a"])["a"]?.int() } == expected)
    }

    @Test("Numbers, truth, text, lists, mappings")
    func wrongKinds() {
        for text in ["nan", "inf", ".inf", "0x10", "1e999", "half", "[1]", "'0.5'"] {
            #expect(
                message(text) { _ = try $0.double() }?.hasPrefix(
                    "a.yaml:1:1: expected a number such as 0.5, found ") == true)
        }
        #expect(message("maybe") { _ = try $0.bool() } == "a.yaml:1:1: expected yes or no, found `maybe`")
        #expect(message("'yes'") { _ = try $0.bool() } == "a.yaml:1:1: expected yes or no, found `yes`")
        #expect(message("[a]") { _ = try $0.string() } == "a.yaml:1:1: expected text, found a list")
        #expect(message("[~]") { _ = try $0.list()[0].value() } == "a.yaml:1:2: expected text, found nothing")
        #expect(message("a") { _ = try $0.list() } == "a.yaml:1:1: expected a list such as [a, b], found `a`")
        #expect(
            message("- a") { _ = try $0.entries() }
                == "a.yaml:1:1: expected a mapping (`key: value` lines), found a list")
        #expect(
            message("a: 1\nexprt: 2\n") { _ = try $0.mapping(allowing: ["a", "expert"]) }
                == "a.yaml:2:1: unknown key `exprt`; did you mean `expert`?")
        #expect(
            message(String(repeating: "x", count: 100)) { _ = try $0.int() }
                == "a.yaml:1:1: expected a whole number such as 4, found `\(String(repeating: "x", count: 60))…`"
        )
        #expect(
            message("|\n  a\n  b\n") { _ = try $0.int() }
                == "a.yaml:1:1: expected a whole number such as 4, found `a…`")
    }

    @Test("Aliases of aliases do not fill the memory")
    func billionLaughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text +=
                "a\(level): &a\(level) ["
                + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(
            message(text)?.hasSuffix("unfolds to more than 100,000 values; use fewer aliases (`*name`)")
                == true)
    }

    @Test("Brackets nested without end are an error, not a crash")
    func deep() {
        #expect(message(String(repeating: "[", count: 100_000)) != nil)
        #expect(message(String(repeating: "- ", count: 100_000) + "a") != nil)
    }

    @Test("An error may stand without a place, and within a scalar")
    func places() throws {
        #expect(FileError(file: "a", "b").description == "a: b")
        #expect(FileError(file: "a", line: 3, column: 4, "b").description == "a:3:4: b")
        let root = try YAMLNode.parse("a: abc\nb: 'abc'\nc: >\n  abc\nd: [x]\n", file: "f")
        let places = try root.entries().map { $0.value.error("m", atColumn: 2).description }
        #expect(places == ["f:1:5: m", "f:2:6: m", "f:3:4: m", "f:5:4: m"])
    }
}
