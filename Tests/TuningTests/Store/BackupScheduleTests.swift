import Foundation
import Testing

@testable import Tuning

@Suite("Backups while driving")
struct BackupScheduleTests {
    private let start = 1_777_636_800.0

    @Test("one at every interval in which something happened, the oldest removed")
    func intervals() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let study = try store.create(TestStudy.draft(), at: 1)
            let schedule = BackupSchedule(of: store, every: 300, keeping: 2)
            func taken() throws -> [Double] { try Backups(of: store.path).list().map { $0.takenAt - start } }
            try schedule.backUpIfDue(now: start)
            #expect(try taken() == [0])
            try store.add(Event(kind: .warned, text: "a"), toStudy: study.id, at: 2)
            try schedule.backUpIfDue(now: start + 299)
            #expect(try taken() == [0])
            try schedule.backUpIfDue(now: start + 300)
            #expect(try taken() == [300, 0])
            try schedule.backUpIfDue(now: start + 900)
            #expect(try taken() == [300, 0])
            try store.add(Event(kind: .warned, text: "b"), toStudy: study.id, at: 3)
            try schedule.backUpIfDue(now: start + 1_000)
            #expect(try taken() == [1_000, 300])
            // At the end of a study whatever the time, but only when something is new.
            try schedule.backUpIfChanged(now: start + 1_001)
            #expect(try taken() == [1_000, 300])
            try store.add(Event(kind: .warned, text: "c"), toStudy: study.id, at: 4)
            try schedule.backUpIfChanged(now: start + 1_002)
            #expect(try taken() == [1_002, 1_000])
        }
    }

    @Test("a study that came to its end is in one backup, and in the database's file without its log")
    func end() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            _ = try await hpl.drive(backingUp: BackupSchedule(of: hpl.store))
            let backup = try #require(try Backups(of: hpl.store.path).list().first)
            #expect(try BackupContents(of: backup.path).runs == 2)
            let copy = folder.path + "/copy.db"
            try FileManager.default.copyItem(atPath: hpl.store.path, toPath: copy)
            #expect(try BackupContents(of: copy).runs == 2)
        }
    }

    @Test("an earlier driver's backup counts; a clock set back puts nothing off")
    func succession() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let study = try store.create(TestStudy.draft(), at: 1)
            try BackupSchedule(of: store).backUpIfDue(now: start)
            let next = BackupSchedule(of: store)
            try store.add(Event(kind: .warned, text: "a"), toStudy: study.id, at: 2)
            try next.backUpIfDue(now: start + 100)
            #expect(try Backups(of: store.path).list().count == 1)
            try next.backUpIfDue(now: start - 3_600)
            #expect(try Backups(of: store.path).list().count == 2)
        }
    }

    @Test("a backup that cannot be made is said once, tried again, and made when it can be")
    func failing() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            try store.create(TestStudy.draft(), at: 1)
            let blocker = try folder.write("", to: "hpltune.db.backups")
            let schedule = BackupSchedule(of: store)
            #expect(throws: DatabaseCareError.self) { try schedule.backUpIfDue(now: start) }
            try schedule.backUpIfDue(now: start + 300)
            try schedule.backUpIfDue(now: start + 600)
            try FileManager.default.removeItem(atPath: blocker)
            try schedule.backUpIfDue(now: start + 700)
            #expect(try Backups(of: store.path).list().isEmpty)
            try schedule.backUpIfDue(now: start + 900)
            #expect(try Backups(of: store.path).list().count == 1)
        }
    }
}
