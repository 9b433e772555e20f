import Foundation
import Testing

@Suite("hpltune watch", .serialized)
struct WatchCommandTests {
    @Test("follows a study that another process drives, run by run, and ends with it")
    func follows() async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start("optimize", "--n", "1000", "--budget", "6", "--batch", "3")
            try await hpltune.waitForRuns(1)
            let watching = try await hpltune.start("watch", "local")
            let events = try await hpltune.start("watch", "local", "--json")
            let watched = try await watching.output.value
            #expect(try await driver.output.value.status == 0)
            #expect(watched.status == 0, "\(watched.errors)")
            #expect(watched.out.contains("driven by hpltune with process id \(driver.pid)"), "\(watched.out)")
            #expect(watched.out.contains("#6 "), "\(watched.out)")
            #expect(watched.out.contains("Done: the budget of 6 runs is used up."), "\(watched.out)")
            #expect(watched.out.contains("Best: "))
            #expect(!watched.out.contains("\u{1B}"))

            let listed = try await events.output.value
            #expect(listed.status == 0)
            let lines = try listed.lines.map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            let numbers = lines.compactMap { $0["id"] as? Int }
            #expect(numbers == Array(1...numbers.count), "every event once and in order")
            let measured = lines.filter { $0["kind"] as? String == "measured" }
            #expect(measured.compactMap { $0["trial"] as? Int } == Array(1...6))
            #expect(lines.first?["kind"] as? String == "created")
            #expect(lines.last?["kind"] as? String == "stopped")
        }
    }

    @Test(
        "says that nobody drives the study, waits, and goes on when somebody does; Ctrl-C ends only the watching"
    )
    func undriven() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(
                try await hpltune("optimize", "--n", "1000", "--budget", "2", "--batch", "2", "--detach")
                    .status == 0)
            let patient = try await hpltune.start("watch")
            let impatient = try await hpltune.start("watch")
            try await Task.sleep(for: .milliseconds(1_500))
            kill(impatient.pid, SIGINT)
            let left = try await impatient.output.value
            #expect(left.status == 130)
            #expect(
                left.out.contains(
                    "nobody drives the study; `hpltune resume local` or `hpltune sync` goes on"),
                "\(left.out)")
            #expect(try await hpltune("resume", "local").status == 0)
            let watched = try await patient.output.value
            #expect(watched.status == 0)
            #expect(watched.out.contains("#1 ") && watched.out.contains("#2 "), "\(watched.out)")
        }
    }

    @Test("of a finished study says its end at once, from a copy of the database, too")
    func finished() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "200", "--budget", "1").status == 0)
            let copy = hpltune.home + "/copy.db"
            for suffix in ["", "-wal", "-shm"]
            where FileManager.default.fileExists(atPath: hpltune.database + suffix) {
                try FileManager.default.copyItem(atPath: hpltune.database + suffix, toPath: copy + suffix)
                chmod(copy + suffix, 0o444)
            }
            let output = try await hpltune("watch", "local", "--database", copy)
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.out.contains("Done: the budget of 1 run is used up."), "\(output.out)")
        }
    }

    @Test("a killed driver is noticed")
    func killedDriver() async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start("optimize", "--n", "1500", "--budget", "40")
            try await hpltune.waitForRuns(1)
            let watching = try await hpltune.start("watch")
            try await Task.sleep(for: .milliseconds(700))
            kill(driver.pid, SIGKILL)
            _ = try await driver.output.value
            try await Task.sleep(for: .milliseconds(2_500))
            kill(watching.pid, SIGTERM)
            let watched = try await watching.output.value
            #expect(watched.out.contains("nobody drives the study"), "\(watched.out)")
            #expect(try await hpltune("cancel", "local").status == 0)
        }
    }
}
