import Execution
import Foundation
import Testing

/// What users get wrong, tried on the real program: one clear line, an exit status, nothing lost.
@Suite("Bad input")
struct BadInputTests {
    @Test(
        "a study file",
        arguments: [
            ("spcae: {NB: [64]}", "s.yaml:1:1: unknown key `spcae`; did you mean `space`?"),
            ("space:\n  BACST: [long]", "s.yaml:2:3: unknown key `BACST`; did you mean `BCAST`?"),
            ("space: {NB: []}", "s.yaml:1:13:"),
            ("space: {NB: {from: 1, to: 1000000, step: 1}}", "s.yaml:1:13:"),
            ("space: {NB: [64, 128], constraints: [\"NB > 500\"]}", "no point obeys `NB > 500`"),
            ("space: {constraints: [\"NB >\"]}", "s.yaml:1:"),
            ("space: {N: 1000000, NB: [64]}", "the largest N that fits"),
            ("space: {grid: [3x5]}", "s.yaml:1:16:"),
            ("space: {layout: [64x64]}", "s.yaml:1:18:"),
            ("space: {BCAST: [1rnig]}", "did you mean `1ring`?"),
            ("strategy: bayse", "s.yaml:1:11: unknown strategy `bayse`"),
            ("hpl: {executable: ./nowhere}", "s.yaml:1:19: `./nowhere` is not a program"),
            ("hpl: {launcher: no-such-mpirun}", "s.yaml:1:17: there is no program `no-such-mpirun`"),
            ("hpl: {flavor: netlb}", "did you mean `netlib`?"),
            ("study: [", "s.yaml:"),
            ("cluster: rome", "s.yaml:1:10: no cluster is called `rome`"),
            (
                "resources:\n  nodes: 4",
                "s.yaml:2:10: the machine hpltune is on is 1 node, not 4; write `nodes: 1`"
            ),
            ("resources: {partition: main}", "s.yaml:1:24: `partition` is for clusters with SLURM"),
            ("resources:\n  memory_per_node: 900TiB", "s.yaml:2:20: this machine has "),
            (
                "resources: {threads_per_rank: 5000}",
                "s.yaml:1:31: 1 rank × 5000 threads = 5000, and this machine has"
            ),
            (
                "resources: {ranks_per_node: 5000}",
                "s.yaml:1:29: 5000 ranks × 1 thread = 5000, and this machine has"
            ),
        ])
    func studyFile(text: String, message: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(text + "\n", to: "s.yaml")
            let output = try await hpltune("optimize", "s.yaml", "--study", "s")
            #expect(output.status == 1)
            #expect(output.errors.contains(message), "\(output.errors)")
            #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
            let studies = try #require(try await hpltune.json("studies", "--json") as? [Any])
            #expect(studies.isEmpty)
        }
    }

    @Test(
        "the command line",
        arguments: [
            (["optimize", "--budget", "0"], 64, "--budget is 1 or more"),
            (["optimize", "--budegt", "4"], 64, "--budget"),
            (["optimize", "--strategy", "bayse"], 1, "unknown strategy `bayse`"),
            (["optimize", "--n", "5", "--run-seconds", "3"], 64, "give one of them"),
            (["optimize", "--set", "x", "--dry-run"], 64, "--set takes key=value"),
            (["optimize", "--set", "initial.sobl=8", "--dry-run"], 1, "did you mean `sobol`?"),
            (["optimize", "--cluster", "rome"], 1, "no cluster is called `rome`"),
            (["optimize", "nowhere.yaml"], 1, "nowhere.yaml: there is no such file; check the path"),
            (["resume"], 1, "there is no study yet"),
            (["status", "x"], 1, "there is no study yet"),
            (["show", "x", "y"], 64, "y"),
            (["parse", "nowhere.out"], 1, "nowhere.out: cannot be read"),
            (["nonsense"], 64, "hpltune: unexpected argument 'nonsense'; see `hpltune --help`"),
            (
                ["optimise"], 64,
                "hpltune: there is no command `hpltune optimise`; did you mean `optimize`? See `hpltune --help`"
            ),
            (["trails", "local"], 64, "did you mean `trials`?"),
            (["runs"], 64, "there is no command `hpltune runs`; did you mean `trials`? See `hpltune --help`"),
            (["run", "s.yaml"], 64, "did you mean `optimize`?"),
            (["list"], 64, "did you mean `studies`?"),
            (["clusters", "tets", "toy"], 64, "did you mean `test`? See `hpltune clusters --help`"),
            (["compare", "a"], 64, "as `hpltune studies` lists them; see `hpltune compare --help`"),
            (["status", "--database", "nope/a.db"], 1, "/nope/a.db, nor a folder "),
            (["clusters", "add"], 64, "see `hpltune clusters add --help`"),
            (["optimize", "--budget"], 64, "missing value for '--budget"),
            (["optimize", "--budget", "-5"], 64, "--budget is 1 or more, not -5"),
            (
                ["optimize", "--budget", "forty"], 64,
                "'--budget <runs>': it takes a whole number, such as 40"
            ),
            (["optimize", "--n", "-1000"], 64, "it takes a whole number from 1 to 2147483647, or `memory`"),
            (["optimize", "--max-node-hours", "-3"], 64, "--max-node-hours is more than 0, not -3"),
            (["optimize", "--run-seconds", "-3"], 64, "--run-seconds is more than 0, not -3"),
            (["optimize", "--seed", "-1"], 64, "it takes a whole number from 0 to 18446744073709551615"),
            (["plot", "--width", "-1", "-o", "x.png"], 64, "not -1"),
        ] as [([String], Int32, String)])
    func commandLine(arguments: [String], status: Int32, message: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune.run(arguments)
            #expect(output.status == status, "\(output.errors)")
            #expect(output.errors.contains(message), "\(output.errors)")
            #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
        }
    }

    @Test("advice names the command as it is typed, wherever it comes from")
    func advice() async throws {
        try await Hpltune.inNewHome { hpltune in
            var script = hpltune
            script.variables["HPLTUNE_COMMAND"] = "scripts/hpltune"
            for (arguments, message) in [
                (["status", "x"], "`scripts/hpltune optimize` starts one"),
                (["optimize", "--cluster", "rome"], "`scripts/hpltune clusters add rome`"),
                (["optimize", "--n"], "`scripts/hpltune optimize --help`"),
            ] {
                let output = try await script.run(arguments)
                #expect(output.errors.contains(message), "\(output.errors)")
                #expect(!output.errors.contains("`hpltune "), "\(output.errors)")
            }
        }
    }

    @Test("scripts/test-cluster explains itself, and says in a line what is wrong")
    func testCluster() async throws {
        try await Hpltune.inNewHome { hpltune in
            for (word, status) in [("--help", 0), ("-h", 0), ("uup", 64), ("", 64)] as [(String, Int32)] {
                let output = try await hpltune.transport.run(
                    Command(argv: [Hpltune.packageRoot + "/scripts/test-cluster", word]),
                    timeout: .seconds(20),
                    outputLimit: 1 << 16)
                #expect(output.exitStatus == status, "\(word)")
                #expect(output.stdout.isEmpty == (status != 0))
                let errors = String(decoding: output.stderr, as: UTF8.self).split(separator: "\n")
                #expect(errors.count == (status == 0 ? 0 : 1), "\(errors)")
            }
        }
    }

    @Test("an HPL.dat of three lines")
    func shortInputFile() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("HPLinpack benchmark input file\nsomebody\nHPL.out\n", to: "HPL.dat")
            for command in ["space", "optimize"] {
                let output = try await hpltune(command, "HPL.dat")
                #expect(output.status == 1)
                #expect(output.errors.hasPrefix("HPL.dat:"), "\(output.errors)")
                #expect(output.errors.contains("3 lines"), "\(output.errors)")
            }
        }
    }

    @Test("a database that is none")
    func noDatabase() async throws {
        try await Hpltune.inNewHome { hpltune in
            let diary = try hpltune.write("Dear diary\n", to: "diary")
            for arguments in [["studies"], ["status"], ["optimize", "--n", "100"]] {
                let output = try await hpltune.run(arguments + ["--database", diary])
                #expect(output.status == 1)
                #expect(output.errors.contains("diary: not an hpltune database"), "\(output.errors)")
            }
            #expect(try String(contentsOfFile: diary, encoding: .utf8) == "Dear diary\n")
        }
    }

    @Test("no HPL and no mpirun")
    func nothingInstalled() async throws {
        try await Hpltune.inNewHome { hpltune in
            let folder = hpltune.home + "/bin"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/bash", withDestinationPath: "/bin/bash")
            var bare = hpltune
            bare.variables = ["HPLTUNE_XHPL": "", "PATH": folder]
            let output = try await bare("optimize", "--n", "100")
            #expect(output.status == 1)
            #expect(
                output.errors.contains("no HPL found; `scripts/install-hpl` builds one"), "\(output.errors)")
            bare.variables = ["HPLTUNE_XHPL": Hpltune.realHPL, "PATH": folder]
            let second = try await bare("optimize", "--n", "100")
            #expect(second.status == 1)
            #expect(second.errors.contains("no mpirun found"), "\(second.errors)")
        }
    }

    @Test("an HPL that crashes: three recorded failures, the last output, advice")
    func crashing() async throws {
        try await Hpltune.inNewHome { hpltune in
            let broken = try hpltune.write(
                "#!/bin/sh\necho about to crash\nkill -SEGV $$\n", to: "xhpl", executable: true)
            var broke = hpltune
            broke.variables = ["HPLTUNE_XHPL": broken]
            let output = try await broke("optimize", "--n", "100", "--budget", "9")
            #expect(output.status == 1)
            #expect(output.errors.contains("about to crash"), "\(output.errors)")
            #expect(output.errors.contains("all 3 runs failed"), "\(output.errors)")
            let trials = try #require(try await hpltune.json("trials", "local", "--json") as? [[String: Any]])
            #expect(trials.prefix(3).allSatisfy { $0["failure"] as? String == "crashed" })
            // Mended, it goes on.
            let mended = try await hpltune("optimize", "--budget", "4")
            #expect(mended.status == 0, "\(mended.errors)")
            let after = try #require(try await hpltune.json("trials", "local", "--json") as? [[String: Any]])
            #expect(after.count { $0["state"] as? String == "measured" } == 4)
        }
    }

    @Test("an HPL that hangs is ended")
    func hanging() async throws {
        try await Hpltune.inNewHome { hpltune in
            let hung = try hpltune.write("#!/bin/sh\nexec sleep 1000\n", to: "xhpl", executable: true)
            var hanging = hpltune
            hanging.variables = ["HPLTUNE_XHPL": hung]
            let output = try await hanging("optimize", "--n", "100", "--budget", "9")
            #expect(output.status == 1)
            #expect(output.errors.contains("all 3 runs failed"), "\(output.errors)")
            let trials = try #require(try await hpltune.json("trials", "local", "--json") as? [[String: Any]])
            #expect(trials.first?["failure"] as? String == "timed-out")
        }
    }

    @Test("an unwritable folder for results")
    func unwritable() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(
                "study: s\nresources: {results: /proc/nowhere}\nspace: {N: 100}\n", to: "s.yaml")
            let output = try await hpltune("optimize", "s.yaml")
            #expect(output.status == 1)
            #expect(output.errors.contains("/proc/nowhere"), "\(output.errors)")
        }
    }
}
