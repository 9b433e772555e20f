import Execution
import Foundation
import HPL
import Search
import Testing

@testable import Tuning

@Suite("Calibrating")
struct CalibratorTests {
    private static let calibration = StudyEnd.detached(runs: 4, isCalibration: true)

    private func study(of hpl: FaultyHPL) throws -> StudyRecord { try hpl.store.study(named: "test") }

    @Test("in a queue is one job of four runs, and N follows from what they took")
    func queued() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            let jobs = try hpl.calibrationJobs()
            #expect(jobs.map(\.state) == ["ended"])
            #expect(jobs.first?.gflops.compactMap { $0 }.count == 4)
            // The program says of itself that it computes 10 Gflops: 4 seconds are N = 3,900 or so, less its start-up.
            let n = try #require(try study(of: hpl).setUp.problemSize?.largest.first)
            #expect((3_000...4_400).contains(n))
            #expect(try hpl.trials.map(\.n) == [n, n])
            #expect(try hpl.runs().count == 6)
            #expect(try DatabaseCheck(of: folder.path + "/hpltune.db").findings.isEmpty)
        }
    }

    @Test("in a queue, who detaches leaves after submitting it; passes pick it up")
    func detached() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            #expect(try await hpl.sync() == Self.calibration)
            #expect(try hpl.calibrationJobs().map(\.state) == ["submitted"])
            try hpl.set(.good)
            var end: StudyEnd?
            for _ in 0..<400 where end != .budgetReached(trials: 2) {
                end = try await hpl.sync()
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(end == .budgetReached(trials: 2))
            let runs = try hpl.runs()
            #expect(Set(runs).count == runs.count && runs.count == 6)
        }
    }

    @Test("a driver that died after submitting it finds it again", arguments: [true, false])
    func adopted(isQueued: Bool) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            if isQueued {
                try hpl.createQueuedStudy()
            } else {
                try hpl.createStudy(budget: 2, problemSize: .fixed([1_000]))
            }
            let driving = Task { try await hpl.drive() }
            try await hpl.waitForRun()
            driving.cancel()
            await #expect(throws: CancellationError.self) { try await driving.value }
            // As if the id had not been stored.
            try hpl.execute(
                "UPDATE calibrationJob SET state = 'planned', schedulerID = NULL, submittedAt = NULL")
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            let kinds = try hpl.store.events(ofStudy: try study(of: hpl).id).map(\.event.kind)
            #expect(kinds.count { $0 == .adopted } == 1)
            #expect(try hpl.calibrationJobs().count == 1)
            #expect(try hpl.runs().count == (isQueued ? 6 : 3))
        }
    }

    @Test(
        "a driver that dies before it is submitted, or before it is stored, repeats nothing",
        arguments: ["planned", "read"])
    func crashes(moment: String) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createQueuedStudy()
            let record = try study(of: hpl)
            let holder = TestStudy.holder()
            if moment == "planned" {
                try hpl.store.takeLease(ofStudy: record, for: holder) { _ in false }
                let plan = CalibrationPlan(
                    runs: [500, 1_000, 2_000, 4_000].map { .init(n: $0, limitSeconds: 30) },
                    terms: JobTerms(limitSeconds: 300, isArray: false))
                _ = try hpl.store.planCalibration(
                    plan, token: .random(), directory: folder.path + "/runs/test/calibration-x",
                    forStudy: record, heldBy: holder, at: 1_000)
                try hpl.execute("DELETE FROM lease")
            } else {
                #expect(try await hpl.drive(detaching: true) == Self.calibration)
                try await hpl.waitForRun()
                try await hpl.waitUntil { try hpl.runs().count == 4 }
            }
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.calibrationJobs().count == 1)
            #expect(try hpl.runs().count == 6)
        }
    }

    @Test("who is asked to stop leaves its job running; the next one reads it")
    func pausing() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createQueuedStudy()
            let driving = Task { try await hpl.drive() }
            try await hpl.waitForRun()
            let sender = RequestSender(store: hpl.store, sender: "a test", now: { 1_001 })
            _ = try await sender.ask(.pause, of: try study(of: hpl))
            #expect(try await driving.value == .paused(by: "a test"))
            let token = try #require(try hpl.tokens.first)
            #expect(hpl.processes(of: token).count >= 2)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.calibrationJobs().count == 1)
        }
    }

    @Test("cancelling a study whose calibration waits ends that too; going on makes another one")
    func cancelling() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createQueuedStudy()
            _ = try await hpl.drive(detaching: true)
            let end = try await hpl.cancel()
            #expect(end == .cancelled(by: "a test", runs: 0, calibration: true))
            #expect(end?.outcomeText == "cancelled; its calibration was ended or will not begin")
            #expect(try hpl.tokens.flatMap(hpl.processes) == [])
            #expect(try hpl.calibrationJobs().map(\.state) == ["ended"])
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.calibrationJobs().count == 2)
        }
    }

    @Test("a job that was killed is made again, three times at most")
    func killed() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            for count in 1...3 {
                try await hpl.killCalibration(afterRuns: count)
                #expect(
                    try await hpl.sync() == (count < 3 ? Self.calibration : .detached(runs: 2)),
                    "job \(count)")
            }
            let jobs = try hpl.calibrationJobs()
            #expect(jobs.map(\.isLost) == [true, true, true])
            #expect(jobs.allSatisfy { $0.gflops == [nil, nil, nil, nil] })
            // What the killed runs took is spent.
            #expect(try hpl.store.calibrations(ofStudy: try study(of: hpl).id).count == 3)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
        }
    }

    @Test("a job that somebody else cancels stops the study with a question; going on makes it again")
    func foreignCancellation() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .hang)
            hpl.scheduler = scheduler
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            try await hpl.killCalibration(afterRuns: 1)
            scheduler.tells(JobEnding(cause: .cancelled, text: "cancelled by bob"))
            let end = try #require(try await hpl.sync())
            #expect(
                end.description.hasSuffix(
                    ", the calibration, was cancelled by somebody else (cancelled by bob); `resume` goes on with the study, `cancel` ends it"
                ))
            #expect(try study(of: hpl).stopReason == end.description)
            #expect(try await hpl.sync() == nil, "only a user makes it go on")
            #expect(try hpl.calibrationJobs().map(\.isLost) == [true])
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.calibrationJobs().count == 2)
        }
    }

    @Test("why it waits is kept while it does; that it never starts is said once")
    func waiting() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .waiting)
            hpl.scheduler = scheduler
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            let id = try study(of: hpl).id
            let reason = SlurmPendingReason.never + "no such node"
            for _ in 1...2 {
                scheduler.tells(waiting: reason)
                #expect(try await hpl.sync() == Self.calibration)
                #expect(try hpl.store.openCalibration(ofStudy: id)?.sight.waitReason == reason)
                scheduler.tells(waiting: nil)
                #expect(try await hpl.sync() == Self.calibration)
                #expect(try hpl.store.openCalibration(ofStudy: id)?.sight.waitReason == nil)
            }
            let warnings = try hpl.store.events(ofStudy: id).filter { $0.event.kind == .warned }
            #expect(warnings.count == 1 && warnings[0].event.text.contains("no such node"))
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 0, calibration: true))
        }
    }

    @Test("runs that fail are left out; what the others took tells")
    func someFail() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .small)
            try hpl.createQueuedStudy()
            _ = try await hpl.drive()
            // 721, 1,442, 2,884 and 5,768 by the guess of 32 Gflops; the last one fails.
            #expect(
                try hpl.calibrationJobs().map { $0.gflops.map { $0 != nil } } == [[true, true, true, false]])
            let calibrations = try hpl.store.calibrations(ofStudy: try study(of: hpl).id)
            #expect(calibrations.count == 4, "its time counts")
            let n = try #require(try study(of: hpl).setUp.problemSize?.largest.first)
            let good = calibrations.filter { $0.gflops != nil }.map { (n: $0.n, seconds: $0.seconds) }
            #expect(good.count == 3)
            // How long the runs took depends on the machine's mood, what follows from it does not.
            let times = try #require(RunTimeModel(fitting: good))
            #expect(n == times.n(forSeconds: Calibrator.defaultRunSeconds(nodes: 1), multipleOf: 64))
        }
    }

    @Test(
        "when all its runs fail it says so once, the trials show the rest; a user who mends it has it made again"
    )
    func allFail() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .crash)
            // One at a time: a run that is under way when the third fails would be made again, and its N would stay.
            try hpl.createQueuedStudy(budget: 6, batch: 1)
            var end: StudyEnd?
            for _ in 0..<400 where end != .everythingFails(runs: 3) {
                end = try await hpl.sync()
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(end == .everythingFails(runs: 3))
            #expect(try hpl.calibrationJobs().count == 1)
            let warnings = try hpl.store.events(ofStudy: try study(of: hpl).id).map(\.event)
                .filter { $0.kind == .warned }
            #expect(warnings.count { $0.text.hasPrefix("the calibration failed: ") } == 1)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 6))
            #expect(try hpl.calibrationJobs().count == 2)
        }
    }

    @Test(
        "in a queue, none is made for a given N unless its time limit would be far from the truth",
        arguments: [(500, 0), (10_000, 1)])
    func given(n: Int, jobs: Int) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createQueuedStudy(problemSize: .fixed([n]))
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.calibrationJobs().count == jobs)
            #expect(try hpl.trials.map(\.n) == [n, n])
        }
    }

    @Test("node-hours that do not suffice for it end the study before anything is run")
    func nodeHours() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createQueuedStudy(nodeHours: 0.1)
            guard case .nodeHoursReached(0, 0.1, let next) = try await hpl.drive() else {
                Issue.record("it went on")
                return
            }
            #expect(next > 0.1)
            #expect(try hpl.calibrationJobs().isEmpty)
            #expect(try study(of: hpl).state == .finished)
        }
    }
}
