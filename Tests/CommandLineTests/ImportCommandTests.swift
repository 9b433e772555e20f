import Foundation
import Testing

/// Results from elsewhere into a real study, as a user brings them.
@Suite("import and compare", .serialized)
struct ImportCommandTests {
    private static let outputs = Hpltune.packageRoot + "/Tests/HPLTests/Fixtures/outputs/"
    private static let study = """
        space:
          N: 500
          NB: [32, 64, 96]
          grid: [1x2, 2x1]
          BCAST: [1ring, 2ringM]
          RFACT: [left, right]
        """

    private func start(_ hpltune: Hpltune, _ name: String, budget: String = "2") async throws {
        _ = try hpltune.write("study: \(name)\n\(Self.study)\n", to: "\(name).yaml")
        let output = try await hpltune("optimize", "\(name).yaml", "--budget", budget, "--batch", "2")
        #expect(output.status == 0, "\(output.errors)")
    }

    @Test("taken, listed, used; taken once only; exported and taken by another study")
    func wholeWay() async throws {
        try await Hpltune.inNewHome { hpltune in
            try await start(hpltune, "a")
            let file = Self.outputs + "passed-48-combinations.out"
            let dry = try await hpltune("import", "a", file, "--dry-run")
            #expect(dry.status == 0 && dry.out.contains("24 results would be taken"), "\(dry.out)")
            #expect(dry.out.contains("nothing was stored"))
            let taken = try await hpltune("import", "a", file)
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(taken.out == "Study a: 24 results taken as runs #3 to #26, 24 refused.\n")
            #expect(taken.errors.contains(":47: N 300 is not the study's 500,"))
            #expect(taken.errors.contains("(and 23 more like it)"))
            let again = try await hpltune("import", "a", file)
            #expect(again.status == 0)
            #expect(again.out.hasPrefix("Study a: 0 results taken, 24 were there already"), "\(again.out)")

            let trials = try #require(try await hpltune.json("trials", "a", "--json") as? [[String: Any]])
            #expect(trials.count == 26)
            #expect(trials.count { $0["imported"] as? Bool == true } == 24)
            let status = try #require(try await hpltune.json("status", "a", "--json") as? [String: Any])
            #expect(status["spent"] as? Int == 2)
            #expect((status["trials"] as? [String: Any])?["imported"] as? Int == 24)
            #expect(try await hpltune("status", "a").out.contains("2 of 2, and 24 imported"))
            #expect(try await hpltune("trials", "a").out.contains("  imported\n"))
            let shown = try await hpltune("show", "a", "3")
            #expect(shown.out.contains("measured elsewhere") && shown.out.contains("imported from "))
            #expect(try await hpltune("logs", "a", "3").errors.contains("run #3 was made elsewhere"))
            #expect(try await hpltune("best", "a").status == 0)

            try await start(hpltune, "b")
            #expect(try await hpltune("export", "a", "--format", "csv", "-o", "a.csv").status == 0)
            let zipped = try await hpltune.transport.run(
                .init(argv: ["gzip", "-k", hpltune.home + "/a.csv"]), timeout: .seconds(10),
                outputLimit: 1 << 10)
            #expect(zipped.exitStatus == 0)
            let second = try await hpltune("import", "b", "a.csv.gz")
            #expect(
                second.status == 0 && second.out.contains("26 results taken"), "\(second.out)\(second.errors)"
            )
            #expect(try await hpltune("export", "a", "--format", "json", "-o", "a.json").status == 0)
            let third = try await hpltune("import", "b", "a.json", "a.csv")
            #expect(
                third.out.contains("0 results taken, 52 were there already"), "\(third.out)\(third.errors)")

