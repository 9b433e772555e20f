import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// The work directory is not mounted when the next job is to be submitted.
@Suite("A work directory that is not mounted between rounds", .serialized, .timeLimit(.minutes(3)))
struct UnmountedTests {
    /// The first three of six runs are done and read, then the work directory is away.
    private func unmounted(
        leavesFolder: Bool = true, _ body: (ScriptedStudy, _ work: String) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), budget: 6, in: folder)
            let start = study.start
            _ = try await study.hpl.drive(
                detaching: true, changing: { $0.budget.trials = 3 }, now: { start })
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            #expect(try await study.pass(at: 10) == .budgetReached(trials: 3))
            let work = folder.path + "/runs"
            try FileManager.default.moveItem(atPath: work, toPath: work + "-away")
            if leavesFolder {
                try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
            }
            try await body(study, work)
        }
    }

    private func extend(_ study: ScriptedStudy, at seconds: Double) async throws -> StudyEnd {
        let time = study.start + seconds
        try study.slurm.setTime(time)
        return try await study.hpl.drive(
            detaching: true, changing: { $0.budget.trials = 6 }, now: { time })
    }

    private func expectRefusal(_ study: ScriptedStudy, _ work: String, at seconds: Double) async throws {
        let error = await #expect(throws: DriverError.self) { try await extend(study, at: seconds) }
        let text = try #require(error).description
        #expect(
            text.hasPrefix(
                "nothing is submitted: \(work)/test, where its earlier jobs were made, cannot be seen; "))
        #expect(text.contains("seen; mount it again, then `hpltune resume test`; "))
        let id = try study.hpl.store.study(named: "test").id
        #expect(try study.hpl.store.lastEvent(ofStudy: id)?.event.text == text, "it stays with the study")
        #expect(try study.slurm.calls(of: .sbatch).count == 1)
    }

    @Test(
        "nothing is submitted or made there, however often; mounted again it goes on",
        arguments: [true, false])
    func between(leavesFolder: Bool) async throws {
        try await unmounted(leavesFolder: leavesFolder) { study, work in
            for seconds in [20.0, 90] {
                try await expectRefusal(study, work, at: seconds)
                if leavesFolder {
                    #expect(try FileManager.default.contentsOfDirectory(atPath: work).isEmpty)
                } else {
                    #expect(!FileManager.default.fileExists(atPath: work))
                }
            }
            // Another study has its own mark there.
            try FileManager.default.createDirectory(
                atPath: work + "/.hpltune", withIntermediateDirectories: true)
            _ = try study.hpl.folder.write("", to: "runs/.hpltune/\(JobToken.random())")
            try await expectRefusal(study, work, at: 150)
            try FileManager.default.removeItem(atPath: work)
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try await study.passes(from: 200)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            try await study.expectInvariants()
        }
    }

    @Test("it was deleted for good: what is advised, to abandon and to resume, begins anew there")
    func deleted() async throws {
        try await unmounted { study, work in
            try FileManager.default.removeItem(atPath: work + "-away")
            try await expectRefusal(study, work, at: 20)
            #expect(try await study.hpl.cancel(abandoning: true) == .cancelled(by: "a test", runs: 3))
            _ = try await extend(study, at: 60)
            try await study.passes(from: 90)
            #expect(try study.hpl.trials.count { $0.measurement != nil } == 6)
            // From then on it is known by the new jobs.
            try FileManager.default.moveItem(atPath: work, toPath: work + "-away")
            let start = study.start
            await #expect(throws: DriverError.self) {
                try await study.hpl.drive(
                    detaching: true, changing: { $0.budget.trials = 9 }, now: { start + 9_000 })
            }
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
        }
    }

    @Test("only the study's folder was deleted: it is made again without a word")
    func removed() async throws {
        try await unmounted(leavesFolder: false) { study, work in
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.removeItem(atPath: work + "/test")
            _ = try await extend(study, at: 20)
            try await study.passes(from: 60)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }

    @Test("the study's folder is a link to a disk that is away")
    func linked() async throws {
        try await unmounted(leavesFolder: false) { study, work in
            let (link, disk) = (work + "/test", work + "-disk")
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.moveItem(atPath: link, toPath: disk + "-away")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: disk)
            try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
            try await expectRefusal(study, work, at: 20)
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
            try FileManager.default.removeItem(atPath: disk)
            try FileManager.default.moveItem(atPath: disk + "-away", toPath: disk)
            try await study.passes(from: 60)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }

    @Test("a job that was made in the bare mount point is made again once the work directory is back")
    func stranded() async throws {
        try await unmounted(leavesFolder: false) { study, work in
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            _ = try await extend(study, at: 20)
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 6 }
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            let job = try #require(try study.hpl.openJobs().first)
            try FileManager.default.moveItem(atPath: job.directory, toPath: work + "-beneath")
            try FileManager.default.removeItem(atPath: "\(work)/.hpltune/\(job.token)")
            // While all of it is away nothing is decided.
            try FileManager.default.moveItem(atPath: work, toPath: work + "-away")
            for seconds in [60.0, 1_000] { try await study.pass(at: seconds) }
            #expect(
                study.silences.texts.allSatisfy { $0.contains("the work directory \(work) cannot be seen") })
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            for seconds in [1_060.0, 1_300] {
                try await study.pass(at: seconds)
                #expect(try study.hpl.trials.suffix(3).allSatisfy(\.isPending))
                let text = try #require(study.silences.texts.last)
                #expect(
                    text.contains("\(job.directory) is not where the jobs before it are, since "), "\(text)")
            }
            try await study.passes(from: 1_400)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil })
            #expect(try study.hpl.trials.map(\.attempts.count) == [1, 1, 1, 2, 2, 2])
            try await study.expectInvariants()
        }
    }
}
