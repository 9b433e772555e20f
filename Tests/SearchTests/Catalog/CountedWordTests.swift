import Testing

@testable import Search

struct CountedWordTests {
    @Test(
        "One is one, everything else is many",
        arguments: [
            (1, "run", "1 run"), (0, "run", "0 runs"), (2, "run", "2 runs"), (1, "retry", "1 retry"),
            (2, "retry", "2 retries"), (2, "day", "2 days"), (3, "key", "3 keys"),
        ])
    func words(number: Int, word: String, text: String) {
        #expect(counted(number, word) == text)
    }
}
