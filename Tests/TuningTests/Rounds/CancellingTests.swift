import Execution
import Foundation
import Search
import SlurmStandInPlan
import Synchronization
import Testing

@testable import Tuning

@Suite("Cancelling a study that nobody drives")
struct CancellingTests {
    @Test("results that the job has by then are kept, the rest is ended, nobody else is")
    func keepsResults() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 3, batch: 3)
            try hpl.skipCalibration(seconds: 10)
            // The first run prints its result, the second hangs.
            try hpl.set(.hangSecond)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
            let token = try #require(try hpl.tokens.first)
            #expect(hpl.processes(of: token) != [])
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 2))
            #expect(hpl.processes(of: token) == [])
            let trials = try hpl.trials
            #expect(trials[0].measurement != nil)
            #expect(trials[1...].map { $0.failure?.kind } == ["cancelled", "cancelled"])
            #expect(try hpl.runs().count == 2)
            #expect(try hpl.store.study(named: "test").state == .cancelled)
        }
    }

    @Test("a planned job whose submission may still be under way never starts")
    func planned() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration(seconds: 10)
            _ = try await hpl.drive(detaching: true)
            try hpl.set(.good)
            let study = try hpl.store.study(named: "test")
            let job = try #require(try hpl.store.openJobs(ofStudy: study.id).first)
            try await hpl.waitUntil {
                FileManager.default.fileExists(atPath: "\(job.directory)/ended.json")
            }
            // As if the driver had been killed when it had only written the script.
            try hpl.execute("UPDATE job SET schedulerID = NULL, submittedAt = NULL, state = 'planned'")
            for name in ["claim", "job.json", "ended.json"] {
                try FileManager.default.removeItem(atPath: "\(job.directory)/\(name)")
            }
            for attempt in job.attempts {
                try FileManager.default.removeItem(atPath: attempt.directory + "/done.json")
            }
            let before = try hpl.runs().count
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 2))
            try await hpl.run("bash", job.directory + "/job.sh")
            #expect(try hpl.runs().count == before)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
        }
    }

    /// A round whose submission nobody answered; nor does any tool afterwards.
    private func unanswered(_ check: (ScriptedStudy) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            let silence = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"
            plan.faults = [
                .failing(.sbatch, calls: 1...1, errors: "sbatch: error: Socket timed out"),
                .failing(.squeue, errors: silence),
            ]
            let study = try ScriptedStudy(plan, in: folder)
            await #expect(throws: SchedulerError.self) { try await study.submit() }
            do {
                _ = try await study.hpl.cancel()
                Issue.record("it was cancelled")
            } catch let error as DriverError {
                #expect(
                    error.description.hasPrefix(
                        "study `test` is not cancelled yet: whether its job was submitted cannot be told: squeue"
                    ))
                #expect(error.description.hasSuffix("or let the next `hpltune sync` do it"))
            }
            try study.slurm.set(StandInPlan())
            try await check(study)
            #expect(
                try study.hpl.store.openRequests(ofStudy: study.hpl.store.study(named: "test").id).isEmpty)
        }
    }

    @Test("while SLURM is silent the wish stays: the next pass cancels and submits nothing")
    func wish() async throws {
        try await unanswered { study in
            let end = try await study.pass(at: 200)
            #expect(end == .cancelled(by: "a test", runs: 3))
            #expect(try study.slurm.calls(of: .sbatch).count == 1)
            #expect(try study.hpl.trials.allSatisfy { $0.failure?.kind == "cancelled" })
            #expect(try await study.pass(at: 300) == nil)
        }
    }

    @Test("who cancels again is not asked twice, and who resumes drops the wish")
    func wishAgain() async throws {
        try await unanswered { study in
            let end = try await study.hpl.cancel()
            #expect(end == .cancelled(by: "a test", runs: 3))
        }
        try await unanswered { study in
            let start = study.start
            _ = try await study.hpl.drive(detaching: true, now: { start + 200 })
            try await study.passes(from: 300)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil })
        }
    }

    @Test("a driver that dies over the wish does not take it along")
    func dying() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            let study = try hpl.store.study(named: "test")
            let holder = TestStudy.holder("a driver")
            try hpl.store.takeLease(ofStudy: study, for: holder, isGone: { _ in true })
            let looks = Mutex(0)
            let sender = RequestSender(
                store: hpl.store, sender: "a test", now: { 1_001 },
                isGone: { _ in
                    looks.withLock {
                        $0 += 1; return $0 > 2
                    }
                })
            guard case .nobodyDrives = try await sender.ask(.cancel, of: study) else {
                Issue.record("somebody answered")
                return
            }
            #expect(try hpl.store.openRequests(ofStudy: study.id).map(\.request) == [.cancel])
        }
    }
}
