import Testing

@testable import Search

struct SuccessiveHalvingStrategyTests {
    private static let levels = [FidelityLevel(0.25), FidelityLevel(0.5), .full]

    private func strategy(
        levels: [FidelityLevel] = levels, rungs: Int = 3, eta: Double = 3, space: SearchSpace = .smooth
    ) throws -> SuccessiveHalvingStrategy {
        SuccessiveHalvingStrategy(
            space: space, valid: try ValidSet(enumerating: space), levels: levels, rungs: rungs, eta: eta,
            expert: 0, sobol: 12, seed: 1)
    }

    /// Better the nearer to (10, 1, 8).
    private func quality(_ point: Point) -> Double {
        let x = point["x"]?.number ?? 0
        let y = point["y"]?.number ?? 0
        let z = point["z"]?.number ?? 0
        return 100 - (x - 10) * (x - 10) - 20 * (y - 1) * (y - 1) - (z - 8) * (z - 8)
    }

    private func search(
        _ strategy: SuccessiveHalvingStrategy, batch: Int = 1, budget: Int, knowsBudget: Bool = false,
        outcome: (Candidate) -> Trial.State
    ) -> (trials: [Trial], last: Proposal) {
        var trials: [Trial] = []
        var generator = SeededGenerator(seed: 1)
        while trials.count < budget {
            let history = History(trials, remaining: knowsBudget ? budget - trials.count : nil)
            let proposal = strategy.propose(
                min(batch, budget - trials.count), after: history, using: &generator)
            guard case .candidates(let candidates) = proposal else { return (trials, proposal) }
            trials += candidates.map { Trial($0, outcome($0)) }
        }
        return (trials, .candidates([]))
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func measured(_ candidate: Candidate) -> Trial.State {
        .measured(value: quality(candidate.point) * candidate.level.fraction, seconds: 1)
    }

    @Test("Every rung has about a third of the points of the one below, and they are its best")
    func thirds() throws {
        let trials = search(try strategy(), budget: 130, outcome: measured).trials
        let counts = Self.levels.map { level in trials.count { $0.candidate.level == level } }
        // Early promotions that later points outrank come on top of the third.
        #expect((counts[0] / 3...counts[0] / 2).contains(counts[1]))
        #expect((counts[1] / 3...counts[1] / 2).contains(counts[2]))
        for (lower, upper) in zip(Self.levels, Self.levels.dropFirst()) {
            let below = trials.filter { $0.candidate.level == lower }.map { quality($0.candidate.point) }
            let promoted = trials.filter { $0.candidate.level == upper }.map { quality($0.candidate.point) }
            let rest = below.sorted().prefix(below.count - promoted.count)
            // Early promotions were decided among fewer, but the best are always among them.
            #expect(promoted.max() == below.max())
            #expect(mean(promoted) > mean(Array(rest)))
        }
    }

    @Test("A point begins at the lowest level, and goes up with its rank for a reason")
    func promotion() throws {
        let strategy = try strategy()
        var generator = SeededGenerator(seed: 1)
        var trials: [Trial] = []
        for _ in 0..<3 {
            guard
                case .candidates(let first) = strategy.propose(
                    1, after: History(trials), using: &generator)
            else { return }
            #expect(first.map(\.level) == [FidelityLevel(0.25)])
            #expect(first[0].why.hasSuffix("begins at level 0.25"))
            trials += first.map { Trial($0, measured($0)) }
        }
        guard case .candidates(let next) = strategy.propose(2, after: History(trials), using: &generator)
        else { return }
        #expect(next.map(\.level) == [FidelityLevel(0.5), FidelityLevel(0.25)])
        #expect(next[0].why == "promoted: rank 1 of 3 at level 0.25")
        let best = trials.max { quality($0.candidate.point) < quality($1.candidate.point) }
        #expect(next[0].point == best?.candidate.point)
        // While that one runs, it is not promoted again.
        trials += next.map { Trial($0, .pending) }
        guard case .candidates(let more) = strategy.propose(1, after: History(trials), using: &generator)
        else { return }
        #expect(more.map(\.level) == [FidelityLevel(0.25)])
    }

    @Test("The last runs of a small budget bring the best point to full size", arguments: [3, 4, 7, 11])
    func lastChance(budget: Int) throws {
        let strategy = try strategy()
        let (trials, _) = search(strategy, budget: budget, knowsBudget: true, outcome: measured)
        #expect(trials.count == budget)
        #expect(trials.contains { $0.candidate.level == .full })
        let recommended = try #require(strategy.recommend(after: History(trials)))
        let begun = trials.filter { $0.candidate.level == FidelityLevel(0.25) }.map {
            quality($0.candidate.point)
        }
        #expect(quality(recommended) == begun.max())
    }

    @Test("When two rungs disagree, nothing more begins on the lower one")
    func floor() throws {
        let strategy = try strategy()
        // At the lowest level the worst look best.
        let (trials, _) = search(strategy, budget: 120) { candidate in
            let sign: Double = candidate.level == Self.levels[0] ? -1 : 1
            return .measured(value: 1_000 + sign * quality(candidate.point), seconds: 1)
        }
        let agreement = RankAgreement.between(strategy.levels, after: History(trials))
        #expect(agreement.map(\.lower) == Array(Self.levels.dropLast()))
        #expect(try #require(agreement[0].tau) < 0)
        #expect(agreement[0].points >= 6)
        #expect(try #require(agreement[1].tau) > 0.5)
        #expect(agreement[1].description.hasPrefix("levels 50 % and 100 % rank "))
        let last = trials.suffix(40).map(\.candidate)
        #expect(last.allSatisfy { $0.level > Self.levels[0] })
        #expect(last.contains { $0.why.hasSuffix("begins at level 0.5") })
    }

    @Test("Failed points are never promoted nor run again, lost ones are run again, at most three times")
    func failures() throws {
        let space = SearchSpace.open
        let strategy = try strategy(space: space)
        let (trials, last) = search(strategy, batch: 4, budget: 10_000) { candidate in
            switch candidate.point["z"] {
            case "a": .failed(.configuration)
            default: candidate.point["x"] == 1 ? .failed(.infrastructure) : measured(candidate)
            }
        }
        #expect(last == .finished(.spaceExhausted))
        let runs = Dictionary(grouping: trials, by: \.candidate.point.hash)
        #expect(runs.count == 40)
        for run in runs.values {
            let point = run[0].candidate.point
            let isLost = point["z"] == "b" && point["x"] == 1
            #expect(run.count == (point["z"] == "a" ? 1 : 3))
            #expect(Set(run.map(\.candidate.level)).count == (isLost || point["z"] == "a" ? 1 : 3))
            #expect(!isLost || run.map(\.candidate.replicate) == [0, 1, 2])
        }
    }

    @Test("Levels are taken from the top, or derived when any can be run")
    func rungs() throws {
        let given = (1...8).map { FidelityLevel(Double($0) / 8) }
        #expect(try strategy(levels: given).levels == Array(given.suffix(3)))
        #expect(try strategy(levels: [FidelityLevel(0.5)]).levels == [FidelityLevel(0.5), .full])
        let derived = try strategy(levels: [], rungs: 3, eta: 8).levels.map(\.fraction)
        #expect(zip(derived, [0.25, 0.5, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(derived.last == 1)
    }
}
