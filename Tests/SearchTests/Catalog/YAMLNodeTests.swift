import Testing

@testable import Search

/// Reading YAML that is right.
struct YAMLNodeTests {
    private func parse(_ text: String) throws -> YAMLNode {
        try YAMLNode.parse(text, file: "a.yaml")
    }

    @Test("Scalars by type, places, order of keys")
    func values() throws {
        let root = try parse(
            """
            # a comment
            text: hello world   # another
            number: 42
            share: 0.5
            truth: yes
            list: [1, 2.5, "3", 4x64, on]
            block: |
              two
              lines
            nothing:
            """)
        let keys = ["text", "number", "share", "truth", "list", "block", "nothing"]
        #expect(try root.entries().map(\.key) == keys)
        let values = try root.mapping(allowing: keys + ["more"])
        #expect(try values["text"]?.string() == "hello world")
        #expect(try values["number"]?.int() == 42)
        #expect(try values["number"]?.double() == 42)
        #expect(try values["number"]?.string() == "42")
        #expect(try values["share"]?.double() == 0.5)
        #expect(try values["truth"]?.bool() == true)
        #expect(try values["list"]?.list().map { try $0.value() } == [1, 2.5, "3", "4x64", "on"])
        #expect(try values["block"]?.string() == "two\nlines\n")
        #expect(values["nothing"]?.isNull == true)
        #expect(values["more"] == nil)
        #expect(values["share"]?.line == 4)
        #expect(values["share"]?.column == 8)
        #expect(try root.entries()[3].keyNode.column == 1)
        #expect(root.isMapping && !root.isSequence && !root.isScalar && !root.isNull)
        #expect(try #require(values["list"]).isSequence)
    }

    @Test("Words for yes and no", arguments: ["yes", "Yes", "true", "TRUE", "on", "On"])
    func yes(word: String) throws {
        #expect(try parse(word).bool())
    }

    @Test("And for no", arguments: ["no", "NO", "false", "False", "off", "OFF"])
    func no(word: String) throws {
        #expect(try !parse(word).bool())
    }

    @Test(
        "A scalar stays as it was written",
        arguments: ["007", "1_000", "0x10", "12:30:45", "2024-01-01", "1e3"])
    func asWritten(text: String) throws {
        #expect(try parse(text).string() == text)
    }

    @Test("A quoted scalar is text, whatever it looks like")
    func quoted() throws {
        #expect(try parse("'42'").value() == "42")
        #expect(try parse("\"null\"").string() == "null")
        #expect(try parse("!!str 42").value() == "42")
    }

    @Test("Anchors, aliases and merge keys; what is written out wins")
    func anchors() throws {
        let root = try parse(
            """
            base: &base {NB: 64, DEPTH: 1}
            more: &more {PMAP: row, NB: 32}
            one:
              <<: *base
              NB: 128
            two:
              <<: [*base, *more]
            three: *base
            """)
        let parts = try root.mapping(allowing: ["base", "more", "one", "two", "three"])
        func read(_ name: String) throws -> [String] {
            try #require(parts[name]).entries().map { "\($0.key)=\(try $0.value.string())" }
        }
        #expect(try read("one") == ["NB=128", "DEPTH=1"])
        #expect(try read("two") == ["NB=64", "DEPTH=1", "PMAP=row"])
        #expect(try read("three") == ["NB=64", "DEPTH=1"])
    }

    @Test("Windows line ends, a byte order mark, JSON and a marked document are YAML too")
    func dialects() throws {
        #expect(try parse("a: 1\r\nb: 2\r\n").entries().map(\.key) == ["a", "b"])
        #expect(try parse("\u{feff}a: 1\n").entries().map(\.key) == ["a"])
        #expect(try parse("{\"a\": [1, 2]}").entries().map(\.key) == ["a"])
        #expect(try parse("%YAML 1.1\n---\na: 1\n...\n").entries().map(\.key) == ["a"])
    }
}
