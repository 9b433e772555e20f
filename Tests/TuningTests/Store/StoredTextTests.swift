import Search
import Testing

@testable import Tuning

@Suite("Stored texts")
struct StoredTextTests {
    private let store: StudyStore

    init() throws {
        store = try StudyStore.inMemory()
    }

    @Test("points come back as they were stored, plain ones and odd ones")
    func points() throws {
        let points = [
            Point(["NB": 192, "grid": "1x2", "x": 0.5, "y": -3]), Point(["a": 1e300, "b": -1.5e-7]),
            Point(["quote\"d": "back\\slash\nline", "ü": "größer"]), Point(["empty": ""]), Point([:]),
            Point(["large": .integer(.max), "small": .integer(.min)]),
        ]
        for point in points {
            let text = try store.encodePoint(point)
            #expect(try store.decodePoint(text) == point)
        }
    }

    @Test("expectations too, in whatever order their keys are")
    func expectations() throws {
        let expectation = Expectation(mean: 30.125, deviation: 0.8, incumbent: 31, improvement: 1e-12)
        #expect(try store.decodeExpectation(try store.encode(expectation)) == expectation)
        let other = #"{ "mean" : 30.125, "deviation":0.8, "improvement":1e-12, "incumbent":31 }"#
        #expect(try store.decodeExpectation(other) == expectation)
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", "[", "[[", "[[]]", "[[\"NB\"]]", "[[\"NB\",192]", "[[\"NB\",192]]x", "[[\"NB\",1-2]]", "{}",
            "null",
        ])
    func wrong(text: String) {
        #expect(throws: StoreError.self) { try store.decodePoint(text) }
        #expect(throws: StoreError.self) { try store.decodeExpectation(text) }
    }

    @Test("the scanner understands what is stored by itself, without help")
    func alone() throws {
        let point = Point(["NB": 192, "grid": "1x2", "x": 0.5])
        let text = try store.encodePoint(point)
        #expect(StoredTextScanner.scan(text) { $0.skip("[") ? true : nil } == nil)
        #expect(StoredTextScanner.scan("12") { $0.number(whole: { $0 }, real: { Int($0) }) } == 12)
        #expect(StoredTextScanner.scan("\"a b\"") { $0.string() } == "a b")
        #expect(StoredTextScanner.scan("\"a\\b\"") { $0.string() } == nil)
    }
}
