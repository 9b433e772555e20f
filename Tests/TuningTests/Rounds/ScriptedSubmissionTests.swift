import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// Whole studies through what may become of a submission: an answer that is lost, none at all, a refusal. After each the
/// invariants hold.
@Suite("Submissions that go wrong, scripted", .serialized, .timeLimit(.minutes(3)))
struct ScriptedSubmissionTests {
    private func losing(
        submits: Bool, saying text: String = "Socket timed out on send/recv operation"
    ) -> StandInPlan {
        var plan = StandInPlan()
        plan.faults = [
            .failing(
                .sbatch, calls: 1...1, errors: "sbatch: error: Batch job submission failed: \(text)",
                acts: submits)
        ]
        return plan
    }

    @Test(
        "an answer is lost: whoever watches goes on by itself, with one job, taken or not",
        arguments: [true, false], ["Socket timed out on send/recv operation", "Message receive failure"])
    func watched(submits: Bool, text: String) async throws {
        try await TemporaryFolder.with { folder in
            var study = try ScriptedStudy(losing(submits: submits, saying: text), in: folder)
            study.hpl.speed = 100
            let (hpl, warnings) = (study.hpl, study.warnings)
            #expect(try await hpl.drive(notifying: { warnings.note($0) }) == .budgetReached(trials: 3))
            #expect(warnings.texts.contains { $0.contains(text) })
            #expect(try study.slurm.calls(of: .sbatch).count == (submits ? 1 : 2))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            try await study.expectInvariants()
        }
    }

    @Test("an sbatch that hangs is ended, with the same care")
    func hangingSubmission() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.faults = [.failing(.sbatch, calls: 1...1, errors: "", exitStatus: 0, acts: true, sleeps: 30)]
            var study = try ScriptedStudy(plan, in: folder)
            study.hpl.speed = 100
            // Its 45 seconds are one.
            let timeout =
                "#!/bin/bash\n[[ $4 != sbatch ]] || set -- -k 1 1 \"${@:4}\"\nexec /usr/bin/timeout \"$@\"\n"
            let path = study.slurm.folder + "/bin/timeout"
            try timeout.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            let (hpl, warnings) = (study.hpl, study.warnings)
            #expect(try await hpl.drive(notifying: { warnings.note($0) }) == .budgetReached(trials: 3))
            #expect(warnings.texts.contains { $0.contains("sbatch: no answer in 45 s") })
            #expect(try study.slurm.calls(of: .sbatch).count == 2)
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            try await study.expectInvariants()
        }
    }

    @Test(
        "an answer is lost, or is no refusal: the next pass finds the job or submits it, once",
        arguments: [true, false],
        ["Socket timed out on send/recv operation", "Unexpected message received", "Unspecified error"])
    func passed(submits: Bool, text: String) async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(losing(submits: submits, saying: text), in: folder)
            let error = await #expect(throws: SchedulerError.self) { try await study.submit() }
            #expect(error?.isRefusal == false && error?.description.contains("not started") == false)
            try await study.passes(from: 90)
            #expect(try study.slurm.calls(of: .sbatch).count == (submits ? 1 : 2))
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            try await study.expectInvariants()
        }
    }

    @Test(
        "an array that SLURM refuses as too large is planned anew, for a smaller batch or the size allowed now",
        arguments: [true, false])
    func tooLargeArray(takesSmallerBatch: Bool) async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.maxArraySize = 3
            let study = try ScriptedStudy(plan, budget: 5, batch: 5, packing: .jobPerTrial, in: folder)
            for _ in 1...2 {
                let error = await #expect(throws: SchedulerError.self) { try await study.submit() }
                #expect(error?.isRefusal == true)
            }
            let id = try study.hpl.store.study(named: "test").id
            let told = try study.hpl.store.lastEvent(ofStudy: id)?.event.text
            #expect(told?.hasSuffix("Invalid job array specification; take a smaller `--batch`") == true)
            let facts = ClusterFacts(
                capabilities: try await SlurmCapabilities.read(
                    through: study.hpl.transport, environment: study.slurm.environment),
                partition: SlurmPartition(
                    name: "main", isDefault: true, nodes: 3, coresPerNode: 2, memoryPerNode: 4 << 30,
                    maxSeconds: 3600))
            #expect(facts.capabilities.maxArraySize == 3)
            let start = study.start
            _ = try await study.hpl.drive(
                detaching: true,
                changing: { if takesSmallerBatch { $0.batch = 2 } else { $0.clusterFacts = facts } },
                now: { start + 10 })
            try await study.passes(from: 30)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
            #expect(
                try study.hpl.trials.allSatisfy {
                    $0.attempts[0].loss == "lost before it had begun: it was planned anew"
                })
            #expect(try study.hpl.runs().count == 5 && study.jobs.count == 3)
            try await study.expectInvariants()
        }
    }
}
