import Testing

@testable import Search

struct RankAgreementTests {
    private func agreement(_ upper: [Double]) -> RankAgreement {
        let levels = [FidelityLevel(0.5), FidelityLevel.full]
        var trials: [Trial] = []
        for (level, values) in zip(levels, [[1, 2, 3, 4], upper]) {
            for (place, value) in values.enumerated() {
                let candidate = Candidate(point: Point(["x": .integer(place)]), level: level, why: "a test")
                trials.append(Trial(candidate, .measured(value: value, seconds: 1)))
            }
        }
        return RankAgreement.between(levels, after: History(trials))[0]
    }

    @Test(
        "The words follow τ's sign and size",
        arguments: [
            ([1, 2, 3, 4], "rank 4 points alike (τ = 1.0)"),
            ([2, 1, 3, 4], "rank 4 points partly alike (τ = 0.67)"),
            ([4, 2, 3, 1], "rank 4 points opposite ways (τ = -0.67)"),
            ([4, 3, 2, 1], "rank 4 points opposite ways (τ = -1.0)"),
            ([2, 4, 1, 3], "do not rank 4 points alike (τ = 0.0)"),
        ] as [([Double], String)])
    func words(upper: [Double], text: String) {
        #expect(agreement(upper).description == "levels 50 % and 100 % \(text)")
    }
}
