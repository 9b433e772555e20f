import Testing

@testable import hpltune

@Suite("Text from files, on a terminal")
struct PrintableTextTests {
    @Test(
        "escape codes and line ends are made harmless",
        arguments: [
            ("plain", "plain"), ("a\nb", "a\\nb"), ("a\u{1B}[31mred", "a\u{FFFD}[31mred"),
            ("tab\there", "tab here"),
            ("\u{9B}31m", "\u{FFFD}31m"), ("Grüße 🚀", "Grüße 🚀"),
        ])
    func harmless(text: String, printable: String) {
        #expect(text.printable() == printable)
    }

    @Test("no longer than can be read")
    func clipped() {
        #expect(String(repeating: "x", count: 5_000).printable(limit: 100).count == 102)
    }
}
