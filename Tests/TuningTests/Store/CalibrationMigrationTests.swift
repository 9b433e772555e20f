import Foundation
import GRDB
import Testing

@testable import Tuning

@Suite("The migration for calibration jobs")
struct CalibrationMigrationTests {
    @Test("what was learnt is there afterwards; a run that was under way can be found again")
    func migrated() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "4 requests")
            let made = try StudyStore.inMemory().create(TestStudy.draft(), at: 1_000)
            let setUp = try StudyStore.inMemory().encode(made.setUp)
            try await queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO study (id, name, state, source, strategyName, strategy, setUp, generator, createdAt)
                            VALUES (7, 'test', 'open', '', 'random', ?, ?, ?, 1000);
                        INSERT INTO calibration VALUES
                            (1, 7, '0123456789abcdef', '/c/1', 1000, 0.5, 3.25, 1001),
                            (2, 7, 'fedcba9876543210', '/c/2', 3000, NULL, NULL, 1002);
                        """, arguments: [made.strategy, setUp, made.generator.savedState])
            }
            try queue.close()
            let store = try StudyStore(path: path)
            #expect(try store.calibrations(ofStudy: 7) == [Calibration(n: 1_000, seconds: 0.5, gflops: 3.25)])
            let open = try #require(try store.openCalibration(ofStudy: 7))
            #expect(open.token.text == "fedcba9876543210" && open.directory == "/c/2")
            #expect(open.state == .planned && open.limitSeconds == nil)
            #expect(open.runs.map(\.step) == ["run"] && open.runs.map(\.n) == [3_000])
            #expect(open.runs.allSatisfy { abs($0.limitSeconds - 226) < 1e-6 })
            #expect(try store.vainCalibrations(ofStudy: 7) == (0, 0))
            #expect(try DatabaseCheck(of: path).isWhole)
        }
    }

    @Test("what the schema does not allow: a result without its time, a job with half a submission")
    func constraints() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        let run = "INSERT INTO calibrationRun (jobID, step, n, limitSeconds, seconds, gflops) VALUES"
        let job =
            "INSERT INTO calibrationJob (studyID, token, directory, schedulerID, state, plannedAt) VALUES"
        for statement in [
            "\(run) (1, 's', 100, 10, NULL, 3.0)", "\(run) (1, 's', 100, 10, 0, 3.0)",
            "\(run) (1, 's', 0, 10, NULL, NULL)", "\(job) (1, 't', '/', '17', 'submitted', 1)",
            "\(job) (1, 't', '/', NULL, 'ended', 1)",
        ] {
            try queue.write { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
            #expect(throws: DatabaseError.self, "\(statement)") {
                try queue.inDatabase { try $0.execute(sql: statement) }
            }
        }
    }
}
