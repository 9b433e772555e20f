import Testing

@testable import Tuning

@Suite("Warnings that stay with a study")
struct WarningTests {
    @Test("one is kept once, by how it begins, whatever letters that has")
    func once() throws {
        let store = try StudyStore.inMemory()
        let study = try store.create(TestStudy.draft(), at: 1)
        let me = TestStudy.holder()
        try store.takeLease(ofStudy: study, for: me) { _ in false }
        func warn(_ text: String, onceAs beginning: String) throws -> Bool {
            try store.warn(text, onceAs: beginning, ofStudy: study, heldBy: me, at: 2)
        }
        // One character each to a reader, up to seven scalars in the database.
        for name in ["node", "e\u{301}te\u{301}", "👨‍👩‍👧‍👦", "50 %_*?"] {
            #expect(try warn("\(name) is slow", onceAs: "\(name) is "))
            #expect(try !warn("\(name) is very slow", onceAs: "\(name) is "))
            #expect(try warn("\(name) was lost", onceAs: "\(name) was "))
        }
        #expect(try warn("éte\u{301} is slow", onceAs: "éte\u{301} is "), "other scalars, another text")
        #expect(try warn("a node is slow", onceAs: "a node"), "`node` is not how it begins")
        #expect(try store.events(ofStudy: study.id).count { $0.event.kind == .warned } == 10)
    }
}
