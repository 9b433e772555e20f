import Foundation
import GRDB
import Testing

@testable import Tuning

@Suite("Restoring a database")
struct RestorationTests {
    private let now = 1_777_636_800.0

    /// A database with one study that was backed up, and one that came after.
    private func database(in folder: TemporaryFolder) throws -> (path: String, backup: Backup) {
        let store = try StudyStore(path: folder.path + "/hpltune.db", journal: .rollback)
        for number in 0..<4 { try store.create(draft("old\(number)"), at: 1) }
        let backup = try Backups(of: store.path).make(of: store, at: now - 100)
        for number in 0..<4 { try store.create(draft("new\(number)"), at: 2) }
        return (store.path, backup)
    }

    /// Large enough to have a middle.
    private func draft(_ name: String) -> StudyDraft {
        let draft = TestStudy.draft(named: name)
        return StudyDraft(
            name: name, source: String(repeating: "# a comment\n", count: 3_000),
            strategyName: draft.strategyName,
            strategy: draft.strategy, setUp: draft.setUp)
    }

    private func restore(_ path: String, from file: String? = nil) throws -> Restoration {
        try Restoration.restore(path, from: file, at: now) { _ in false }
    }

    @Test("the newest good backup takes the place of a damaged database, which is kept")
    func newestGood() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            // A newer backup, damaged as well.
            let newer = Backups(of: path).folder + "/" + Backup.name(at: now - 50, isAutomatic: true)
            try FileManager.default.copyItem(atPath: path, toPath: newer)
            try Damage.overwrite(newer)
            try Damage.overwrite(path, pages: 20..<30)
            let damaged = try Data(contentsOf: URL(fileURLWithPath: path))
            let restoration = try restore(path)
            #expect(restoration.source == backup.path)
            #expect(restoration.contents.studies == 4)
            #expect(try StudyStore(reading: path).studies().count == 4)
            #expect(try DatabaseCheck(of: path).isWhole)
            #expect(restoration.kept == [path + ".damaged-20260501T120000Z"])
            #expect(try Data(contentsOf: URL(fileURLWithPath: restoration.kept[0])) == damaged)
            #expect(try Backups(of: path).list().count == 2)
            let event = try StudyStore(reading: path).lastEvent(ofStudy: 1)
            #expect(event?.event.text == "the database was restored from a backup")
        }
    }

    @Test("a database with a log is kept together with its log")
    func log() async throws {
        try await TemporaryFolder.with { folder in
            let (path, _) = try database(in: folder)
            let store = try StudyStore(path: path)
            try store.create(TestStudy.draft(named: "in the log"), at: 3)
            for name in ["", "-wal", "-shm"] {
                try FileManager.default.copyItem(atPath: path + name, toPath: folder.path + "/copy.db" + name)
            }
            try store.writer.close()
            let copy = folder.path + "/copy.db"
            let restoration = try restore(copy, from: try Backups(of: path).list()[0].path)
            let old = copy + ".replaced-20260501T120000Z"
            #expect(restoration.kept == [old, old + "-wal", old + "-shm"])
            #expect(try StudyStore(reading: copy).studies().count == 4)
            #expect(try StudyStore(reading: old).studies().last?.name == "in the log")
            #expect(restoration.missing.map(\.study).last == "in the log")
        }
    }

    @Test("a deleted one comes back too")
    func deleted() async throws {
        try await TemporaryFolder.with { folder in
            let (path, _) = try database(in: folder)
            try FileManager.default.removeItem(atPath: path)
            #expect(try restore(path).kept == [])
            #expect(try StudyStore(path: path).studies().count == 4)
        }
    }

    @Test("one with which nothing is wrong is replaced only by a copy that is named")
    func unharmed() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            #expect(throws: DatabaseCareError.whole(database: path)) { try restore(path) }
            #expect(try StudyStore(reading: path).studies().count == 8)
            let restoration = try restore(path, from: backup.path)
            #expect(restoration.kept == [path + ".replaced-20260501T120000Z"])
            #expect(try StudyStore(reading: path).studies().count == 4)
            #expect(restoration.missing.filter { !$0.isKnown }.count == 4)
        }
    }

    @Test("not while a study is driven")
    func driven() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            let store = try StudyStore(path: path, journal: .rollback)
            let study = try store.study(named: "old3")
            try store.takeLease(ofStudy: study, for: TestStudy.holder(at: now - 10)) { _ in false }
            let error = #expect(throws: DatabaseCareError.self) { try restore(path, from: backup.path) }
            #expect(
                try #require(error).description.contains(
                    "study `old3` is being driven by hpltune with process id 1"))
            #expect(error?.isTemporary == true)
            #expect(try StudyStore(reading: path).studies().count == 8)
            // A minute of silence, or a process that is gone, and it may be.
            _ = try Restoration.restore(path, from: backup.path, at: now) { _ in true }
            #expect(try StudyStore(reading: path).studies().count == 4)
        }
    }

    @Test("not while another process has it open, even when it is too damaged to tell whose study is driven")
    func inUse() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            try Damage.overwrite(path)
            // Holds the lock that SQLite holds on a database with a write-ahead log that is open.
            let holder = Process()
            holder.executableURL = URL(fileURLWithPath: "/usr/bin/perl")
            holder.arguments = [
                "-MFcntl", "-e",
                """
                open(F, "+<", $ARGV[0]) or die;
                $lock = pack("ssx4qqi", F_RDLCK, 0, 0x40000002, 510, 0);
                fcntl(F, F_SETLK, $lock) or die;
                open(G, ">", "$ARGV[0].locked"); close(G); sleep 60;
                """, path,
            ]
            try holder.run()
            let pid = holder.processIdentifier
            defer { kill(pid, SIGKILL) }
            for _ in 0..<200 where !FileManager.default.fileExists(atPath: path + ".locked") {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(throws: DatabaseCareError.inUse(database: path, pid: pid)) { try restore(path) }
            kill(pid, SIGKILL)
            holder.waitUntilExit()
            #expect(try restore(path).source == backup.path)
        }
    }

    @Test("one process at a time; one that was killed holds nothing")
    func twice() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            // A second one begins while the first is about to exchange the files.
            _ = try Restoration.restore(path, from: backup.path, at: now, isGone: { _ in true }) { step in
                guard step == .restoredWritten else { return }
                #expect(throws: DatabaseCareError.beingRestored(database: path)) {
                    try restore(path, from: backup.path)
                }
            }
            _ = try folder.write("", to: "hpltune.db.restore-lock")
            for name in ["restored-journal", "restored.partial-77", "restored"] {
                _ = try folder.write("half a change", to: "hpltune.db." + name)
            }
            _ = try restore(path, from: backup.path)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            let kept = ["hpltune.db.replaced-20260501T120000Z", "hpltune.db.replaced-20260501T120000Z-2"]
            #expect(names == ["hpltune.db", "hpltune.db.backups"] + kept)
        }
    }

    @Test("who drove the study when the backup was made does not hold it any more")
    func lease() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path + "/hpltune.db"
            let store = try StudyStore(path: path)
            let study = try store.create(TestStudy.draft(), at: 1)
            try store.takeLease(ofStudy: study, for: TestStudy.holder("first", at: now - 5)) { _ in false }
            _ = try Backups(of: path).make(of: store, at: now - 5)
            try store.giveUpLease(ofStudy: study, for: TestStudy.holder("first"))
            try store.writer.close()
            try FileManager.default.removeItem(atPath: path)
            _ = try restore(path)
            let restored = try StudyStore(path: path)
            try restored.takeLease(ofStudy: study, for: TestStudy.holder("second", at: now)) { _ in false }
        }
    }

    @Test("copies that cannot be taken are refused before anything is touched")
    func badCopies() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            let text = try folder.write("Dear diary\n", to: "diary")
            let newer = folder.path + "/newer.db"
            let damaged = folder.path + "/damaged.db"
            for copy in [newer, damaged] {
                try FileManager.default.copyItem(atPath: backup.path, toPath: copy)
            }
            try DatabaseQueue(path: newer).write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 quantum computers')")
            }
            try Damage.overwrite(damaged)
            #expect(throws: StoreError.newer(path: newer, steps: ["99 quantum computers"])) {
                try restore(path, from: newer)
            }
            #expect(throws: StoreError.notADatabase(path: text)) { try restore(path, from: text) }
            for (copy, reason) in [
                (damaged, "damaged"), (folder.path + "/none", "no such file"), (path, "itself"),
            ] {
                let error = #expect(throws: DatabaseCareError.self) { try restore(path, from: copy) }
                #expect(try #require(error).description.contains(reason))
            }
            for name in ["diary", "newer.db", "damaged.db"] {
                try FileManager.default.removeItem(atPath: folder.path + "/" + name)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
        }
    }

    @Test("a copy of an older hpltune is brought up to date")
    func older() async throws {
        try await TemporaryFolder.with { folder in
            let old = folder.path + "/old.db"
            let queue = try DatabaseQueue(path: old)
            try Schema.migrator.migrate(queue, upTo: "1 studies, rounds, trials")
            try queue.close()
            let path = folder.path + "/hpltune.db"
            #expect(try restore(path, from: old).contents.studies == 0)
            #expect(try StudyStore(reading: path).outputs(ofAttempt: 1) == [])
            #expect(try DatabaseQueue(path: path).read { try $0.tableExists("output") })
            #expect(try !DatabaseQueue(path: old).read { try $0.tableExists("output") })
        }
    }

    @Test("there is none, or none is good")
    func none() async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            try Damage.overwrite(path)
            try Damage.overwrite(backup.path)
            #expect(throws: DatabaseCareError.noGoodBackup(database: path, tried: 1)) { try restore(path) }
            try FileManager.default.removeItem(atPath: backup.path)
            #expect(throws: DatabaseCareError.noBackup(database: path)) { try restore(path) }
        }
    }

    private struct Killed: Error {}

    @Test(
        "killed at any step, the database is the old one or the restored one",
        arguments: RestoreSwap.Step.allCases)
    func killed(at step: RestoreSwap.Step) async throws {
        try await TemporaryFolder.with { folder in
            let (path, backup) = try database(in: folder)
            let store = try StudyStore(path: path)
            try store.create(TestStudy.draft(named: "in the log"), at: 3)
            // As a killed driver leaves it: with a log that is not in the file yet.
            let dead = folder.path + "/dead.db"
            for name in ["", "-wal", "-shm"] {
                try FileManager.default.copyItem(atPath: path + name, toPath: dead + name)
            }
            try store.writer.close()
            #expect(throws: Killed.self) {
                try Restoration.restore(dead, from: backup.path, at: now, isGone: { _ in false }) {
                    if $0 == step { throw Killed() }
                }
            }
            let reader = try StudyStore(reading: dead)
            let names = try reader.studies().map(\.name)
            #expect(names.count == (step == .restoredWritten ? 9 : 4))
            #expect(try DatabaseCheck(of: dead).isWhole)
            try StudyStore(path: dead).create(TestStudy.draft(named: "afterwards"), at: 4)
            #expect(try StudyStore(reading: dead).studies().map(\.name) == names + ["afterwards"])
            #expect(!FileManager.default.fileExists(atPath: dead + ".restoring"))
            if step != .restoredWritten {
                let old = try StudyStore(reading: dead + ".replaced-20260501T120000Z")
                #expect(try old.studies().map(\.name).last == "in the log")
            }
            // It can be done again.
            try StudyStore(path: dead).writer.close()
            _ = try Restoration.restore(dead, from: backup.path, at: now + 1) { _ in false }
            #expect(try StudyStore(reading: dead).studies().count == 4)
        }
    }
}
