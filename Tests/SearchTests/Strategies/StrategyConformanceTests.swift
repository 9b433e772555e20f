import Testing

@testable import Search

/// What every strategy promises, tried on every strategy file that is compiled in, over several spaces. A new strategy
/// is covered as soon as its preset is there.
struct StrategyConformanceTests {
    /// One strategy over one space.
    struct Subject: CustomTestStringConvertible, Sendable {
        let preset: String
        let spaceName: String
        let space: SearchSpace
        let valid: ValidSet

        var testDescription: String { "\(preset) over \(spaceName)" }

        func strategy(seed: UInt64 = 1) throws -> any Strategy {
            let preset = try #require(Preset.all.first { $0.name == self.preset })
            return try preset.file().strategy(for: space, valid: valid, seed: seed)
        }
    }

    static let subjects: [Subject] = SearchSpace.examples.flatMap { example -> [Subject] in
        do {
            // A sample smaller than usual: a debug build has to walk it often.
            let valid = try ValidSet(enumerating: example.space, limits: EnumerationLimits(sample: 1_000))
            return Preset.all.map {
                Subject(preset: $0.name, spaceName: example.name, space: example.space, valid: valid)
            }
        } catch {
            Issue.record(error)
            return []
        }
    }

    static let finite = subjects.filter(\.valid.isExhaustive)

    /// Runs rounds of `batch` to the end or to `budget` trials; `outcome` decides what becomes of the n-th trial.
    private func search(
        _ strategy: some Strategy, batch: Int = 3, budget: Int = 60, seed: UInt64 = 1,
        knowsBudget: Bool = false,
        outcome: (Int, Candidate) -> Trial.State = { _, candidate in
            .measured(value: Double(candidate.point.hash.bits % 1_000), seconds: 1)
        }
    ) throws -> (trials: [Trial], last: Proposal) {
        var trials: [Trial] = []
        var generator = SeededGenerator(seed: seed)
        while trials.count < budget {
            let history = History(trials, remaining: knowsBudget ? budget - trials.count : nil)
            let proposal = try strategy.propose(batch, after: history, using: &generator)
            guard case .candidates(let candidates) = proposal else { return (trials, proposal) }
            #expect(!candidates.isEmpty && candidates.count <= batch)
            for candidate in candidates {
                trials.append(Trial(candidate, outcome(trials.count, candidate)))
            }
        }
        return (trials, .candidates([]))
    }

    @Test("The same seed gives the same search", arguments: subjects)
    func deterministic(subject: Subject) throws {
        let first = try search(try subject.strategy()).trials.map(\.candidate)
        let second = try search(try subject.strategy()).trials.map(\.candidate)
        #expect(first == second)
        #expect(!first.isEmpty)
    }

    @Test(
        "Resumed from what is stored, round by round, a search goes on as if it had never stopped",
        arguments: subjects)
    func resumed(subject: Subject) throws {
        let whole = try search(try subject.strategy(), budget: 24).trials.map(\.candidate)
        var stored: [Trial] = []
        var state = SeededGenerator(seed: 1).savedState
        while stored.count < whole.count {
            var generator = try #require(SeededGenerator(savedState: state))
            let proposal = try subject.strategy().propose(3, after: History(stored), using: &generator)
            guard case .candidates(let candidates) = proposal else { break }
            stored += candidates.map {
                Trial($0, .measured(value: Double($0.point.hash.bits % 1_000), seconds: 1))
            }
            state = generator.savedState
        }
        #expect(stored.map(\.candidate) == whole)
    }

    @Test(
        "No experiment twice, and every point valid and canonical; a repetition has the next number",
        arguments: subjects, [false, true])
    func distinctAndValid(subject: Subject, knowsBudget: Bool) throws {
        let trials = try search(try subject.strategy(), batch: 5, budget: 120, knowsBudget: knowsBudget)
            .trials
        struct Experiment: Hashable {
            let hash: PointHash
            let level: FidelityLevel
        }
        let runs = Dictionary(grouping: trials.map(\.candidate)) {
            Experiment(hash: $0.point.hash, level: $0.level)
        }
        #expect(runs.values.allSatisfy { $0.map(\.replicate) == Array(0..<$0.count) })
        for trial in trials {
            #expect(subject.space.isValid(trial.candidate.point))
            #expect(subject.space.canonicalize(trial.candidate.point) == trial.candidate.point)
            // Where the valid set is a sample, a strategy may know better points than the sampled ones.
            #expect(!subject.valid.isExhaustive || subject.valid.contains(trial.candidate.point.hash))
            #expect(!trial.candidate.why.isEmpty)
        }
    }

    @Test(
        "Most runs are of new points, and the last ones of a known budget may repeat",
        arguments: subjects.filter { $0.valid.count > 60 })
    func newPoints(subject: Subject) throws {
        let trials = try search(try subject.strategy(), batch: 1, budget: 60, knowsBudget: true).trials
        #expect(trials.count == 60)
        let repetitions = trials.count { $0.candidate.replicate > 0 }
        #expect(repetitions <= 18)
    }

