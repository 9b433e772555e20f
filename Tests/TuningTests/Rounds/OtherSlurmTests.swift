import Execution
import Foundation
import SlurmStandInPlan
import TestSupport
import Testing

@testable import Tuning

/// The profile leads to another SLURM than the one that a study's jobs were given to.
@Suite("Jobs that another SLURM has", .serialized, .timeLimit(.minutes(3)))
struct OtherSlurmTests {
    private static func plan(_ controller: String, startsAfter: Double = 0) -> StandInPlan {
        var plan = StandInPlan()
        // The other one has a job of that number, too.
        if controller == "c2" {
            plan.strangers = [Stranger(id: "101", name: "mine", queueState: "COMPLETED", accountState: nil)]
        }
        plan.controller = controller
        plan.jobs = [JobPlan()]
        plan.jobs[0].startsAfter = startsAfter
        return plan
    }

    private func scheduler(of slurm: SlurmStandIn, for study: ScriptedStudy) async throws -> SlurmScheduler {
        SlurmScheduler(
            resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
            capabilities: try await SlurmCapabilities.read(
                through: study.hpl.transport, environment: slurm.environment),
            environment: slurm.environment)
    }

    /// A study that begins at a SLURM, and another SLURM.
    private func moving(
        _ plan: StandInPlan = Self.plan("c1"),
        _ body: (inout ScriptedStudy, _ other: SlurmStandIn) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            var study = try ScriptedStudy(plan, mode: .waiting, in: folder)
            study.hpl.scheduler = try await scheduler(of: study.slurm, for: study)
            try await body(&study, try SlurmStandIn(Self.plan("c2"), time: study.start))
        }
    }

    private let complaint =
        "job 101 was given to the SLURM standin@c1:6817, and the profile now leads to standin@c2:6817; "

    @Test("nothing changes, however long; set back, the study goes on with the job")
    func switched() async throws {
        try await moving { study, other in
            try await study.submit()
            let own = study.hpl.scheduler
            study.hpl.scheduler = try await scheduler(of: other, for: study)
            for seconds in [30.0, 400, 9_000] {
                try other.setTime(study.start + seconds)
                guard case .detached = try await study.pass(at: seconds) else {
                    Issue.record("it did not go on")
                    return
                }
            }
            let texts = study.silences.texts
            #expect(texts.count == 3 && texts.allSatisfy { $0.contains(complaint) }, "\(texts)")
            #expect(try other.calls(of: .sbatch) == [] && other.calls(of: .scancel) == [])
            study.hpl.scheduler = own
            try study.hpl.set(.good)
            try await study.passes(from: 9_060)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 3)
        }
    }

    @Test("the calibration is neither lost nor made again")
    func calibration() async throws {
        try await TemporaryFolder.with { folder in
            var study = try ScriptedStudy(Self.plan("c1"), mode: .waiting, isCalibrated: false, in: folder)
            study.hpl.scheduler = try await scheduler(of: study.slurm, for: study)
            try await study.submit()
            let other = try SlurmStandIn(Self.plan("c2"), time: study.start)
            study.hpl.scheduler = try await scheduler(of: other, for: study)
            for seconds in [30.0, 400, 9_000] { try await study.pass(at: seconds) }
            let texts = study.silences.texts
            #expect(texts.count == 3 && texts.allSatisfy { $0.contains(complaint) }, "\(texts)")
            #expect(try study.hpl.calibrationJobs().map(\.state) == ["submitted"])
            #expect(try other.calls(of: .sbatch) == [] && other.calls(of: .scancel) == [])
        }
    }

    @Test("a job that may have been submitted is not looked for there, nor submitted again")
    func search() async throws {
        var plan = Self.plan("c1", startsAfter: 1e6)
        plan.faults = [.failing(.sbatch, errors: "sbatch: error: Socket timed out", acts: true)]
        try await moving(plan) { study, other in
            await #expect(throws: SchedulerError.self) { try await study.submit() }
            study.hpl.scheduler = try await scheduler(of: other, for: study)
            try other.setTime(study.start + 200)
            do {
                try await study.pass(at: 200)
                Issue.record("it went on")
            } catch SchedulerError.elsewhere(_, let given, let here) {
                #expect(given == "standin@c1:6817" && here == "standin@c2:6817")
            }
            #expect(try other.calls(of: .sbatch) == [])
        }
    }

    @Test("it is not cancelled there; `--abandon` leaves the job alone, and it begins no run any more")
    func cancelled() async throws {
        try await moving { study, other in
            try await study.submit()
            let job = try #require(try study.hpl.openJobs().first)
            study.hpl.scheduler = try await scheduler(of: other, for: study)
            do {
                _ = try await study.hpl.cancel()
                Issue.record("it was cancelled")
            } catch let error as DriverError {
                #expect(error.description.contains(complaint), "\(error)")
            }
            #expect(try study.hpl.trials.allSatisfy(\.isPending))
            let mark = job.directory + "/closed"
            #expect(throws: (any Error).self) {
                try FileManager.default.destinationOfSymbolicLink(atPath: mark)
            }
            guard case .cancelled = try await study.hpl.cancel(abandoning: true) else {
                Issue.record("it was not cancelled")
                return
            }
            #expect(try other.calls(of: .scancel) == [])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: mark) == "hpltune")
            try study.hpl.set(.good)
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            #expect(try study.hpl.runs().count == 1)
        }
    }

    @Test("one that is gone for good: `--abandon` names the jobs that are left to themselves")
    func gone() async throws {
        try await moving { study, _ in
            try await study.submit()
            let job = try #require(try study.hpl.openJobs().first)
            // Its tools complain of their configuration.
            study.hpl.scheduler = SlurmScheduler(
                resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
                environment: ["PATH": "/usr/bin:/bin", "SLURM_CONF": "/dev/null"])
            await #expect(throws: DriverError.self) { try await study.hpl.cancel() }
            #expect(try study.hpl.trials.allSatisfy(\.isPending))
            guard case .cancelled = try await study.hpl.cancel(abandoning: true) else {
                Issue.record("it was not cancelled")
                return
            }
            let warned = try study.query("SELECT text FROM event").joined()
            #expect(warned.contains("job 101 is left to itself: "), "\(warned)")
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: job.directory + "/closed")
                    == "hpltune")
            #expect(try study.hpl.trials.allSatisfy(\.isCancelled))
        }
    }

    @Test("a controller that has moved and shows the very job is the same SLURM")
    func renamed() async throws {
        try await moving { study, _ in
            try await study.submit()
            #expect(try study.query("SELECT site FROM job") == ["standin@c1:6817"])
            try study.slurm.set(Self.plan("c9"))
            study.hpl.scheduler = try await scheduler(of: study.slurm, for: study)
            try await study.pass(at: 30)
            #expect(try study.query("SELECT site FROM job") == ["standin@c9:6817"])
            try study.hpl.set(.good)
            try await study.passes(from: 60)
            try await study.expectInvariants()
        }
    }
}
