import Foundation
import GRDB
import Search
import Testing

@testable import Tuning

/// Databases of the first release, made by its own migration.
@Suite("The migration for imports")
struct ImportMigrationTests {
    /// The first migration alone, on a file.
    private func old(_ path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(queue, upTo: "1 studies, rounds, trials")
        return queue
    }

    /// One study with a measured, a failed and a pending trial, as the first release wrote them.
    private func fill(_ queue: DatabaseQueue) throws {
        let store = try StudyStore.inMemory()
        let study = try store.create(TestStudy.draft(), at: 1_000)
        let text = try store.encode(study.setUp)
        let point = try store.encodePoint(TestStudy.point)
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO study (id, name, state, source, strategyName, strategy, setUp, generator, createdAt)
                        VALUES (1, 'test', 'open', '', 'random', ?, ?, ?, 1000);
                    INSERT INTO round VALUES (1, 1, 1, ?, ?, 1001);
                    INSERT INTO job VALUES (1, 1, '0123456789abcdef', '/r', 'job:1', 'submitted', 1001, 1002, NULL);
                    """,
                arguments: [
                    study.strategy, text, study.generator.savedState, study.generator.savedState,
                    study.generator.savedState,
                ])
            for (number, state) in ["measured", "failed", "pending"].enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO trial (id, studyID, number, roundID, point, pointHash, level, replicate, n, why,
                            state, failure, failureClass, message, startedAt, finishedAt)
                        VALUES (?, 1, ?, 1, ?, ?, 1.0, ?, 100, 'a test', ?, ?, ?, ?, 1003, 1004);
                        """,
                    arguments: [
                        number + 1, number + 1, point, TestStudy.point.hash.description, number, state,
                        state == "failed" ? "crashed" : nil, state == "failed" ? "configuration" : nil,
                        state == "failed" ? "it crashed; look" : nil,
                    ])
                try database.execute(
                    sql: """
                        INSERT INTO attempt (id, trialID, number, jobID, step, directory, outputName, limitSeconds,
                            wallSeconds, outcome) VALUES (?, ?, 1, 1, 'step', '/r/step', 'stdout', 10, 1.5, ?)
                        """,
                    arguments: [70 + number, number + 1, state == "pending" ? nil : state])
            }
            try database.execute(
                sql: """
                    INSERT INTO measurement
                        VALUES (70, 1, 'WR11C2R4', 100, 32, 1, 2, 0.5, 12.25, 0.004, 1)
                    """)
        }
    }

    private func check(_ store: StudyStore) throws {
        let study = try store.study(named: "test")
        let trials = try store.trials(ofStudy: study.id)
        #expect(trials.map(\.stateName) == ["measured", "failed", "pending"])
        #expect(trials.allSatisfy { !$0.isImported && $0.attempts.map(\.directory) == ["/r/step"] })
        #expect(
            trials[0].measurement
                == Measurement(
                    variant: "WR11C2R4", n: 100, nb: 32, p: 1, q: 2, seconds: 0.5, gflops: 12.25,
                    residual: 0.004, isContaminated: true))
        #expect(trials[1].failure?.message == "it crashed; look")
        #expect(try store.openJobs(ofStudy: study.id).map(\.attempts.count) == [1])
    }

    @Test("everything of an old database is there afterwards, and imports can be added")
    func migrated() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let queue = try old(path)
            try fill(queue)
            try queue.close()
            let store = try StudyStore(path: path)
            try check(store)
            let study = try store.study(named: "test")
            let me = TestStudy.holder()
            try store.takeLease(ofStudy: study, for: me) { _ in false }
            let result = ImportedTrial(
                point: TestStudy.point, level: .full, measurement: TestStudy.measurement(gflops: 9),
                file: "a.out", line: 3, column: nil)
            let added = try store.add([result], toStudy: study, heldBy: me, at: 2_000)
            #expect(added.map(\.candidate.replicate) == [3])
            #expect(added.map(\.round) == [2])
            let job = try #require(try store.openJobs(ofStudy: study.id).first)
            try store.record(
                .measured(TestStudy.measurement(gflops: 8)), of: job.attempts[0], facts: RunFacts(),
                forStudy: study, heldBy: me, at: 2_001)
            #expect(try store.trials(ofStudy: study.id).compactMap(\.measurement?.gflops) == [12.25, 8, 9])
        }
    }

    @Test("who only looks at an old database sees it as it will be, and leaves it as it is")
    func reading() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let queue = try old(path)
            try fill(queue)
            try queue.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            try check(try StudyStore(reading: path))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("what the schema does not allow: a run of the study without its residual, two results of a trial")
    func constraints() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        try queue.write { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
        for values in ["1, 7, 'W', 1, 1, 1, 1, 0, 1, NULL, 0", "1, NULL, 'W', 1, 1, 1, 1, 0, 0, 1, 0"] {
            #expect(throws: DatabaseError.self) {
                try queue.inDatabase { try $0.execute(sql: "INSERT INTO measurement VALUES (\(values))") }
            }
        }
        #expect(throws: DatabaseError.self) {
            try queue.inDatabase {
                try $0.execute(sql: "INSERT INTO round VALUES (1, 1, 1, '', '', 0, 'luck')")
            }
        }
    }
}
