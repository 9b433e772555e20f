import Foundation
import Testing

/// What `clusters add` finds, writes and refuses.
extension ClustersCommandTests {
    @Test("add writes what it finds and keeps what is there")
    func add() async throws {
        try await withSlurm { hpltune, file in
            let old = "# mine\nrome: {scheduler: direct} # keep\n"
            try profile("# mine\nrome: {scheduler: direct} # keep", hpltune)
            let output = try await hpltune(
                "clusters", "add", "toy", "--account", "phys", "--modules", "gcc,ucx")
            #expect(output.status == 0, "\(output.errors)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.hasPrefix(old))
            for line in [
                "  scheduler: slurm", "  partition: main", "# 3 nodes of 16 cores; also short",
                "  account: phys",
                "  modules: [gcc, ucx]", "  # executable: ",
            ] {
                #expect(text.contains(line), "\(line) in \(text)")
            }
            let again = try await hpltune("clusters", "add", "toy")
            #expect(again.status == 1)
            #expect(again.errors.contains("has a cluster `toy` already"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            let list = try #require(try await hpltune.json("clusters", "list", "--json") as? [[String: Any]])
            #expect(list.compactMap { $0["name"] as? String } == ["local", "rome", "toy"])
            #expect(list.last?["partition"] as? String == "main")
        }
    }

    @Test(
        "add says what is wrong, and writes nothing",
        arguments: [
            (["local"], 64, "`local` is the machine hpltune is on"),
            (["a b"], 64, "`a b` is no name of a cluster"),
            (["x", "--partition", "man"], 1, "unknown partition `man`; did you mean `main`?"),
            (["x", "--nodes", "0"], 64, "--nodes is 1 or more, not 0"),
            (
                ["x", "--scheduler", "direct", "--partition", "main"], 64,
                "--partition main is for `--scheduler slurm`"
            ),
            (["x", "--work-directory", "~root/x"], 1, "`~root/x` is no absolute path"),
        ] as [([String], Int32, String)])
    func badAdd(arguments: [String], status: Int32, message: String) async throws {
        try await withSlurm { hpltune, file in
            let output = try await hpltune.run(["clusters", "add"] + arguments)
            #expect(output.status == status, "\(output.errors)")
            #expect(output.errors.contains(message), "\(output.errors)")
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("add without a way to SLURM says what is wrong; to try again later would not help")
    func noWay() async throws {
        try await withSlurm { hpltune, file in
            let fatal = "sinfo: fatal: Could not establish a configuration source"
            _ = try hpltune.write(
                "#!/bin/sh\necho '\(fatal)' >&2; exit 1\n", to: "tools/sinfo", executable: true)
            let unknown = try await hpltune("clusters", "add", "toy")
            #expect(unknown.status == 1)
            #expect(
                unknown.errors.hasPrefix(
                    "hpltune: SLURM's tools are here, but nothing tells them of a cluster: SLURM_CONF is not set"
                ),
                "\(unknown.errors)")
            #expect(unknown.errors.contains("set SLURM_CONF to the cluster's slurm.conf"))
            var lost = hpltune
            lost.variables["SLURM_CONF"] = "/no/slurm.conf"
            let gone = try await lost("clusters", "add", "toy")
            #expect(gone.status == 1)
            #expect(
                gone.errors
                    == "hpltune: SLURM_CONF is set, and /no/slurm.conf is not there; set it to SLURM's configuration file, or unset it\n"
            )
            #expect(!FileManager.default.fileExists(atPath: file))
            try profile("toy:\n  scheduler: slurm", hpltune)
            let study = try await hpltune("optimize", "--cluster", "toy", "--n", "100")
            #expect(study.status == 75)
            #expect(
                study.errors.hasPrefix("\(file):1:1: SLURM's tools are here, but nothing tells them"),
                "\(study.errors)")
            #expect(study.errors.contains("add `scheduler_environment: {SLURM_CONF: FILE}`"))
        }
    }
}
