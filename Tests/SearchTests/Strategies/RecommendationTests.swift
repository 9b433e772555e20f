import Testing

@testable import Search

/// What a strategy recommends that has no model of its own.
struct RecommendationTests {
    private let strategy = ScriptedStrategy(candidates: [])

    private func trial(
        _ x: Int, _ value: Double?, level: Double = 1, replicate: Int = 0
    ) -> Trial {
        Trial(
            Candidate(
                point: Point(["x": .integer(x)]), level: FidelityLevel(level), replicate: replicate,
                why: "test"),
            value.map { .measured(value: $0, seconds: 1) } ?? .failed(.configuration))
    }

    @Test("Nothing measured, nothing recommended")
    func nothing() {
        #expect(strategy.recommend(after: History()) == nil)
        #expect(strategy.recommend(after: History([trial(1, nil)])) == nil)
    }

    @Test("The best mean counts, not the best single value")
    func means() {
        let history = History([
            trial(1, 10), trial(2, 14), trial(2, 2, replicate: 1), trial(3, nil), trial(4, 9),
        ])
        #expect(strategy.recommend(after: history) == Point(["x": 1]))
    }

    @Test("Of equals the one measured first")
    func ties() {
        let history = History([trial(5, 1), trial(2, 3), trial(1, 3), trial(1, 3, replicate: 1)])
        #expect(strategy.recommend(after: history) == Point(["x": 2]))
    }

    @Test("The largest level that was measured decides")
    func levels() {
        let small = [trial(1, 100, level: 0.25), trial(2, 50, level: 0.25)]
        #expect(strategy.recommend(after: History(small)) == Point(["x": 1]))
        let mixed = small + [trial(2, 40), trial(3, 60, level: 0.5), trial(4, nil)]
        #expect(strategy.recommend(after: History(mixed)) == Point(["x": 2]))
    }
}
