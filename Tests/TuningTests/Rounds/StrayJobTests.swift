import Execution
import Foundation
import GRDB
import SlurmStandInPlan
import TestSupport
import Testing

@testable import Tuning

/// The database is an older copy, put back while a job of a later round is in the queue.
@Suite("Jobs that an older database does not know", .serialized, .timeLimit(.minutes(3)))
struct StrayJobTests {
    /// Two runs are done; job 102 makes the next two, and the database has forgotten it.
    private func restored(_ body: (ScriptedStudy, TemporaryFolder) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), budget: 4, batch: 2, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 2 }
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            let generator: [String] = try study.query("SELECT generator FROM study")
            try study.hpl.set(.waiting)
            try await study.pass(at: 60)
            try await study.hpl.waitUntil { try study.hpl.runs().count == 3 }
            try await DatabaseQueue(path: study.hpl.store.path).write { database in
                try database.execute(
                    sql: """
                        DELETE FROM attempt WHERE jobID = (SELECT MAX(id) FROM job);
                        DELETE FROM job WHERE id = (SELECT MAX(id) FROM job);
                        DELETE FROM event WHERE trialID IN (SELECT id FROM trial WHERE state = 'pending');
                        DELETE FROM trial WHERE state = 'pending';
                        DELETE FROM round WHERE id = (SELECT MAX(id) FROM round);
                        UPDATE study SET generator = ?;
                        """, arguments: [generator[0]])
            }
            try await body(study, folder)
        }
    }

    private static let other = "otherotherotherother"

    /// The job of a study of the same name in another database, with its directory beside this one's.
    private func addOther(to study: ScriptedStudy, in folder: TemporaryFolder) throws {
        let directory = "\(folder.path)/runs/test/round-2-\(Self.other)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let origin = "1.0 \(folder.path)/another.db\n"
        try origin.write(toFile: directory + "/origin", atomically: true, encoding: .utf8)
        var plan = StandInPlan()
        plan.strangers = [
            Stranger(
                id: "77", name: "hpltune-test-\(Self.other)", queueState: "RUNNING", accountState: nil),
            // Without a directory nobody can tell whose it is.
            Stranger(id: "78", name: "hpltune-test-nobody", queueState: "RUNNING", accountState: nil),
        ]
        try study.slurm.set(plan)
    }

    private func cancelled(_ study: ScriptedStudy) throws -> Set<String> {
        Set(try study.slurm.calls(of: .scancel).compactMap(\.last))
    }

    @Test("the job is ended and told before its runs are made again; another database's is not touched")
    func submitting() async throws {
        try await restored { study, folder in
            try addOther(to: study, in: folder)
            try await study.pass(at: 120)
            #expect(try cancelled(study) == ["102"])
            let told = study.warnings.texts.filter { $0.hasPrefix("job 102 in ") }
            #expect(
                told.count == 1 && told[0].contains(" is an older copy: it is ended, after 1:00 on nodes: 1"))
            #expect(try study.jobs == ["101", "103"])
            try study.hpl.set(.good)
            try await study.passes(from: 180)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 5)
            #expect(try DatabaseCheck(of: study.hpl.store.path).findings == [])
        }
    }

    @Test("a job with the number of one that was told of before is told of")
    func usedAgain() async throws {
        try await restored { study, _ in
            let record = try study.hpl.store.study(named: "test")
            let earlier = "job 102 in /elsewhere/test/round-2-earlier is this study's"
            try study.hpl.store.add(Event(kind: .warned, text: earlier), toStudy: record.id, at: 1)
            try await study.pass(at: 120)
            #expect(study.warnings.texts.count { $0.hasPrefix("job 102 in ") } == 1)
            try study.hpl.set(.good)
            try await study.passes(from: 180)
        }
    }

    @Test("`cancel` ends the job, too")
    func cancelling() async throws {
        try await restored { study, folder in
            try addOther(to: study, in: folder)
            guard case .cancelled = try await study.hpl.cancel() else {
                Issue.record("it was not cancelled")
                return
            }
            #expect(try cancelled(study) == ["102"])
            try await study.hpl.waitUntil { try study.hpl.runs().count == 3 }
        }
    }

    @Test(
        "also of a study at its end: whoever looks at it ends the job, and no run is made that nobody counts")
    func finished() async throws {
        try await restored { study, folder in
            try addOther(to: study, in: folder)
            try study.hpl.execute("UPDATE study SET state = 'finished', stopReason = 'done'")
            #expect(try await study.hpl.cancel() == nil)
            let driver = study.hpl.driver(notifying: { study.warnings.note($0) })
            #expect(try await driver.endStrays(ofStudy: "test") == 1)
            #expect(study.warnings.texts.count == 1 && study.warnings.texts[0].hasPrefix("job 102 in "))
            #expect(try cancelled(study) == ["102"])
            #expect(try await study.hpl.driver().endStrays(ofStudy: "test") == 0)
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            #expect(try study.hpl.runs().count == 3 && study.jobs == ["101"])
        }
    }

    @Test("`resume` of a study that is at its end ends the job, too")
    func resumed() async throws {
        try await restored { study, _ in
            let start = study.start
            try study.slurm.setTime(start + 120)
            let end = try await study.hpl.drive(
                changing: { $0.budget.trials = 2 }, now: { start + 120 })
            #expect(end == .budgetReached(trials: 2))
            #expect(try cancelled(study) == ["102"])
            #expect(try study.slurm.calls(of: .sbatch).count == 2)
        }
    }

    @Test("a SLURM that does not answer hides no study's end, and is asked again by whoever wants to know")
    func silent() async throws {
        try await restored { study, _ in
            var plan = StandInPlan()
            plan.faults = [.failing(.squeue, errors: "slurm_load_jobs error: Unable to contact")]
            try study.slurm.set(plan)
            let start = study.start
            let end = try await study.hpl.drive(
                notifying: { study.warnings.note($0) }, changing: { $0.budget.trials = 2 },
                now: { start + 120 })
            #expect(end == .budgetReached(trials: 2))
            #expect(
                study.warnings.texts.last?.hasPrefix(
                    "whether all jobs in the queue are known cannot be told: ")
                    == true)
            await #expect(throws: SchedulerError.self) {
                try await study.hpl.driver().endStrays(ofStudy: "test")
            }
            try study.slurm.set(StandInPlan())
            #expect(try await study.hpl.driver().endStrays(ofStudy: "test") == 1)
        }
    }
}
