import Foundation
import GRDB
import Testing

@testable import Tuning

@Suite("The journal of a database")
struct JournalModeTests {
    static let nfs = FileSystem(name: "NFS", kind: .network)

    private func mode(_ path: String) throws -> String? {
        try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    }

    @Test(
        "on a local file system it is a write-ahead log, on one that is shared a rollback journal and a warning"
    )
    func choice() async throws {
        try await TemporaryFolder.with { folder in
            let local = folder.path + "/local.db"
            #expect(try StudyStore(path: local).remark == nil)
            #expect(try mode(local) == "wal")

            let shared = folder.path + "/shared.db"
            let remark = try #require(try StudyStore(path: shared, fileSystem: Self.nfs).remark)
            #expect(remark.contains("network file system (NFS)"))
            #expect(remark.contains("HPLTUNE_DATABASE=FILE"))
            #expect(try mode(shared) == "delete")

            let fuse = folder.path + "/fuse.db"
            let place = FileSystem(name: "FUSE", kind: .unknown)
            #expect(try StudyStore(path: fuse, fileSystem: place).remark?.contains("journal: wal") == true)
            #expect(try mode(fuse) == "delete")
            #expect(try StudyStore(path: fuse, journal: .writeAheadLog, fileSystem: place).remark == nil)
            #expect(try mode(fuse) == "wal")
            #expect(try StudyStore(path: fuse, journal: .rollback).remark == nil)
            #expect(try mode(fuse) == "delete")
        }
    }

    @Test("with a rollback journal two stores write in turn, and a reader sees what both wrote")
    func sharing() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let stores = try (0..<2).map { _ in try StudyStore(path: path, fileSystem: Self.nfs) }
            await withTaskGroup(of: Void.self) { group in
                for (index, store) in stores.enumerated() {
                    group.addTask {
                        for number in 0..<20 {
                            do {
                                try store.create(TestStudy.draft(named: "s\(index)-\(number)"), at: 1)
                            } catch {
                                Issue.record(error)
                            }
                        }
                    }
                }
            }
            #expect(try StudyStore(reading: path).studies().count == 40)
            #expect(try mode(path) == "delete")
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }

    @Test(
        "a database that was moved onto a shared file system leaves its log, but not while somebody has it open"
    )
    func moved() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            var local: StudyStore? = try StudyStore(path: path)
            try local?.create(TestStudy.draft(), at: 1)
            let second = try StudyStore(path: path, fileSystem: Self.nfs)
            try second.create(TestStudy.draft(named: "second"), at: 1)
            #expect(try mode(path) == "wal")
            #expect(try local?.studies().count == 2)
            try second.writer.close()
            try local?.writer.close()
            local = nil
            let store = try StudyStore(path: path, fileSystem: Self.nfs)
            #expect(try mode(path) == "delete")
            #expect(try store.studies().map(\.name) == ["test", "second"])
        }
    }

    @Test("a change that was half made when its writer died is undone also by who only reads")
    func halfMade() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let store = try StudyStore(path: path, journal: .rollback)
            try store.create(TestStudy.draft(), at: 1)
            // What is on the disk in the middle of a change: the journal, and pages that are written already.
            let (dead, live) = (folder.path + "/dead.db", DatabaseQueue.self)
            try live.init(path: path).writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
                let filler = String(repeating: "x", count: 100_000)
                try database.execute(sql: "UPDATE study SET name = 'half', source = ?", arguments: [filler])
                for name in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: path + name, toPath: dead + name)
                }
                try database.execute(sql: "ROLLBACK")
            }
            #expect(FileManager.default.fileExists(atPath: dead + "-journal"))
            #expect(try StudyStore(reading: dead).studies().map(\.name) == ["test"])
            #expect(!FileManager.default.fileExists(atPath: dead + "-journal"))
        }
    }
}
