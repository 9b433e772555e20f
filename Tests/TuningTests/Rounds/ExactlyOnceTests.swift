import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// What could make a run be made twice, or its result be lost.
@Suite("Exactly once", .serialized, .timeLimit(.minutes(3)))
struct ExactlyOnceTests {
    @Test("a job is looked for by the age of its last submission, not of its plan")
    func age() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .waiting)
            hpl.scheduler = scheduler
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration(seconds: 20)
            _ = try await hpl.drive(detaching: true, now: { 5_000 })
            // The plan is old, and hpltune was killed before it stored the id of its last attempt to submit it.
            try hpl.execute(
                "UPDATE job SET plannedAt = 1, state = 'planned', schedulerID = NULL, submittedAt = NULL")
            _ = try await hpl.sync(at: 5_010)
            #expect(
                scheduler.ages.count == 1
                    && scheduler.ages.allSatisfy { $0 >= .seconds(10) && $0 < .seconds(60) })
            try hpl.set(.good)
            #expect(try await hpl.drive(now: { 5_020 }) == .budgetReached(trials: 2))
        }
    }

    @Test("so is a calibration's")
    func calibrationAge() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .waiting)
            hpl.scheduler = scheduler
            try hpl.createQueuedStudy()
            _ = try await hpl.drive(detaching: true, now: { 5_000 })
            try hpl.execute(
                """
                UPDATE calibrationJob
                SET plannedAt = 1, state = 'planned', schedulerID = NULL, submittedAt = NULL
                """)
            _ = try await hpl.sync(at: 5_010)
            #expect(
                scheduler.ages.count == 1
                    && scheduler.ages.allSatisfy { $0 >= .seconds(10) && $0 < .seconds(60) })
            _ = try await hpl.cancel()
        }
    }

    @Test(
        "taken twice, and the store knows the copy: the job that does the work is adopted, nothing is run again"
    )
    func twice() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), mode: .waiting, in: folder)
            try await study.submit()
            try await study.hpl.waitForRun()
            #expect(try study.jobs == ["101"])
            // As if a second sbatch had been answered, and the first one's answer had been lost.
            let job = try #require(try study.hpl.openJobs().first)
            let answer = try await study.ask(
                "sbatch", "--parsable", "--job-name=\(job.reference.name)", "--chdir=\(job.directory)",
                "--output=\(job.directory)/job.log", "\(job.directory)/job.sh")
            #expect(answer == ["102"])
            try study.hpl.execute("UPDATE job SET schedulerID = '102'")
            try await study.hpl.waitUntil {
                try String(contentsOfFile: job.directory + "/job.log", encoding: .utf8).contains(
                    "this copy ends")
            }
            try await study.pass(at: 100)
            #expect(try study.jobs == ["101"])
            #expect(
                study.warnings.texts.contains { $0.contains("was submitted twice; job 101 does its work") })
            try study.hpl.set(.good)
            try await study.passes(from: 200)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 3)
            #expect(try DatabaseCheck(of: study.hpl.store.path).findings == [])
        }
    }

    @Test("taken twice, and the copy waits: it is ended, once, and the job that the store knows goes on")
    func waitingCopy() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            var copy = JobPlan(submissions: 2...2)
            copy.runs = false
            plan.jobs = [copy]
            let study = try ScriptedStudy(plan, mode: .waiting, in: folder)
            try await study.submit()
            try await study.hpl.waitForRun()
            let job = try #require(try study.hpl.openJobs().first)
            let answer = try await study.ask(
                "sbatch", "--parsable", "--job-name=\(job.reference.name)", "--chdir=\(job.directory)",
                "--output=\(job.directory)/job.log", "\(job.directory)/job.sh")
            #expect(answer == ["102"])
            for seconds in [100.0, 200] { try await study.pass(at: seconds) }
            #expect(
                study.warnings.texts == [
                    "round 1: job 101 was submitted twice; job 102, which waited, is ended"
                ])
            #expect(try await study.ask("squeue", "-h", "-t", "all", "-o", "%i %T").contains("102 CANCELLED"))
            #expect(try await study.ask("squeue", "-h", "-t", "all", "-o", "%i %T").contains("101 RUNNING"))
            try study.hpl.set(.good)
            try await study.passes(from: 300)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }

    @Test("cancelled before it began, and SLURM has forgotten it: asked, not run again")
    func forgotten() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            (plan.accountingLag, plan.minJobAge) = (1e6, 0)
            var job = JobPlan(submissions: 1...1)
            (job.runs, job.ending) = (false, "CANCELLED")
            plan.jobs = [job]
            let study = try ScriptedStudy(plan, in: folder)
            try await study.submit()
            guard case .detached = try await study.pass(at: 400) else {
                Issue.record("it may still be found")
                return
            }
            guard case .jobCancelled(_, _, _, let ending) = try await study.pass(at: 900) else {
                Issue.record("nobody was asked")
                return
            }
            #expect(ending.contains("before it began"))
            #expect(try await study.ask("squeue", "-h", "-t", "all", "-o", "%T") == [])
            #expect(try study.jobs == ["101"])
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs.log"))
        }
    }

    @Test("refused by sbatch: the next one submits it at once, without a search")
    func refused() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.faults = [
                .failing(
                    .sbatch, calls: 1...1,
                    errors: "sbatch: error: Batch job submission failed: Invalid account specified")
            ]
            let study = try ScriptedStudy(plan, in: folder)
            await #expect(throws: SchedulerError.self) { try await study.submit() }
            try await study.pass(at: 1)
            #expect(try study.jobs == ["101"])
            #expect(study.warnings.texts == [])
            try await study.passes(from: 10)
            try await study.expectInvariants()
        }
    }
}
