import Search
import Synchronization
import Testing
import Tuning

@Suite("A clock that goes backwards")
struct ClockTests {
    private final class BackwardClock: Sendable {
        private let time = Mutex(1e9)

        /// A minute earlier with every look.
        func now() -> Double {
            time.withLock { time in
                time -= 60
                return time
            }
        }
    }

    @Test("the study comes to its end, within its budget, with times that cost nothing below zero")
    func backwards() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 5)
            let clock = BackwardClock()
            #expect(try await hpl.drive(now: clock.now) == .budgetReached(trials: 5))
            let trials = try hpl.trials
            #expect(trials.count == 5 && trials.allSatisfy { $0.measurement != nil })
            #expect(trials.flatMap(\.attempts).allSatisfy { ($0.wallSeconds ?? -1) >= 0 })
            let study = try LoadedStudy(hpl.store.study(named: "test"))
            #expect(study.progress(trials).nodeSeconds >= 0)
            let events = try hpl.store.events(ofStudy: study.record.id)
            #expect(events.map(\.id) == events.map(\.id).sorted())
            #expect(events.first?.event.kind == .created && events.last?.event.kind == .stopped)
        }
    }

    @Test("a lost job costs nothing below zero")
    func lostJob() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 1)
            try hpl.skipCalibration()
            _ = try await hpl.drive(detaching: true)
            try await hpl.killJob()
            try hpl.set(.good)
            #expect(try await hpl.drive(now: BackwardClock().now) == .budgetReached(trials: 1))
            #expect(try hpl.trials[0].attempts.map { ($0.wallSeconds ?? -1) >= 0 } == [true, true])
        }
    }

    @Test("a clock that is set on by an hour at every look makes no job old enough to be submitted again")
    func forwards() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.scheduler = scheduler
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration()
            scheduler.losesAnswers(1)
            let time = Mutex(1e9)
            let end = try await hpl.drive(now: {
                time.withLock { time in
                    time += 3_600
                    return time
                }
            })
            #expect(end == .budgetReached(trials: 2))
            #expect(!scheduler.ages.isEmpty && scheduler.ages.allSatisfy { $0 < .seconds(60) })
            #expect(try hpl.runs().count == 2)
        }
    }
}
