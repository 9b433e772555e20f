import Foundation
import Testing

@testable import Tuning

@Suite(
    "A full disk", .serialized,
    .enabled(
        if: SmallDisk.isPermitted, "a small disk can only be mounted by root, and not in every container"))
struct FullDiskTests {
    @Test(
        "under the database: the write fails with one line, nothing that was stored is lost, and it goes on when there is room",
        arguments: [JournalChoice.writeAheadLog, .rollback])
    func database(journal: JournalChoice) async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 2_048, in: folder) { disk in
                let store = try StudyStore(path: disk.path + "/hpltune.db", journal: journal)
                try store.create(TestStudy.draft(named: "first"), at: 1)
                disk.fill()
                var stored = ["first"]
                var failure: StoreError?
                while failure == nil, stored.count < 2_000 {
                    let name = "study\(stored.count)"
                    do {
                        try store.create(TestStudy.draft(named: name), at: 1)
                        stored.append(name)
                    } catch let error as StoreError {
                        failure = error
                    }
                }
                #expect(failure == .diskFull(path: store.path))
                #expect(try store.studies().map(\.name) == stored)
                #expect(try StudyStore(reading: store.path).studies().map(\.name) == stored)
                disk.free()
                try store.create(TestStudy.draft(named: "last"), at: 1)
                #expect(try store.studies().map(\.name) == stored + ["last"])
                try store.writer.close()
                #expect(try StudyStore(reading: store.path).studies().map(\.name) == stored + ["last"])
                #expect(try DatabaseCheck(of: store.path).isWhole)
            }
        }
    }

    @Test("when a database is opened on it, is told as such")
    func opening() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 256, in: folder) { disk in
                disk.fill()
                let path = disk.path + "/hpltune.db"
                let error = #expect(throws: StoreError.self) { try StudyStore(path: path) }
                #expect(error == .diskFull(path: path))
            }
        }
    }

    @Test("under the run directories: told in one line, and with room again every run is made once")
    func runs() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 512, in: folder, named: "runs") { disk in
                let hpl = try FaultyHPL(in: folder, mode: .good)
                try hpl.createStudy(budget: 4)
                disk.fill()
                let error = await #expect(throws: (any Error).self) { try await hpl.drive() }
                let text = String(describing: try #require(error))
                #expect(text.contains("no space left on the device; free some space"), "\(text)")
                #expect(!text.contains("\n"))
                disk.free()
                #expect(try await hpl.drive() == .budgetReached(trials: 4))
                #expect(try hpl.trials.compactMap(\.measurement).count == 4)
                // A calibration comes before them.
                let runs = try hpl.runs().filter { $0.contains("/round-") }
                #expect(runs.count == 4 && Set(runs).count == 4, "\(runs)")
            }
        }
    }

    @Test("under the backups: a warning once, no half files, and the driving goes on")
    func backups() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 256, in: folder, named: "hpltune.db.backups") { disk in
                disk.fill()
                let warnings = Warnings()
                let hpl = try FaultyHPL(in: folder, mode: .good)
                try hpl.createStudy(budget: 2)
                let schedule = BackupSchedule(of: hpl.store)
                #expect(throws: DatabaseCareError.self) { try schedule.backUpIfDue(now: 1_000) }
                let end = try await hpl.drive(
                    backingUp: BackupSchedule(of: hpl.store), notifying: { warnings.note($0) })
                #expect(end == .budgetReached(trials: 2))
                #expect(warnings.texts.count == 1)
                #expect(warnings.texts.first?.contains("the disk is full") == true)
                #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["filler"])
                disk.free()
                try schedule.backUpIfChanged(now: 2_000)
                #expect(try Backups(of: hpl.store.path).list().map(\.isGood) == [true])
            }
        }
    }

    @Test("under a database that is to be restored: it stays as it was")
    func restoring() async throws {
        try await TemporaryFolder.with { folder in
            let source = try Damage.database(in: folder, studies: 40)
            let copy = folder.path + "/copy.db"
            try StudyStore(reading: source).copy(to: copy)
            try await SmallDisk.with(kilobytes: 512, in: folder) { disk in
                let path = disk.path + "/hpltune.db"
                try FileManager.default.copyItem(atPath: copy, toPath: path)
                try Damage.overwrite(path)
                let damaged = try Data(contentsOf: URL(fileURLWithPath: path))
                disk.fill()
                let error = #expect(throws: DatabaseCareError.self) {
                    try Restoration.restore(path, from: copy, at: 1_000) { _ in true }
                }
                #expect(try #require(error).description.contains("the disk is full"))
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == damaged)
                let names = try FileManager.default.contentsOfDirectory(atPath: disk.path)
                #expect(names.sorted() == ["filler", "hpltune.db"])
                disk.free()
                #expect(
                    try Restoration.restore(path, from: copy, at: 1_000) { _ in true }.contents.studies == 40)
                #expect(try StudyStore(reading: path).studies().count == 40)
            }
        }
    }

    @Test("space that cannot be given back for want of space is still free within the database")
    func vacuum() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 8_192, in: folder) { disk in
                let store = try StudyStore(path: disk.path + "/hpltune.db")
                for number in 0..<100 { try store.create(TestStudy.draft(named: "s\(number)"), at: 1) }
                disk.fill()
                #expect(throws: StoreError.diskFull(path: store.path)) { try store.returnSpace() }
                disk.free()
                try store.returnSpace()
                #expect(try store.studies().count == 100)
                #expect(try DatabaseCheck(of: store.path).isWhole)
            }
        }
    }

    @Test(
        "that is read-only: whoever looks may, whoever writes is told, also with a log that was never taken in"
    )
    func readOnly() async throws {
        try await TemporaryFolder.with { folder in
            try await SmallDisk.with(kilobytes: 4_096, in: folder) { disk in
                let path = disk.path + "/hpltune.db"
                var store: StudyStore? = try StudyStore(path: path)
                try store?.create(TestStudy.draft(), at: 1)
                try store?.writer.close()
                store = nil
                let backup = try Backups(of: path).make(of: try StudyStore(reading: path), at: 1_000)
                try await disk.makeReadOnly()
                #expect(try StudyStore(reading: path).studies().map(\.name) == ["test"])
                #expect(try DatabaseCheck(of: path).isWhole)
                #expect(throws: StoreError.readOnly(path: path)) {
                    try StudyStore(path: path).create(TestStudy.draft(named: "second"), at: 1)
                }
                #expect(throws: DatabaseCareError.self) {
                    try Backups(of: path).make(of: try StudyStore(reading: path), at: 2_000)
                }
                let error = #expect(throws: DatabaseCareError.self) {
                    try Restoration.restore(path, from: backup.path, at: 3_000) { _ in true }
                }
                #expect(try #require(error).description.contains("Read-only file system"))
                try StudyStore(reading: path).copy(to: folder.path + "/copy.db")
                #expect(try DatabaseCheck(of: folder.path + "/copy.db").isWhole)
            }
        }
    }
}
