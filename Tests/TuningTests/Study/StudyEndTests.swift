import Testing

@testable import Tuning

@Suite("Why a study ended, in words")
struct StudyEndTests {
    @Test(
        "node-hours that are needed are rounded up: written behind --max-node-hours they suffice",
        arguments: [
            (365.0, "0.102"), (390, "0.109"), (396, "0.11"), (360, "0.1"), (350, "0.097223"), (3600, "1"),
            (7201, "2.001"),
        ])
    func needed(nodeSeconds: Double, text: String) throws {
        #expect(StudyEnd.neededHours(nodeSeconds / 3600) == text)
        #expect(try #require(Double(text)) * 3600 >= nodeSeconds)
    }

    @Test("what is spent of a limit")
    func balance() {
        #expect(
            StudyEnd.nodeHoursReached(spent: 0, limit: 0.101, next: 365.0 / 3600).description
                == "the next job may take 0.102 node-hours, and 0 of 0.101 are spent; allow `--max-node-hours 0.102` to go on"
        )
        #expect(StudyEnd.balance(spent: 1.23456, limit: 2) == "and 1.235 of 2 are spent")
    }
}