            // It goes on, and measures nothing anew that was imported.
            let more = try await hpltune("optimize", "--study", "a", "--budget", "4")
            #expect(more.status == 0, "\(more.out)\(more.errors)")
        }
    }

    @Test("a study that is being driven takes results from its driver's hand, and goes on")
    func driven() async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start(
                "optimize", "--n", "1500", "--budget", "8", "--batch", "2", "--strategy", "random")
            try await hpltune.waitForRuns(1)
            _ = try hpltune.write(
                "NB,grid,BCAST,DEPTH,layout,N,gflops\n64,1x2,1ring,0,2x1,1500,0.5\n", to: "old.csv")
            let taken = try await hpltune("import", "local", "old.csv")
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(
                taken.out.hasPrefix("Study local, which is being driven: 1 result taken as run #"),
                "\(taken.out)")
            #expect(try await driver.output.value.status == 0)
            let status = try #require(try await hpltune.json("status", "local", "--json") as? [String: Any])
            #expect(status["spent"] as? Int == 8)
            #expect((status["trials"] as? [String: Any])?["imported"] as? Int == 1)
            #expect(try await hpltune("database", "check").status == 0)
        }
    }

    @Test("compare: a table, JSON, and what cannot be compared")
    func compare() async throws {
        try await Hpltune.inNewHome { hpltune in
            try await start(hpltune, "a")
            try await start(hpltune, "b")
            let file = Self.outputs + "passed-48-combinations.out"
            #expect(try await hpltune("import", "b", file).status == 0)
            let table = try await hpltune("compare", "a", "b")
            #expect(table.status == 0, "\(table.errors)")
            #expect(
                table.out.contains("95 % interval") && table.out.contains("Which is better cannot be told"))
            #expect(table.out.contains("warning: the best of `b` was imported"), "\(table.out)")
            let json = try #require(try await hpltune.json("compare", "a", "b", "--json") as? [String: Any])
            #expect(json["version"] as? Int == 1)
            #expect((json["studies"] as? [[String: Any]])?.map { $0["study"] as? String } == ["a", "b"])
            #expect((json["verdict"] as? [String: Any])?["kind"] as? String == "unknown")
            for (arguments, status) in [(["a"], 64), (["a", "a"], 64), (["a", "c"], 1)] {
                #expect(try await hpltune.run(["compare"] + arguments).status == Int32(status))
            }
        }
    }

    @Test("what cannot be taken: one line each, and exit status 1")
    func refused() async throws {
        try await Hpltune.inNewHome { hpltune in
            try await start(hpltune, "a")
            _ = try hpltune.write("Dear diary\n", to: "diary")
            _ = try hpltune.write("NB,grdi,gflops\n64,1x2,3\n", to: "typo.csv")
            _ = try hpltune.write("NB,grid,RFACT,gflops,N\n64,1x2,left,30,500\n", to: "short.csv")
            for (arguments, message) in [
                (["nowhere.out"], "nowhere.out: cannot be read"), (["diary"], "diary:1:1: this is neither"),
                (["typo.csv"], "typo.csv:1:4: unknown column `grdi`; did you mean `grid`?"),
                ([Self.outputs + "residual-failed.out"], "FAILED its residual check"),
            ] {
                let output = try await hpltune.run(["import", "a"] + arguments)
                #expect(output.status == 1, "\(arguments)")
                #expect(output.errors.contains(message), "\(output.errors)")
                #expect(output.out.hasPrefix("Study a: 0 results taken, 1 refused."), "\(output.out)")
            }
            let database = try await hpltune("import", "a", hpltune.database)
            #expect(database.status == 1 && database.errors.contains("this is an SQLite database"))
            // One good file among bad ones is taken; BCAST does nothing on two columns.
            let mixed = try await hpltune("import", "a", "diary", "short.csv")
            #expect(mixed.status == 1)
            #expect(mixed.out == "Study a: 1 result taken as run #3, 1 refused.\n")
            let unknown = try await hpltune("import", "c", "diary")
            #expect(unknown.status == 1 && unknown.errors.contains("there is no study `c`"))
            let wrong = try await hpltune("import", "a", "short.csv", "--set", "SWPA=mix")
            #expect(
                wrong.status == 64 && wrong.errors.contains("unknown parameter `SWPA`"), "\(wrong.errors)")
        }
    }

    @Test("a driver takes results also while it waits for HPL; a study without N has nothing to compare with")
    func held() async throws {
        try await Hpltune.inNewHome { hpltune in
            // Runs until the test has seen enough.
            let slow = try hpltune.write(
                "#!/bin/sh\nfor i in $(seq 600); do [ -e \(hpltune.home)/go ] && exit 1; sleep 0.1; done\n",
                to: "xhpl", executable: true)
            var waiting = hpltune
            waiting.variables = ["HPLTUNE_XHPL": slow]
            async let driving = waiting("optimize", "--study", "a", "--n", "500", "--budget", "1")
            async let calibrating = waiting("optimize", "--study", "b", "--budget", "1")
            _ = try hpltune.write("NB,grid,gflops,N\n64,1x2,30,500\n", to: "a.csv")
            for study in ["a", "b"] {
                for _ in 0..<300 {
                    if try await hpltune("status", study).out.contains("being driven by") { break }
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            let taken = try await hpltune(
                "import", "a", "a.csv", "--set", "BCAST=1ring", "--set", "DEPTH=0")
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(taken.out == "Study a, which is being driven: 1 result taken as run #1.\n")
            let early = try await hpltune("import", "b", "a.csv")
            #expect(early.status == 1 && early.errors.contains("study `b` has no N yet"), "\(early.errors)")
            _ = try hpltune.write("", to: "go")
            _ = try await (driving, calibrating)
        }
    }
}