    @Test(
        "When half of the runs fail, the search goes on and no failed point is run again", arguments: finite)
    func someFail(subject: Subject) throws {
        let (trials, _) = try search(
            try subject.strategy(), batch: 2, budget: 60, knowsBudget: true,
            outcome: { _, candidate in
                candidate.point.hash.bits % 2 == 0
                    ? .failed(.configuration)
                    : .measured(value: Double(1 + candidate.point.hash.bits % 1_000), seconds: 1)
            })
        let failed = trials.filter { $0.state == .failed(.configuration) }.map(\.candidate.point.hash)
        #expect(Set(failed).count == failed.count)
        let measured = Set(trials.map(\.candidate.point.hash)).subtracting(failed)
        let recommended = try subject.strategy().recommend(after: History(trials))
        #expect(recommended.map { measured.contains($0.hash) } ?? measured.isEmpty)
    }

    @Test("A finite space is searched to the end, then the search is over", arguments: finite)
    func exhausts(subject: Subject) throws {
        let (trials, last) = try search(try subject.strategy(), batch: 7, budget: 10_000)
        #expect(last == .finished(.spaceExhausted))
        #expect(Set(trials.map(\.candidate.point.hash)) == Set(subject.valid.map(\.hash)))
        // Asking for far more than there is gives all there is.
        var generator = SeededGenerator(seed: 3)
        let proposal = try subject.strategy().propose(5_000, after: History(), using: &generator)
        guard case .candidates(let candidates) = proposal else {
            Issue.record("expected candidates, got \(proposal)")
            return
        }
        #expect(Set(candidates.map(\.point.hash)).count == candidates.count)
        #expect(candidates.count <= subject.valid.count)
    }

    @Test(
        "Pending trials are not proposed again, and are waited for when they are all that is left",
        arguments: finite)
    func pending(subject: Subject) throws {
        let (trials, last) = try search(
            try subject.strategy(), batch: 4, budget: 10_000, outcome: { _, _ in .pending })
        #expect(Set(trials.map(\.candidate.point.hash)).count == trials.count)
        #expect(last == .waitForResults)
        var generator = SeededGenerator(seed: 1)
        let measured = trials.map { Trial($0.candidate, .measured(value: 1, seconds: 1)) }
        let end = try subject.strategy().propose(4, after: History(measured), using: &generator)
        #expect(end == .finished(.spaceExhausted))
    }

    @Test(
        "When every run fails the search neither crashes nor repeats itself, and ends", arguments: finite,
        [FailureClass.configuration, .timeout, .infrastructure])
    func allFailed(subject: Subject, failure: FailureClass) throws {
        let (trials, last) = try search(
            try subject.strategy(), batch: 2, budget: 100_000, outcome: { _, _ in .failed(failure) })
        #expect(last == .finished(.spaceExhausted))
        let runs = Dictionary(grouping: trials, by: \.candidate.point.hash).mapValues(\.count)
        #expect(runs.values.max() == (failure == .infrastructure ? 3 : 1))
    }

    @Test("A run that the machine lost may be proposed again", arguments: finite)
    func lostRuns(subject: Subject) throws {
        // The first five runs are lost; a point may be among them twice.
        let (trials, last) = try search(
            try subject.strategy(), batch: 3, budget: 10_000,
            outcome: { number, _ in
                number < min(5, 2 * subject.valid.count)
                    ? .failed(.infrastructure) : .measured(value: 1, seconds: 1)
            })
        #expect(last == .finished(.spaceExhausted))
        let measured = trials.filter { $0.state == .measured(value: 1, seconds: 1) }
        #expect(Set(measured.map(\.candidate.point.hash)).count == subject.valid.count)
    }

    @Test("A history of points from elsewhere is no obstacle", arguments: subjects)
    func foreignHistory(subject: Subject) throws {
        let foreign = Candidate(point: Point(["other": 1]), why: "imported")
        let lower = Candidate(
            point: try #require(subject.valid.first), level: FidelityLevel(0.5), why: "a smaller run")
        let history = History([Trial(foreign, .measured(value: 9, seconds: 1)), Trial(lower, .pending)])
        var generator = SeededGenerator(seed: 1)
        let proposal = try subject.strategy().propose(1, after: history, using: &generator)
        guard case .candidates(let candidates) = proposal else {
            Issue.record("expected candidates, got \(proposal)")
            return
        }
        #expect(candidates.count == 1)
    }

    @Test("Asked for nothing, it proposes nothing", arguments: subjects)
    func nothingWanted(subject: Subject) throws {
        var generator = SeededGenerator(seed: 1)
        #expect(try subject.strategy().propose(0, after: History(), using: &generator) == .candidates([]))
    }
}
