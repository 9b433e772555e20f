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

    /// A round that is done; then the work directory is away, and the tools have forgotten the job or not.
    private func away(minJobAge: Int, _ check: (ScriptedStudy, _ work: String) async throws -> Void)
        async throws
    {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.minJobAge = minJobAge
            plan.accountingLag = minJobAge == 0 ? 1e6 : 0
            let study = try ScriptedStudy(plan, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            let work = folder.path + "/runs"
            try FileManager.default.moveItem(atPath: work, toPath: work + "-away")
            try await check(study, work)
        }
    }

    @Test(
        "the work directory is away: nothing changes however long, it is said, and results that come back count",
        arguments: [300, 0])
    func unmounted(minJobAge: Int) async throws {
        try await away(minJobAge: minJobAge) { study, work in
            for seconds in [30.0, 100, 1_000, 90_000] {
                try await study.pass(at: seconds)
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
            }
            #expect(study.warnings.texts.count == 4)
            #expect(
                study.warnings.texts.allSatisfy { $0.contains("the work directory \(work) cannot be seen") })
            let id = try study.hpl.store.study(named: "test").id
            #expect(try study.hpl.store.events(ofStudy: id).count { $0.event.kind == .warned } == 1)
            // Another study submits a job into the bare mount point.
            let marks = work + "/.hpltune"
            try FileManager.default.createDirectory(atPath: marks, withIntermediateDirectories: true)
            try Data().write(to: URL(filePath: "\(marks)/\(JobToken.random())"))
            try await study.pass(at: 90_050)
            #expect(try study.hpl.trials.allSatisfy(\.isPending))
            try FileManager.default.removeItem(atPath: work)
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try await study.passes(from: 90_100)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 3)
        }
    }

    @Test(
        "the work directory is away: `cancel` ends the job and loses nothing; results that come back are kept"
    )
    func cancelledAway() async throws {
        try await away(minJobAge: 300) { study, work in
            let id = try study.hpl.store.append(
                .cancel, toStudy: try study.hpl.store.study(named: "test"), from: "a test", at: 1)
            for isAsked in [true, false] {
                do {
                    _ = isAsked ? try await study.pass(at: 30) : try await study.hpl.cancel()
                    Issue.record("it was cancelled")
                } catch let error as DriverError {
                    #expect(error.description.hasPrefix("the results of round 1: job 101 cannot be seen: "))
                    #expect(error.description.hasSuffix("up with `hpltune cancel test --abandon`"))
                }
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
                #expect(try study.hpl.store.study(named: "test").state == .open)
            }
            #expect(
                try study.hpl.store.request(id: id).answer?.hasPrefix("not cancelled: the results") == true)
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            #expect(try await study.hpl.cancel() == .cancelled(by: "a test", runs: 0))
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }

    @Test(
        "it was deleted for good: what is advised, to abandon and to resume, runs it again",
        arguments: [true, false])
    func deleted(isAsked: Bool) async throws {
        try await away(minJobAge: 300) { study, work in
            try FileManager.default.removeItem(atPath: work + "-away")
            try await study.pass(at: 30)
            #expect(
                study.warnings.texts.last?.contains(
                    "if it was deleted for good: `hpltune cancel STUDY --abandon`, then `hpltune resume")
                    == true)
            if isAsked {
                let record = try study.hpl.store.study(named: "test")
                try study.hpl.store.append(.abandon, toStudy: record, from: "a test", at: 1)
                #expect(try await study.pass(at: 35) == .cancelled(by: "a test", runs: 3))
            } else {
                #expect(try await study.hpl.cancel(abandoning: true) == .cancelled(by: "a test", runs: 3))
            }
            #expect(
                try study.hpl.trials.allSatisfy { $0.failure?.message.contains("could not be seen") == true })
            let start = study.start
            _ = try await study.hpl.drive(detaching: true, now: { start + 40 })
            try await study.passes(from: 50)
            #expect(try study.hpl.trials.suffix(3).allSatisfy { $0.measurement != nil })
            try await study.expectInvariants()
        }
    }

    @Test("only the job's directory was deleted: its runs are made again at once")
    func removed() async throws {
        try await away(minJobAge: 300) { study, work in
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.removeItem(atPath: work + "/test")
            try await study.passes(from: 30)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
            try await study.expectInvariants()
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

    @Test("the output goes away between a run's end and the look at it: it is no failure")
    func outputAway() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 1)
            try hpl.skipCalibration(seconds: 20)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 }
            let job = try #require(try hpl.openJobs().first)
            let (away, attempt) = (job.directory + "-away", try #require(job.attempts.first))
            let step = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2)
            let study = try LoadedStudy(try hpl.store.study(named: "test"))
            try FileManager.default.moveItem(atPath: job.directory, toPath: away)
            let driver = hpl.driver()
            await #expect(throws: UnseenOutput.self) {
                try await driver.collect(attempt, step, of: study, in: job)
            }
            try FileManager.default.moveItem(atPath: away, toPath: job.directory)
            #expect(try await hpl.drive() == .budgetReached(trials: 1))
            #expect(try hpl.trials.map(\.attempts.count) == [1])
        }
    }
}
