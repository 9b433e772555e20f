import Search
import Testing
import Tuning

@Suite("Driving a study")
struct StudyDriverTests {
    @Test("to the end of its budget: every trial run once, every outcome stored")
    func budget() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 5)
            #expect(try await hpl.drive() == .budgetReached(trials: 5))
            let trials = try hpl.trials
            #expect(trials.count == 5)
            #expect(trials.allSatisfy { $0.measurement?.residual == 1e-3 })
            #expect(trials.map(\.round) == [1, 1, 2, 2, 3])
            #expect(Set(trials.map(\.candidate.point.hash)).count == 5)
            // Five trials and the calibration, each in a directory of its own.
            let runs = try hpl.runs()
            #expect(runs.count == 6)
            #expect(Set(runs).count == 6)
            #expect(try hpl.store.study(named: "test").state == .finished)
        }
    }

    @Test("a larger budget opens it again")
    func extending() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            _ = try await hpl.drive()
            #expect(try await hpl.drive(changing: { $0.budget.trials = 3 }) == .budgetReached(trials: 3))
            #expect(try hpl.trials.count == 3)
        }
    }

    @Test("an exhausted space ends it before the budget")
    func exhausted() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 100, batch: 50)
            #expect(try await hpl.drive() == .strategyFinished(.spaceExhausted))
            let points = try hpl.trials.map(\.candidate.point.hash)
            #expect(Set(points).count == points.count)
            // 3 NB × (1x2 with two depths + 2x1, where DEPTH is inert).
            #expect(points.count == 9)
        }
    }

    @Test("interrupted anywhere and resumed, it makes the same trials as without", arguments: [1, 2, 3])
    func resuming(roundsBefore: Int) async throws {
        let straight = try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 8)
            _ = try await hpl.drive()
            return try hpl.trials.map(\.candidate)
        }
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 8)
            let (rounds, planned) = AsyncStream<Void>.makeStream()
            let driving = Task {
                try await hpl.drive { event in if case .roundPlanned = event { planned.yield() } }
            }
            var seen = 0
            for await _ in rounds {
                seen += 1
                if seen == roundsBefore { break }
            }
            driving.cancel()
            await #expect(throws: CancellationError.self) { try await driving.value }
            #expect(try await hpl.drive() == .budgetReached(trials: 8))
            #expect(try hpl.trials.map(\.candidate) == straight)
            let runs = try hpl.runs()
            #expect(Set(runs).count == runs.count)
        }
    }

    @Test("a failed run is recorded with its cause, and the study goes on")
    func oneFailure() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 4, batch: 1)
            let end = try await hpl.drive { event in
                // The second trial finds a broken HPL, the third a mended one.
                guard case .ended(let trial) = event else { return }
                do { try hpl.set(trial.number == 1 ? .wrong : .good) } catch { Issue.record(error) }
            }
            #expect(end == .budgetReached(trials: 4))
            let trials = try hpl.trials
            #expect(trials.map { $0.failure?.kind } == [nil, "residual-failed", nil, nil])
            #expect(trials[1].failure?.failureClass == .configuration)
        }
    }

    @Test(
        "when every run fails it stops after three, says why, and can go on once it is mended",
        arguments: [
            (FaultyHPL.Mode.crash, "crashed"), (.garbage, "output-unreadable"), (.wrong, "residual-failed"),
            (.cutOff, "output-truncated"),
        ])
    func allFail(mode: FaultyHPL.Mode, kind: String) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: mode)
            try hpl.createStudy(budget: 6, batch: 3)
            #expect(try await hpl.drive() == .everythingFails(runs: 3))
            #expect(try hpl.trials.map { $0.failure?.kind } == [kind, kind, kind])
            #expect(try hpl.store.study(named: "test").state == .open)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 6))
            #expect(try hpl.trials.count { $0.measurement != nil } == 6)
        }
    }

    @Test("N is found by calibration when none is given")
    func calibration() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 1, problemSize: nil)
            _ = try await hpl.drive()
            let study = try hpl.store.study(named: "test")
            #expect(try !hpl.store.calibrations(ofStudy: study.id).isEmpty)
            let size = try #require(study.setUp.problemSize)
            #expect(try hpl.trials.map(\.n) == size.largest)
        }
    }
}
