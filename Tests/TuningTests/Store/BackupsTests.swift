import Foundation
import GRDB
import Testing

@testable import Tuning

@Suite("Copies of the database")
struct BackupsTests {
    static let noon = 1_777_636_800.0

    @Test("a copy is whole, stands by itself, and is named by the time")
    func copying() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            try store.create(TestStudy.draft(), at: 1)
            let backup = try Backups(of: store.path).make(of: store, at: Self.noon)
            #expect(backup.path == folder.path + "/hpltune.db.backups/20260501T120000Z.db")
            #expect(backup.takenAt == Self.noon)
            #expect(backup.isGood)
            #expect(try StudyStore(reading: backup.path).studies().map(\.name) == ["test"])
            let names = try FileManager.default.contentsOfDirectory(
                atPath: folder.path + "/hpltune.db.backups")
            #expect(names == ["20260501T120000Z.db"])
            let contents = try BackupContents(of: backup.path)
            #expect(contents.studies == 1)
            #expect(contents.runs == 0)
            #expect(contents.lastEventAt == 1)
        }
    }

    @Test("a copy can be made while another store writes, and of what a reader has open")
    func whileWriting() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            try store.create(TestStudy.draft(named: "first"), at: 1)
            let reader = try StudyStore(reading: store.path)
            async let writing: Void = {
                for number in 0..<100 { try store.create(TestStudy.draft(named: "s\(number)"), at: 1) }
            }()
            for number in 0..<5 { try reader.copy(to: folder.path + "/copy\(number).db") }
            try await writing
            var counts: [Int] = []
            for number in 0..<5 {
                let copy = folder.path + "/copy\(number).db"
                #expect(try DatabaseCheck(of: copy).isWhole)
                counts.append(try StudyStore(reading: copy).studies().count)
            }
            #expect(counts == counts.sorted())
            #expect(try store.studies().count == 101)
        }
    }

    @Test("after a clock was set back the newest still has the last name")
    func clockSetBack() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let backups = Backups(of: store.path)
            let first = try backups.make(of: store, at: Self.noon)
            let second = try backups.make(of: store, at: Self.noon - 3_600)
            #expect(try backups.list() == [second, first])
            #expect(second.takenAt == Self.noon + 1)
        }
    }

    @Test("only automatic ones are removed when there are too many, the oldest first")
    func pruning() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let backups = Backups(of: store.path)
            for number in 0..<6 {
                _ = try backups.make(of: store, at: Self.noon + Double(number), isAutomatic: number != 1)
            }
            try backups.prune(keeping: 3)
            #expect(try backups.list().map { $0.takenAt - Self.noon } == [5, 4, 3, 1])
        }
    }

    @Test("what a killed process left of a copy goes with the next one, one that is being made stays")
    func remains() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            let backups = Backups(of: store.path)
            _ = try backups.make(of: store, at: Self.noon)
            let (old, new) = (backups.folder + "/a.db.partial-1", backups.folder + "/b.db.partial-2")
            for path in [old, new] { try Data([1]).write(to: URL(fileURLWithPath: path)) }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: old)
            _ = try backups.make(of: store, at: Self.noon + 1)
            #expect(!FileManager.default.fileExists(atPath: old))
            #expect(FileManager.default.fileExists(atPath: new))
            #expect(try backups.list().count == 2)
        }
    }

    @Test(
        "other files in the folder are no backups",
        arguments: [
            "20260501T120000Z.db-wal", "20260231T120000Z.db", "hpltune.db", "20260501T1200000.db", ".db",
        ])
    func names(name: String) async throws {
        #expect(Backup(named: name, in: "/x") == nil)
    }

    @Test("where no copy can be made it says so, and leaves nothing")
    func impossible() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: folder.path + "/hpltune.db")
            _ = try folder.write("", to: "hpltune.db.backups")
            let error = #expect(throws: DatabaseCareError.self) {
                try Backups(of: store.path).make(of: store, at: Self.noon)
            }
            #expect(try #require(error).description.contains("hpltune.db.backups"))
            #expect(throws: DatabaseCareError.self) { try store.copy(to: folder.path + "/nowhere/copy.db") }
        }
    }

    @Test("a damaged database is not copied over")
    func damaged() async throws {
        try await TemporaryFolder.with { folder in
            let path = try Damage.database(in: folder, studies: 50)
            try Damage.overwrite(path)
            #expect(throws: StoreError.self) {
                try StudyStore(reading: path).copy(to: folder.path + "/copy.db")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["hpltune.db"])
        }
    }
}
