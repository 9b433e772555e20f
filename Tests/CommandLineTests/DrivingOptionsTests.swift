import Execution
import Foundation
import Testing

/// What `optimize` does besides driving to the end.
@Suite("Options of optimize", .serialized)
struct DrivingOptionsTests {
    @Test("--dry-run shows the whole script, then size, cost, limit and the next round, and stores nothing")
    func dryRun() async throws {
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune("optimize", "--n", "2000", "--budget", "10", "--dry-run")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.out.contains("  | #!/bin/bash"))
            #expect(output.out.contains("Size    N = 2000"))
            #expect(output.out.contains("node-hours in all"))
            #expect(output.out.contains("--map-by slot:PE=1 --bind-to core"))
            #expect(output.out.contains("\nLimit   a run is ended after "))
            let script = output.lines.filter { $0.hasPrefix("  | ") }.map { String($0.dropFirst(4)) }
            #expect(script.first == "#!/bin/bash" && script.last == "hpltune_main; exit", "\(script)")
            let titles = output.lines.filter { $0.hasPrefix("Script") }
            #expect(titles.count == 3, "\(titles)")
            let study = try #require(
                output.lines.firstIndex(of: "Study   local, strategy bayes, 10 runs in all"))
            let last = try #require(output.lines.lastIndex { $0.hasPrefix("  | ") })
            #expect(last < study)
            #expect(output.lines.count - study < 8, "what it comes to stays on the screen, and comes last")
            #expect(output.lines[last..<study].contains("Next round:"))
            let whole = output.lines.filter { $0.hasPrefix("  |") }.map { String($0.dropFirst(4)) }
            let check = try await hpltune.transport.run(
                Command(argv: ["bash", "-n"], standardInput: Array(whole.joined(separator: "\n").utf8)),
                timeout: .seconds(20), outputLimit: 1 << 16)
            #expect(check.succeeded, "\(check.complaint)")
            #expect(!FileManager.default.fileExists(atPath: hpltune.database))
        }
    }

    @Test("--dry-run of a study that has used its budget says how to go on")
    func dryRunWithoutBudget() async throws {
        try await Hpltune.inNewHome { hpltune in
            #expect(try await hpltune("optimize", "--n", "100", "--budget", "1").status == 0)
            let output = try await hpltune("optimize", "--dry-run")
            #expect(output.status == 0, "\(output.errors)")
            #expect(
                output.lines.first == "Study `local` has nothing left to run: its budget of 1 run is used up."
            )
            #expect(output.lines.last == "20 more:  hpltune optimize --study local --budget 21")
            #expect(output.lines.contains { $0.hasPrefix("Note:  the study is there since ") })
            let more = try await hpltune("optimize", "--budget", "3", "--dry-run")
            #expect(more.status == 0 && more.out.contains("\nNext round:\n"), "\(more.out)\(more.errors)")
            #expect(more.out.contains(", 3 runs in all\n"), "\(more.out)")
            for (arguments, complaint) in [
                (["--n", "200"], "study `local` has N = 100; leave that as it is"),
                (["--budget", "0"], "--budget"),
            ] {
                let refused = try await hpltune.run(["optimize"] + arguments + ["--dry-run"])
                #expect(refused.status != 0 && refused.errors.contains(complaint), "\(refused.errors)")
            }
            #expect(try await hpltune("status").out.contains("runs        1 of 1\n"), "nothing is stored")
        }
    }

    @Test("a database and results that are named by way of the parent folder")
    func parentFolder() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(
                "resources: {results: ../\(hpltune.home.split(separator: "/").last ?? "")/my runs}\nspace: {N: 100}\n",
                to: "s.yaml")
            let path = "../\(hpltune.home.split(separator: "/").last ?? "")//data/../x.db"
            for arguments in [["s.yaml"], ["--study", "t", "--n", "100"]] {
                let output = try await hpltune.run(
                    ["optimize"] + arguments + ["--budget", "1", "--database", path])
                #expect(output.status == 0, "\(output.errors)")
            }
            #expect(FileManager.default.fileExists(atPath: hpltune.home + "/x.db"))
            let runs = try FileManager.default.contentsOfDirectory(atPath: hpltune.home + "/my runs")
            #expect(runs.contains("s"))
            #expect(FileManager.default.fileExists(atPath: hpltune.home + "/runs/t"))
        }
    }

    @Test("--detach leaves at once; resume collects what ran meanwhile")
    func detach() async throws {
        try await Hpltune.inNewHome { hpltune in
            let left = try await hpltune(
                "optimize", "--n", "300", "--budget", "3", "--batch", "3", "--detach")
            #expect(left.status == 0, "\(left.errors)")
            for command in ["status", "sync  ", "resume", "watch "] {
                #expect(left.out.contains("\n  hpltune \(command) local   "), "\(left.out)")
            }
            let plan = try await hpltune("optimize", "--dry-run")
            #expect(plan.out.contains("\nNote    the study is there since 20"), "\(plan.out)")
            let again = try await hpltune("resume", "--detach")
            #expect(again.status == 0, "\(again.errors)")
            let resumed = try await hpltune("resume")
            #expect(resumed.status == 0, "\(resumed.errors)")
            let trials = try #require(try await hpltune.json("trials", "--json") as? [[String: Any]])
            #expect(trials.map { $0["state"] as? String } == ["measured", "measured", "measured"])
            #expect(trials.allSatisfy { $0["attempts"] as? Int == 1 })
        }
    }

    @Test("a second driver is told who drives, and changes nothing")
    func secondDriver() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("#!/bin/sh\nsleep 3\nexit 1\n", to: "slow", executable: true)
            var slow = hpltune
            slow.variables = ["HPLTUNE_XHPL": hpltune.home + "/slow"]
            let driver = slow
            async let first = driver("optimize", "--n", "100", "--budget", "3")
            for _ in 0..<100 {
                let status = try await hpltune("status", "local", "--json")
                if status.out.contains("\"running\"") { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            let second = try await slow("optimize", "--budget", "99")
            #expect(second.status == 75)
            #expect(second.errors.contains("study `local` is being driven by hpltune with process id"))
            _ = try await first
            let status = try #require(try await hpltune.json("status", "local", "--json") as? [String: Any])
            #expect(status["budget"] as? Int == 3)
        }
    }

    @Test("what would make old and new runs incomparable is refused")
    func refusals() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("study: s\nspace: {N: 100, NB: [32, 64]}\n", to: "s.yaml")
            #expect(try await hpltune("optimize", "s.yaml", "--budget", "1").status == 0)
            _ = try hpltune.write("study: s\nspace: {N: 100, NB: [32, 48]}\n", to: "t.yaml")
            let space = try await hpltune("optimize", "t.yaml")
            #expect(space.status == 1)
            #expect(space.errors.contains("study `s` has another space than t.yaml"), "\(space.errors)")
            let link = hpltune.home + "/other-xhpl"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Hpltune.realHPL)
            var other = hpltune
            other.variables = ["HPLTUNE_XHPL": link]
            let executable = try await other("optimize", "s.yaml", "--budget", "2")
            #expect(executable.status == 1)
            #expect(executable.errors.contains("study `s` tunes"), "\(executable.errors)")
            for (option, value) in [("--seed", "7"), ("--strategy", "grid"), ("--n", "200")] {
                let output = try await hpltune("optimize", "s.yaml", option, value)
                #expect(output.status == 1, "\(option)")
            }
        }
    }

    @Test("doctor tries everything and finds it in order")
    func doctor() async throws {
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune("doctor")
            #expect(output.status == 0, "\(output.out)\(output.errors)")
            #expect(output.out.contains("PASSED"))
            #expect(!FileManager.default.fileExists(atPath: hpltune.database))
            var broken = hpltune
            broken.variables = ["HPLTUNE_XHPL": "/bin/true"]
            let sick = try await broken("doctor")
            #expect(sick.status == 1)
            #expect(sick.out.contains("missing"))
            #expect(
                sick.out.contains("warning HPL         /bin/true; nothing in it looks like an HPL"),
                "\(sick.out)")
        }
    }
}
