import Foundation
import Testing

@Suite("hpltune cancel", .serialized)
struct CancelCommandTests {
    @Test("ends the job of a study that nobody drives, and nothing else; resume opens it again")
    func undriven() async throws {
        try await Hpltune.inNewHome { hpltune in
            let left = try await hpltune(
                "optimize", "--n", "1500", "--budget", "4", "--batch", "4", "--detach")
            #expect(left.status == 0, "\(left.errors)")
            try await hpltune.waitFor("a run") { hpltune.runFiles("started.json").isEmpty ? nil : true }
            let cancelled = try await hpltune("cancel", "local")
            #expect(cancelled.status == 0, "\(cancelled.errors)")
            #expect(cancelled.out.contains("Study `local`: cancelled;"), "\(cancelled.out)")
            #expect(try hpltune.jobProcesses() == [])
            let status = try #require(try await hpltune.json("status", "local", "--json") as? [String: Any])
            #expect(status["state"] as? String == "cancelled")
            #expect(status["next"] as? String == "hpltune resume local")
            let told = try await hpltune("status", "local").out
            #expect(told.contains("\nstate       cancelled by `hpltune cancel` (process id "), "\(told)")
            #expect(told.components(separatedBy: "cancelled by").count == 2, "once: \(told)")
            let before = try await hpltune.trials()
            #expect(
                before.allSatisfy {
                    ["cancelled", "measured"].contains($0["failure"] as? String ?? "measured")
                })
            #expect(before.contains { $0["failure"] as? String == "cancelled" })
            let again = try await hpltune("cancel", "local")
            #expect(again.status == 0)
            #expect(again.out.contains("nothing of it was running"), "\(again.out)")
            let resumed = try await hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.errors)")
            let after = try await hpltune.trials()
            #expect(after.count { $0["state"] as? String == "measured" } == 4)
            #expect(after.compactMap { $0["id"] as? Int } == Array(1...after.count))
        }
    }

    @Test("asks the hpltune that drives the study, which says who it was")
    func driven() async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start("optimize", "--n", "2000", "--budget", "40", "--batch", "4")
            try await hpltune.waitForRuns(1)
            let cancelled = try await hpltune("cancel", "local")
            #expect(cancelled.status == 0, "\(cancelled.errors)")
            #expect(cancelled.out.contains("Study `local`: cancelled;"), "\(cancelled.out)")
            let stopped = try await driver.output.value
            #expect(stopped.status == 1, "nobody has pressed Ctrl-C")
            #expect(
                stopped.errors.contains("Stopped: cancelled by `hpltune cancel` (process id"),
                "\(stopped.errors)")
            #expect(try hpltune.jobProcesses() == [])
            #expect(hpltune.runFiles("done.json").count < 40)
        }
    }

    @Test("of a study that is not there says which there are")
    func unknown() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("cancel", "nope").errors.contains("there is no study yet"))
            _ = try await hpltune("optimize", "--n", "200", "--budget", "1")
            let output = try await hpltune("cancel", "nope")
            #expect(output.status == 1)
            #expect(output.errors == "hpltune: there is no study `nope`; there are: local\n")
            let finished = try await hpltune("cancel", "local")
            #expect(finished.status == 0)
            #expect(finished.out.contains("Study `local` is finished"), "\(finished.out)")
        }
    }
}
