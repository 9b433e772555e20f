import Foundation
import GRDB
import Testing

@testable import Tuning

@Suite("Checking a database")
struct DatabaseCheckTests {
    /// Two rounds of two runs: measured, failed, measured, and one in a job that is under way.
    static func database(in folder: TemporaryFolder) throws -> String {
        let store = try StudyStore(path: folder.path + "/hpltune.db", journal: .rollback)
        let me = TestStudy.holder()
        let study = try store.create(TestStudy.draft(), at: 1_000)
        try store.takeLease(ofStudy: study, for: me) { _ in false }
        var generator = study.generator
        for round in 0..<2 {
            let points = [32, 64].map { value in
                TestStudy.point.replacing("NB", with: .integer(value)).replacing(
                    "DEPTH", with: .integer(round))
            }
            let before = generator
            _ = generator.next()
            let planned = TestStudy.plan(points)
            let plan = RoundPlan(
                job: planned.job, trials: planned.trials,
                generatorBefore: before, generatorAfter: generator)
            let job = try store.plan(plan, forStudy: study, heldBy: me, at: 1_001)
            try store.record(
                .measured(TestStudy.measurement(gflops: 5)), of: job.attempts[0],
                facts: RunFacts(startedAt: 1, finishedAt: 3), forStudy: study, heldBy: me, at: 1_010)
            if round == 0 {
                let failure = TrialFailure(
                    kind: "crashed", failureClass: .configuration, message: "it crashed")
                try store.record(
                    .failed(failure), of: job.attempts[1], facts: RunFacts(), forStudy: study, heldBy: me,
                    at: 1_011)
                try store.end(
                    job, losing: [], retryAs: .random(), in: "/none", forStudy: study, heldBy: me, at: 1_012)
            }
        }
        return store.path
    }

    @Test("one that hpltune made has nothing wrong")
    func whole() async throws {
        try await TemporaryFolder.with { folder in
            let check = try DatabaseCheck(of: try Self.database(in: folder))
            #expect(check.findings == [])
            #expect(check.studies == 1)
            #expect(check.runs == 3)
        }
    }

