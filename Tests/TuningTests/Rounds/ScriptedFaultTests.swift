import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// Whole studies through what a real SLURM cannot be made to do. After each the invariants hold.
@Suite("Studies through faults of SLURM, scripted", .serialized, .timeLimit(.minutes(3)))
struct ScriptedFaultTests {
    /// The first job ends so.
    ///
    /// - Parameter folder: it runs and ends once `ScriptedStudy.endSecondRun` says so; `nil`: it never runs.
    private func ending(_ state: String, in folder: TemporaryFolder? = nil) -> StandInPlan {
        var plan = StandInPlan()
        var job = JobPlan(submissions: 1...1)
        job.ending = state
        job.stopsAfterSteps = folder.map { _ in 1 }
        job.stopsWithFile = folder.map(ScriptedStudy.end)
        job.runs = folder != nil
        plan.jobs = [job]
        return plan
    }

    @Test("OUT_OF_MEMORY: the run under way has failed by its own fault, the rest is run in another job")
    func outOfMemory() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(ending("OUT_OF_MEMORY", in: folder), mode: .hangSecond, in: folder)
            try await study.submit()
            try await study.endSecondRun()
            try await study.passes(from: 10)
            let trials = try study.hpl.trials
            #expect(trials.map { $0.failure?.kind } == [nil, "killed-out-of-memory", nil])
            #expect(trials.map(\.attempts.count) == [1, 1, 2])
            #expect(try study.jobs.count == 2)
            try await study.expectInvariants()
        }
    }

    @Test(
        "a job that never ran is made again, and its runs are nobody's fault",
        arguments: ["BOOT_FAIL", "DEADLINE", "REVOKED", "NODE_FAIL"])
    func neverRan(state: String) async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(ending(state), in: folder)
            try await study.submit()
            try await study.passes(from: 10)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
            #expect(try study.jobs.count == 2)
            try await study.expectInvariants()
        }
    }

    @Test(
        "all starts of a job are paid for, what it waited between them is not, and a limit set later counts them"
    )
    func everyStart() async throws {
        try await TemporaryFolder.with { folder in
            var plan = ending("PREEMPTED", in: folder)
            plan.jobs[0].restarts = 1
            plan.jobs[0].restartsAfter = 120
            let study = try ScriptedStudy(plan, mode: .hangSecond, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 1 && study.hpl.runs().count == 2 }
            // It runs for a hundred seconds and waits for two minutes.
            try await study.pass(at: 100)
            try await study.endSecondRun()
            try await study.pass(at: 150)
            try study.slurm.setTime(study.start + 220)
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            try await study.passes(from: 225)
            #expect(try study.jobs.count == 1)
            #expect(try study.hpl.trials.map(\.attempts.count) == [1, 1, 1])
            let spent = try study.hpl.trials.flatMap(\.attempts).reduce(0) { $0 + $1.costSeconds }
            #expect((100...115).contains(spent), "\(spent)")
            // The calibration took 20 s, another job may take 390 s.
            let end = try await study.hpl.drive(changing: {
                $0.budget.trials = 6
                $0.budget.nodeHours = (20 + 100 + 389) / 3600
            })
            guard case .nodeHoursReached = end else {
                Issue.record("\(end)")
                return
            }
        }
    }

    @Test(
        "a site's sbatch that prints another number beside the id: the search by name tells which is the job")
    func numbers() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.faults = [.noise(.sbatch, Array("4711\n\n".utf8))]
            var study = try ScriptedStudy(plan, in: folder)
            study.hpl.speed = 100
            #expect(try await study.hpl.drive() == .budgetReached(trials: 3))
            #expect(try study.slurm.calls(of: .sbatch).count == 1)
            #expect(try study.jobs == ["101"])
            try await study.expectInvariants()
        }
    }

    @Test(
        "an accounting that lags by ten minutes: nothing is decided before it is known",
        arguments: [true, false])
    func lag(isAskedLate: Bool) async throws {
        try await TemporaryFolder.with { folder in
            var plan = ending("NODE_FAIL", in: folder)
            plan.accountingLag = 600
            plan.minJobAge = 60
            let study = try ScriptedStudy(plan, mode: .hangSecond, in: folder)
            try await study.submit()
            try await study.endSecondRun()
            // Both tools have forgotten it, or do not know it yet.
            for seconds in isAskedLate ? [550, 590] : [100, 250, 390] {
                try await study.pass(at: Double(seconds))
                #expect(try study.hpl.trials.map(\.isPending) == [false, true, true], "\(seconds)")
                #expect(try study.slurm.calls(of: .sbatch).count == 1)
            }
            // The accounting tells, or nobody has known it for five minutes.
            try await study.passes(from: isAskedLate ? 700 : 410)
            #expect(try study.hpl.trials.map(\.attempts.count) == [1, 2, 2])
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil })
            try study.slurm.setTime(study.start + 100_000)
            try await study.expectInvariants()
        }
    }

    @Test("both tools fail for ten minutes: what is done is read, nothing else changes")
    func blind() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), mode: .waiting, budget: 6, in: folder)
            try await study.submit()
            var plan = StandInPlan()
            let minutes = study.start + 50...study.start + 650
            plan.faults = [
                .failing(
                    .squeue, during: minutes,
                    errors: "slurm_load_jobs error: Unable to contact slurm controller"),
                .failing(.sacct, during: minutes, errors: "sacct: error: Problem talking to the database"),
            ]
            try study.slurm.set(plan)
            for seconds in [60.0, 300, 600] { try await study.pass(at: seconds) }
            #expect(try study.hpl.trials.map(\.isPending) == [true, true, true])
            #expect(study.warnings.texts.count == 3)
            #expect(
                study.warnings.texts.allSatisfy {
                    $0.contains("squeue failed") && $0.contains("sacct failed")
                })
            #expect(try study.slurm.calls(of: .sbatch).count == 1)
            try study.hpl.set(.good)
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            try await study.pass(at: 640)
            #expect(try study.hpl.trials.prefix(3).allSatisfy { $0.measurement != nil })
            try await study.passes(from: 660)
            #expect(try study.hpl.trials.allSatisfy { $0.attempts.count == 1 })
            try await study.expectInvariants()
        }
    }

    @Test(
        "the controller is away in the first round and MPI starts nothing: that round is made again, at no one's cost"
    )
    func firstRound() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), mode: .startless, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            var plan = StandInPlan()
            let silence = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"
            plan.faults = [.failing(.squeue, errors: silence), .failing(.scancel, errors: silence)]
            try study.slurm.set(plan)
            for seconds in [30.0, 60] {
                try await study.pass(at: seconds)
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
            }
            try study.slurm.set(StandInPlan())
            try study.hpl.set(.good)
            try await study.passes(from: 90)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
            try await study.expectInvariants()
        }
    }

    @Test("an MPI that never starts ends the study as that, although scancel is not answered")
    func hopeless() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.faults = [
                .failing(
                    .scancel, errors: "scancel: error: Unable to contact slurm controller (connect failure)")
            ]
            let study = try ScriptedStudy(plan, mode: .startless, in: folder)
            try await study.submit()
            var end: StudyEnd?
            for minute in 0..<100 {
                end = try await study.pass(at: 10 + 60 * Double(minute))
                guard case .detached = end else { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(end == .everythingFails(runs: 3))
            #expect(
                try study.hpl.trials.allSatisfy { $0.failure?.kind == "mpi-start" && $0.attempts.count == 2 })
            #expect(try study.jobs.count == 2)
        }
    }
}
