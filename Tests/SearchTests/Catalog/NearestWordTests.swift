import Testing

@testable import Search

struct NearestWordTests {
    private static let keys = [
        "kind", "description", "initial", "expert", "sobol", "NB", "N", "1ringM", "2ringM",
    ]

    @Test(
        "The nearest word",
        arguments: [
            ("kinds", "kind"), ("kidn", "kind"), ("KIND", "kind"), ("ikind", "kind"), ("exprt", "expert"),
            ("experts", "expert"), ("discription", "description"), ("desciptoin", "description"),
            ("nb", "NB"),
            ("BN", "NB"), ("NBB", "NB"), ("1rinM", "1ringM"), ("1ringm", "1ringM"), ("3ringM", "1ringM"),
        ])
    func found(word: String, expected: String) {
        #expect(nearest(word, among: Self.keys) == expected)
    }

    @Test("Nothing is near", arguments: ["zebra", "init", "", "x", "batch", "supercalifragilistic"])
    func nothing(word: String) {
        #expect(nearest(word, among: Self.keys) == nil)
    }

    @Test("Single letters are no likeness")
    func letters() {
        #expect(nearest("Q", among: ["P"]) == nil)
        #expect(nearest("q", among: ["P", "Q"]) == "Q")
        #expect(nearest("grid", among: []) == nil)
    }

    @Test("The words of the message")
    func message() {
        #expect(unknownWord("key", "kidn", among: Self.keys) == "unknown key `kidn`; did you mean `kind`?")
        #expect(unknownWord("key", "x", among: ["a", "bcd"]) == "unknown key `x`; choose from `a`, `bcd`")
        #expect(unknownWord("key", "x", among: []) == "unknown key `x`; none is allowed here")
        #expect(
            unknownWord("kind", "gird", among: ["grid", "random"], listing: true)
                == "unknown kind `gird`; did you mean `grid`? Known: `grid`, `random`")
    }
}
