import Foundation
import Testing

@Suite("hpltune sync", .serialized)
struct SyncCommandTests {
    @Test("pass after pass brings a study to its end, with a line for what changed and none otherwise")
    func passes() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("sync").out == "", "no database yet is no mistake")
            #expect(
                try await hpltune("optimize", "--n", "1000", "--budget", "4", "--batch", "2", "--detach")
                    .status == 0)
            var lines: [String] = []
            for _ in 0..<200 {
                let output = try await hpltune("sync")
                #expect(output.status == 0, "\(output.errors)")
                #expect(output.errors == "" && !output.out.contains("\u{1B}"))
                #expect(output.lines.count <= 1, "\(output.out)")
                lines += output.lines
                let state = try await hpltune.json("status", "local", "--json") as? [String: Any]
                #expect(state?["state"] as? String != "running", "no lease is left")
                if state?["state"] as? String == "finished" { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(lines.last?.contains("done: the budget of 4 runs is used up") == true, "\(lines)")
            #expect(
                lines.contains { $0.hasPrefix("local: ") && $0.contains("round 2 submitted (2 runs)") },
                "\(lines)")
            try await hpltune.expectEveryTrialOnce(4)
            #expect(try await hpltune("sync").out == "")
            let named = try await hpltune("sync", "local")
            #expect(named.status == 0)
            #expect(named.out.contains("local: finished: the budget of 4 runs is used up"), "\(named.out)")
        }
    }

    @Test("leaves a study alone that is being driven, and goes on with the others when one fails")
    func several() async throws {
        try await Hpltune.inNewHome { hpltune in
            let link = hpltune.home + "/link-xhpl"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Hpltune.realHPL)
            for (name, executable) in [("broken", link), ("good", Hpltune.realHPL)] {
                var one = hpltune
                one.variables["HPLTUNE_XHPL"] = executable
                let left = try await one(
                    "optimize", "--study", name, "--n", "300", "--budget", "2", "--batch", "2", "--detach")
                #expect(left.status == 0, "\(left.errors)")
            }
            let driver = try await hpltune.start(
                "optimize", "--study", "driven", "--n", "1500", "--budget", "6")
            try await hpltune.waitFor("a run") {
                hpltune.runFiles("started.json").contains { $0.hasPrefix("driven/") } ? true : nil
            }
            try FileManager.default.removeItem(atPath: link)
            let output = try await hpltune("sync", "driven", "broken", "good", "nope")
            #expect(output.status == 1)
            #expect(
                output.out.contains("driven: being driven by hpltune with process id \(driver.pid)"),
                "\(output.out)")
            #expect(
                output.errors.contains("the HPL of study `broken`, \(link), is not there"), "\(output.errors)"
            )
            #expect(output.errors.contains("there is no study `nope`"), "\(output.errors)")
            #expect(output.out.contains("good: "), "\(output.out)")
            kill(driver.pid, SIGKILL)
            _ = try await driver.output.value
            #expect(try await hpltune("cancel", "driven").status == 0)
            #expect(try hpltune.jobProcesses() == [])
        }
    }

    @Test("two at a time: one does the work, the other leaves it alone")
    func twoAtOnce() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(
                try await hpltune("optimize", "--n", "500", "--budget", "8", "--batch", "2", "--detach")
                    .status == 0)
            for _ in 0..<200 {
                async let first = hpltune("sync", "local")
                async let second = hpltune("sync", "local")
                let outputs = try await [first, second]
                #expect(outputs.map(\.status) == [0, 0], "\(outputs)")
                if outputs.contains(where: { $0.out.contains("done:") || $0.out.contains("finished:") }) {
                    break
                }
            }
            try await hpltune.expectEveryTrialOnce(8)
        }
    }
}
