import Foundation
import Testing

/// The care of the database as users meet it, on a study with real HPL.
@Suite("hpltune database", .serialized)
struct DatabaseCommandTests {
    /// Overwrites the middle of the database, as a failing disk might.
    private func damage(_ path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0xAA, count: size - 8_192))
        try file.close()
        for name in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + name) {
            try FileManager.default.removeItem(atPath: path + name)
        }
    }

    private func preferences(_ text: String, _ hpltune: Hpltune) throws {
        let folder = hpltune.home + "/.config/hpltune"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try hpltune.write(text, to: ".config/hpltune/config.yaml")
    }

    @Test("a study leaves a backup; damaged in the middle it is found, restored, and told what is missing")
    func restoring() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "200", "--budget", "2").status == 0)
            let list = try #require(
                try await hpltune.json("database", "restore", "--list", "--json") as? [[String: Any]])
            #expect(list.map { $0["runs"] as? Int } == [2])
            #expect(list.first?["good"] as? Bool == true)
            // No more backups: the next runs are lost with the database.
            try preferences("backup: {interval: 0}\n", hpltune)
            #expect(try await hpltune("optimize", "--budget", "4").status == 0)
            #expect(try await hpltune("database", "check").status == 0)
            try damage(hpltune.database)

            let check = try await hpltune("database", "check")
            #expect(check.status == 1)
            #expect(check.out.contains("integrity: the file is damaged"), "\(check.out)")
            for command in [["status"], ["trials"], ["resume"], ["database", "backup"]] {
                let output = try await hpltune.run(command)
                #expect(output.status == 1)
                #expect(
                    output.errors.contains("put it back with `hpltune database restore`"),
                    "\(command) \(output.errors)")
                #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
            }
            let restored = try await hpltune("database", "restore")
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(restored.out.contains("1 study, 2 runs"), "\(restored.out)")
            #expect(restored.out.contains("hpltune import local "), "\(restored.out)")
            #expect(
                restored.out.contains("2 finished runs of study local are still there"), "\(restored.out)")
            let trials = try #require(try await hpltune.json("trials", "--json") as? [Any])
            #expect(trials.count == 2)
            #expect(try await hpltune("database", "check").status == 0)
            #expect(try await hpltune("optimize", "--budget", "3").status == 0)
        }
    }

    @Test("with auto_restore, optimize restores by itself and says so loudly")
    func automatic() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "200", "--budget", "2").status == 0)
            try damage(hpltune.database)
            let refused = try await hpltune("optimize", "--budget", "3")
            #expect(refused.status == 1)
            try preferences("backup: {auto_restore: yes}\n", hpltune)
            let output = try await hpltune("optimize", "--budget", "3")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.errors.contains("WARNING: Restored "), "\(output.errors)")
            let trials = try #require(try await hpltune.json("trials", "--json") as? [Any])
            #expect(trials.count == 3)
        }
    }

    @Test("an emptied database is not taken for a new one: optimize refuses, or restores when told to")
    func emptied() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "200", "--budget", "2").status == 0)
            for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: hpltune.database + end) {
                try FileManager.default.removeItem(atPath: hpltune.database + end)
            }
            try Data().write(to: URL(fileURLWithPath: hpltune.database))
            for command in [["optimize", "--study", "new"], ["studies"], ["sync"]] {
                let refused = try await hpltune.run(command)
                #expect(refused.status == 1, "\(command)")
                #expect(refused.errors.contains("database restore"), "\(refused.errors)")
            }
            try preferences("backup: {auto_restore: yes}\n", hpltune)
            let output = try await hpltune("optimize", "--budget", "3")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.errors.contains("WARNING: Restored "), "\(output.errors)")
        }
    }

    @Test("not while a study is driven")
    func driven() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("#!/bin/sh\nsleep 1\nexit 1\n", to: "slow", executable: true)
            var slow = hpltune
            slow.variables = ["HPLTUNE_XHPL": hpltune.home + "/slow"]
            let driver = slow
            async let first = driver("optimize", "--n", "100", "--budget", "1")
            for _ in 0..<100 {
                let status = try await hpltune("status", "local", "--json")
                if status.out.contains("\"running\"") { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            let copy = hpltune.home + "/copy.db"
            #expect(try await hpltune("database", "backup", "-o", copy).status == 0)
            let refused = try await hpltune("database", "restore", copy)
            #expect(refused.status == 75)
            #expect(refused.errors.contains("study `local` is being driven by hpltune"), "\(refused.errors)")
            _ = try await first
        }
    }

    @Test("outputs are read from the database when their folders are gone, until the cache is cleared")
    func outputs() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "200", "--budget", "1").status == 0)
            let before = try await hpltune("logs", "local", "1")
            #expect(before.out.contains("PASSED"))
            try FileManager.default.removeItem(atPath: hpltune.home + "/.local/share/hpltune/runs")
            let after = try await hpltune("logs", "local", "1")
            #expect(after.status == 0, "\(after.errors)")
            #expect(after.out.contains("PASSED"))
            #expect(after.out.contains("(gone; from the copy in the database)"), "\(after.out)")

            let young = try await hpltune("database", "clear-cache")
            #expect(young.out == "No output is older than 30 days.\n", "\(young.out)")
            #expect(try await hpltune("logs", "local", "1").status == 0)
            try preferences("cache_age: 0\n", hpltune)
            let cleared = try await hpltune("database", "clear-cache")
            #expect(cleared.out.contains("forgotten"), "\(cleared.out)")
            let gone = try await hpltune("logs", "local", "1")
            #expect(gone.status == 1)
            #expect(gone.errors.contains("the output of run #1 is gone"))
        }
    }

    @Test("with a rollback journal two processes work on one database")
    func rollback() async throws {
        try await Hpltune.inNewHome { hpltune in
            try preferences("journal: rollback\n", hpltune)
            async let first = hpltune(
                "optimize", "--study", "one", "--n", "200", "--budget", "3", "--batch", "1")
            async let second = hpltune(
                "optimize", "--study", "two", "--n", "200", "--budget", "3", "--batch", "1")
            var looks = 0
            while looks < 20 {
                let output = try await hpltune("studies", "--json")
                #expect(output.status == 0, "\(output.errors)")
                looks += 1
            }
            #expect(try await (first.status, second.status) == (0, 0))
            #expect(try await hpltune("database", "check").status == 0)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: hpltune.database))
            // The file's own word on its journal: 1 is a rollback journal, 2 a write-ahead log.
            #expect(bytes[18] == 1)
        }
    }

    @Test("a mistake in the preferences stops every command with one line")
    func badPreferences() async throws {
        try await Hpltune.inNewHome { hpltune in
            try preferences("cache-age: 3\n", hpltune)
            for command in [["studies"], ["optimize"], ["database", "check"], ["doctor"]] {
                let output = try await hpltune.run(command)
                #expect(output.status == 1)
                #expect(
                    output.errors
                        == "\(hpltune.home)/.config/hpltune/config.yaml:1:1: unknown key `cache-age`; did you mean `cache_age`?\n"
                )
            }
            #expect(try await hpltune("--help").status == 0)
            var elsewhere = hpltune
            elsewhere.variables = ["XDG_CONFIG_HOME": hpltune.home + "/other"]
            #expect(try await elsewhere("studies").status == 0)
        }
    }

    @Test("the command line comes before the environment, the environment before the preferences")
    func precedence() async throws {
        try await Hpltune.inNewHome { hpltune in
            try preferences("log_level: trace\n", hpltune)
            let log = hpltune.home + "/.local/state/hpltune/app.log"
            var loud = hpltune
            loud.variables = ["HPLTUNE_LOG_LEVEL": "critical"]
            _ = try await loud("doctor")
            #expect(try String(contentsOfFile: log, encoding: .utf8).isEmpty)
            _ = try await loud("doctor", "--log-level", "trace")
            let length = try String(contentsOfFile: log, encoding: .utf8).count
            #expect(length > 0)
            _ = try await hpltune("doctor")
            #expect(try String(contentsOfFile: log, encoding: .utf8).count > length)
        }
    }
}
