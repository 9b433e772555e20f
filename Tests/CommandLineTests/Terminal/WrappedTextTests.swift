import Testing

@testable import hpltune

@Suite("Text in lines of a width")
struct WrappedTextTests {
    @Test("goes on behind the indent, and no word is broken")
    func lines() {
        #expect(WrappedText.lines("one two three", columns: 20) == ["one two three"])
        #expect(WrappedText.lines("one two  three", columns: 9) == ["one two", "three"])
        #expect(WrappedText.lines("one two three", columns: 7) == ["one two", "three"])
        #expect(
            WrappedText.lines("next        resume the study", columns: 24, indent: 12)
                == ["next        resume the", "            study"])
        #expect(
            WrappedText.lines("one two three four", columns: 12, indent: 8) == ["one two", "  three four"],
            "ten columns at least are for the text")
        #expect(WrappedText.lines("", columns: 9) == [""])
    }

    @Test("a word wider than a line is broken, or stands out")
    func wideWord() {
        #expect(WrappedText.lines("a /long/path b", columns: 6) == ["a", "/long/", "path b"])
        #expect(
            WrappedText.lines("a /long/path b", columns: 6, breaksWords: false) == ["a", "/long/path", "b"])
    }

    @Test("what is left out shows as …")
    func clipped() {
        #expect(WrappedText.clipped("one two three", columns: 13) == "one two three")
        #expect(WrappedText.clipped("one two three", columns: 12) == "one two …")
        #expect(WrappedText.clipped("one two three", columns: 9) == "one two …")
        #expect(WrappedText.clipped("one two three", columns: 8) == "one …")
        #expect(WrappedText.clipped("  one", columns: 4) == "  o…")
        #expect(WrappedText.clipped("one two", columns: 2, breaksWords: false) == "…")
        #expect(WrappedText.lines("one two three four", columns: 8, most: 2) == ["one two", "three …"])
        #expect(WrappedText.lines("one two three", columns: 8, most: 2) == ["one two", "three"])
    }
}
