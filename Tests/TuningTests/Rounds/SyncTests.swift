import Foundation
import Search
import Testing
import Tuning

@Suite("One pass over a study")
struct SyncTests {
    @Test("pass after pass the study comes to its end, no run twice, no lease left")
    func toTheEnd() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 6)
            var ends: [StudyEnd] = []
            while ends.last != .budgetReached(trials: 6) {
                ends.append(try #require(try await hpl.sync()))
                let study = try hpl.store.study(named: "test")
                #expect(try hpl.store.leaseHolder(ofStudy: study, at: 1_002) { _ in false } == nil)
                guard ends.count < 200 else { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(ends.last == .budgetReached(trials: 6))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil })
            let runs = try hpl.runs()
            #expect(Set(runs).count == runs.count && runs.count == 7)
            #expect(try await hpl.sync() == nil, "it is finished")
        }
    }

    @Test(
        "three failures stop it however many passes they take; only a user makes it go on",
        arguments: [(batch: 1, trials: 3), (batch: 2, trials: 4)])
    func hopeless(batch: Int, trials: Int) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .crash)
            try hpl.createStudy(budget: 9, batch: batch)
            try hpl.skipCalibration()
            var end: StudyEnd?
            for _ in 0..<100 where end != .everythingFails(runs: 3) {
                end = try await hpl.sync()
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(end == .everythingFails(runs: 3))
            #expect(try hpl.trials.count == trials)
            #expect(try await hpl.sync() == nil)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 9))
        }
    }

    @Test("since when a job is silent is stored: passes that forget nothing find it lost")
    func silence() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 1)
            try hpl.skipCalibration(seconds: 10)
            _ = try await hpl.sync()
            try await hpl.waitForRun()
            let token = try #require(try hpl.tokens.first)
            try FileManager.default.removeItem(atPath: folder.path + "/runs")
            // The clock of these passes is the tests'.
            #expect(try await hpl.sync(at: 2_000) == .detached(runs: 1))
            #expect(try await hpl.sync(at: 2_001) == .detached(runs: 1))
            #expect(try hpl.trials[0].attempts.count == 1)
            #expect(hpl.processes(of: token) != [])
            // Set back: the wait begins anew.
            #expect(try await hpl.sync(at: 1_000) == .detached(runs: 1))
            try hpl.set(.waiting)
            #expect(try await hpl.sync(at: 1_003) == .detached(runs: 1))
            try hpl.set(.good)
            #expect(try hpl.trials[0].attempts.count == 2)
            #expect(hpl.processes(of: token) == [], "what was left of it is ended")
            #expect(try await hpl.drive() == .budgetReached(trials: 1))
        }
    }

    @Test("a study that somebody drives is left alone; one that was cancelled is too")
    func held() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            let study = try hpl.store.study(named: "test")
            try hpl.store.takeLease(ofStudy: study, for: DriverProcess.holder(at: 1_000)) { _ in false }
            await #expect(throws: StoreError.self) { _ = try await hpl.sync() }
            try hpl.execute("DELETE FROM lease")
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 0))
            #expect(try await hpl.sync() == nil)
            #expect(try await hpl.cancel() == nil, "there is nothing left to cancel")
        }
    }
}
