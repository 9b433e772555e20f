import Foundation
import Search
import Testing
import Tuning

/// Requests to a driver at work, left in the store as another process would.
@Suite("A driver that is asked for something")
struct AskedDriverTests {
    /// Drives a study whose runs hang, asks once they do, and returns how the driving ended and the answer.
    private func asking(
        _ request: Request, mode: FaultyHPL.Mode = .hang, in folder: TemporaryFolder,
        budget: Int = 2, meanwhile: @escaping @Sendable (FaultyHPL) async throws -> Void = { _ in }
    ) async throws -> (hpl: FaultyHPL, end: StudyEnd, reply: RequestSender.Reply) {
        let hpl = try FaultyHPL(in: folder, mode: mode)
        try hpl.createStudy(budget: budget)
        try hpl.skipCalibration(seconds: 10)
        let driving = Task { try await hpl.drive() }
        try await hpl.waitForRun()
        let study = try hpl.store.study(named: "test")
        let sender = RequestSender(store: hpl.store, sender: "a test", now: { 1_001 })
        let reply = try await sender.ask(request, of: study)
        try await meanwhile(hpl)
        return (hpl, try await driving.value, reply)
    }

    @Test("to stop leaves the job running; the next driver reads what it has done")
    func pausing() async throws {
        try await TemporaryFolder.with { folder in
            let began = ContinuousClock.now
            let (hpl, end, reply) = try await asking(.pause, mode: .waiting, in: folder)
            #expect(end == .paused(by: "a test"))
            guard case .answered(let answer) = reply else {
                Issue.record("no answer: \(reply)")
                return
            }
            #expect(answer.hasSuffix("stops driving; its jobs go on"))
            #expect(ContinuousClock.now - began < .seconds(60))
            let study = try hpl.store.study(named: "test")
            #expect(study.state == .open)
            #expect(try hpl.store.leaseHolder(ofStudy: study, at: 1_002) { _ in false } == nil)
            let job = try #require(try hpl.store.openJobs(ofStudy: study.id).first)
            #expect(hpl.processes(of: job.token).count >= 2)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.map(\.attempts.count) == [1, 1])
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil })
        }
    }

    @Test("to cancel ends the whole job and the study; it can be opened again")
    func cancelling() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, end, reply) = try await asking(.cancel, in: folder)
            #expect(end == .cancelled(by: "a test", runs: 2))
            guard case .answered(let answer) = reply else {
                Issue.record("no answer: \(reply)")
                return
            }
            #expect(answer == "cancelled; 2 runs were ended or will not begin")
            #expect(try hpl.tokens.flatMap(hpl.processes) == [])
            let study = try hpl.store.study(named: "test")
            #expect(study.state == .cancelled && study.stopReason == "by a test")
            #expect(try hpl.trials.map { $0.failure?.kind } == ["cancelled", "cancelled"])
            #expect(try hpl.trials.allSatisfy { !$0.teaches })
            #expect(try hpl.store.openJobs(ofStudy: study.id).isEmpty)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.map(\.number) == [1, 2, 3, 4])
            #expect(try hpl.trials.suffix(2).allSatisfy { $0.measurement != nil })
            // The points may be proposed again.
            #expect(try hpl.trials[2].candidate.point == hpl.trials[0].candidate.point)
        }
    }

    @Test("for a larger budget goes on until that is spent")
    func extending() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, end, _) = try await asking(.extend(trials: 5), mode: .waiting, in: folder) { hpl in
                try hpl.set(.good)
            }
            #expect(end == .budgetReached(trials: 5))
            #expect(try hpl.trials.count(where: \.teaches) == 5)
        }
    }

    @Test("while it calibrates it leaves as well, and nothing of the calibration stays")
    func calibrating() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 2)
            let driving = Task { try await hpl.drive() }
            try await hpl.waitForRun()
            let sender = RequestSender(store: hpl.store, sender: "a test", now: { 1_001 })
            let token = try #require(try hpl.tokens.first)
            _ = try await sender.ask(.cancel, of: try hpl.store.study(named: "test"))
            #expect(try await driving.value == .cancelled(by: "a test", runs: 0, calibration: true))
            #expect(hpl.processes(of: token) == [])
            #expect(try hpl.trials.isEmpty)
        }
    }
}
