import Foundation
import GRDB
import Testing
import Tuning

@Suite("The database file")
struct DatabaseFileTests {
    @Test("what was stored is there when the file is opened again, also for reading only")
    func reopening() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/deep/er/hpltune.db"
            try StudyStore(path: path).create(TestStudy.draft(), at: 1)
            #expect(try StudyStore(path: path).studies().map(\.name) == ["test"])
            #expect(try StudyStore(reading: path).studies().map(\.name) == ["test"])
        }
    }

    @Test("a database that many open at once for the first time is made once")
    func making() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let names = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try StudyStore(path: path).create(TestStudy.draft(named: "study\(number)"), at: 1)
                            .name
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try StudyStore(reading: path).studies().map(\.name).sorted() == names.sorted())
        }
    }

    @Test("an empty or missing file that has backups is a lost database, not a new one")
    func lost() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            try StudyStore(path: path).create(TestStudy.draft(), at: 1)
            let store = try StudyStore(path: path)
            _ = try BackupSchedule(of: store).backUpIfChanged(now: 1_000)
            for end in ["", "-wal", "-shm"] { unlink(path + end) }
            for isThere in [false, true] {
                if isThere { _ = try folder.write("", to: "hpltune.db") }
                let error = StoreError.lost(path: path, isThere: isThere)
                #expect(throws: error) { try StudyStore(path: path) }
                #expect(throws: error) { try StudyStore(reading: path) }
                #expect(try Restoration.restore(path, at: 2_000).contents.studies == 1)
                #expect(try StudyStore(path: path).studies().count == 1)
                for end in ["", "-wal", "-shm"] { unlink(path + end) }
            }
        }
    }

    @Test("a pipe is no database, and nobody waits for it")
    func pipe() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            let error = StoreError.unwritable(path: path, reason: "it is no regular file")
            #expect(throws: error) { try StudyStore(path: path) }
            #expect(throws: error) { try StudyStore(reading: path) }
        }
    }

    @Test("a file that is no database, or not ours, is left alone")
    func foreign() async throws {
        try await TemporaryFolder.with { folder in
            let text = try folder.write("Dear diary, today I ran Linpack.\n", to: "diary.txt")
            #expect(throws: StoreError.notADatabase(path: text)) { try StudyStore(path: text) }
            #expect(throws: StoreError.notADatabase(path: text)) { try StudyStore(reading: text) }
            #expect(try String(contentsOfFile: text, encoding: .utf8) == "Dear diary, today I ran Linpack.\n")

            let empty = try folder.write("", to: "empty.db")
            #expect(throws: StoreError.noStudy(name: "", known: [])) { try StudyStore(reading: empty) }

            let neighbour = folder.path + "/neighbour.db"
            try DatabaseQueue(path: neighbour).write {
                try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v1')")
            }
            #expect(throws: StoreError.notADatabase(path: neighbour)) { try StudyStore(path: neighbour) }

            let other = folder.path + "/other.db"
            try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE song (name TEXT)") }
            let before = try Data(contentsOf: URL(fileURLWithPath: other))
            #expect(throws: StoreError.notADatabase(path: other)) { try StudyStore(path: other) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
            #expect(!FileManager.default.fileExists(atPath: other + "-wal"))
        }
    }

    @Test("a database of a newer hpltune is refused, with what it has more")
    func newer() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            _ = try StudyStore(path: path)
            try DatabaseQueue(path: path).write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 quantum computers')")
            }
            let expected = StoreError.newer(path: path, steps: ["99 quantum computers"])
            #expect(throws: expected) { try StudyStore(path: path) }
            #expect(throws: expected) { try StudyStore(reading: path) }
        }
    }

    @Test("a folder that cannot be made is said")
    func unwritable() async throws {
        try await TemporaryFolder.with { folder in
            let file = try folder.write("", to: "file")
            let path = file + "/hpltune.db"
            #expect(throws: StoreError.unwritable(path: path, reason: "its folder cannot be made")) {
                try StudyStore(path: path)
            }
            #expect(throws: StoreError.self) { try StudyStore(path: folder.path) }
        }
    }

    @Test("a database that is deleted while it is in use is missed at the next write")
    func replaced() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let store = try StudyStore(path: path)
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: StoreError.replaced(path: path)) { try store.create(TestStudy.draft(), at: 1) }
        }
    }

    @Test("a damaged file is said to be damaged")
    func damaged() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let store = try StudyStore(path: path)
            for number in 0..<50 { try store.create(TestStudy.draft(named: "study\(number)"), at: 1) }
            try DatabaseQueue(path: path).inDatabase {
                try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            let copy = folder.path + "/copy.db"
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for index in 4_200..<(bytes.count - 100) { bytes[index] = 0xAA }
            try bytes.write(to: URL(fileURLWithPath: copy))
            let error = #expect(throws: StoreError.self) { try StudyStore(reading: copy).studies() }
            #expect(try #require(error).description.contains("damaged"))
        }
    }
}