    @Test(
        "every promise that is broken is named, and its place told",
        arguments: [
            (
                "DELETE FROM measurement; DELETE FROM attempt WHERE trialID = 1", "trial-without-attempt",
                "run #1 of study `test`"
            ),
            ("UPDATE job SET state = 'ended' WHERE id = 2", "trial-stuck", "run #4 of study `test`"),
            ("UPDATE job SET state = 'ended' WHERE id = 2", "attempt-in-ended-job", "run #4"),
            ("DELETE FROM measurement WHERE trialID = 3", "measurement-missing", "run #3"),
            ("UPDATE measurement SET trialID = 4 WHERE trialID = 3", "measurement-stray", "run #4"),
            (
                "UPDATE measurement SET attemptID = 2 WHERE trialID = 3", "measurement-of-another-run",
                "run #3"
            ),
            ("UPDATE trial SET number = 9 WHERE id = 4", "trial-numbers", "4 runs, but numbers up to #9"),
            ("UPDATE trial SET replicate = 2 WHERE id = 1", "replicates", "run #1"),
            (
                "INSERT INTO attempt (id, trialID, number, jobID, step, directory, outputName, limitSeconds, wallSeconds, outcome) SELECT 99, trialID, 2, jobID, step, directory, outputName, limitSeconds, 1, 'crashed' FROM attempt WHERE id = 1",
                "outcome-twice", "run #1 of study `test` has 2 outcomes"
            ),
            ("UPDATE attempt SET outcome = NULL WHERE id = 3", "attempt-after-outcome", "run #3"),
            ("UPDATE attempt SET number = 3 WHERE id = 2", "attempt-numbers", "run #2"),
            ("UPDATE attempt SET jobID = 1 WHERE id = 3", "attempt-in-another-round", "run #3"),
            ("UPDATE round SET number = 5 WHERE id = 2", "round-numbers", "2 rounds, but numbers up to 5"),
            (
                """
                INSERT INTO round (id, studyID, number, generatorBefore, generatorAfter, plannedAt)
                SELECT 99, studyID, 3, generatorAfter, generatorAfter, 1 FROM round WHERE id = 2
                """,
                "round-empty", "round 3 of study `test`"
            ),
            (
                "UPDATE round SET generatorAfter = 'x' WHERE id = 1", "generator-chain",
                "round 2 of study `test`"
            ),
            (
                "UPDATE job SET reservedNodeSeconds = 1, leftNodeSeconds = 2 WHERE id = 1", "node-hours",
                "took 2.0 node-seconds, and 1.0 were reserved"
            ),
            (
                """
                INSERT INTO attempt
                    (id, trialID, number, jobID, step, directory, outputName, limitSeconds, outcome)
                SELECT 90 + column1, trialID, 1 + column1, jobID, step, directory, outputName, limitSeconds, 'lost'
                FROM attempt, (VALUES (1), (2), (3), (4)) WHERE attempt.id = 4
                """,
                "tried-too-often", "run #4 of study `test` was lost 4 times"
            ),
            ("UPDATE study SET generator = '1-2-3-4'", "generator-last", "study `test`"),
            ("UPDATE trial SET pointHash = '0000000000000000' WHERE id = 1", "point-hash", "run #1"),
            ("UPDATE trial SET point = '[[' WHERE id = 1", "unreadable", "run #1"),
            ("UPDATE trial SET hosts = 'node1' WHERE id = 1", "unreadable", "hosts"),
            ("UPDATE study SET setUp = '{}'", "unreadable", "set-up of study `test`"),
            ("UPDATE study SET strategy = 'kind: magic'", "strategy", "magic"),
            ("UPDATE event SET kind = 'danced' WHERE id = 1", "events", "danced"),
            ("PRAGMA foreign_keys = OFF; DELETE FROM round WHERE id = 1", "foreign-keys", "table round"),
        ])
    func broken(sql: String, rule: String, text: String) async throws {
        try await TemporaryFolder.with { folder in
            let path = try Self.database(in: folder)
            try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
            let findings = try DatabaseCheck(of: path).findings
            let finding = try #require(findings.first { $0.rule == rule }, "\(findings)")
            #expect(finding.text.contains(text), "\(finding.text)")
            #expect(!finding.text.contains("\n"))
        }
    }

    @Test("pages overwritten in the middle, and a file that is no database any more, are found")
    func damaged() async throws {
        try await TemporaryFolder.with { folder in
            let path = try Damage.database(in: folder, studies: 50)
            let store = try StudyStore(reading: path)
            _ = try Backups(of: path).make(of: store, at: 1_000)
            try store.writer.close()
            try Damage.overwrite(path)
            #expect(try DatabaseCheck(of: path).findings.contains { $0.rule == "integrity" })
            try Damage.overwrite(path, pages: 0..<1)
            #expect(try DatabaseCheck(of: path).findings.map(\.rule) == ["integrity"])
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(try DatabaseCheck(of: path).findings.map(\.rule) == ["integrity"])
        }
    }

    @Test("a file that never was ours is left to whom it belongs")
    func foreign() async throws {
        try await TemporaryFolder.with { folder in
            let diary = try folder.write("Dear diary\n", to: "diary")
            #expect(throws: StoreError.notADatabase(path: diary)) { try DatabaseCheck(of: diary) }
            #expect(throws: StoreError.noStudy(name: "", known: [])) {
                try DatabaseCheck(of: folder.path + "/none")
            }
        }
    }

    @Test("a read-only file in a read-only folder can be checked")
    func readOnly() async throws {
        try await TemporaryFolder.with { folder in
            let path = try Self.database(in: folder)
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
            defer {
                do {
                    try FileManager.default.setAttributes(
                        [.posixPermissions: 0o755], ofItemAtPath: folder.path)
                } catch {
                    Issue.record(error)
                }
            }
            #expect(try DatabaseCheck(of: path).isWhole)
        }
    }
}
