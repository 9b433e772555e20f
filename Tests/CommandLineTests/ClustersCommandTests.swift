import Foundation
import Testing

/// Clusters as users meet them, on a SLURM that only answers what it is: its answers are a real one's (22.05).
@Suite("Clusters")
struct ClustersCommandTests {
    private static let configuration = """
        Configuration data as of 2026-01-01T00:00:00
        AccountingStorageType   = accounting_storage/none
        ClusterName             = toy
        KillWait                = 30 sec
        MaxArraySize            = 1001
        MinJobAge               = 300 sec
        SLURM_VERSION           = 22.05.8
        """

    private static let partitions = """
        main*|3|2|8|1|24105|1:00:00|(null)
        short|2|1|4|1|8000|1:00|(null)
        """

    /// With `scontrol`, `sinfo` and an `sbatch` on the PATH; `broken` makes them fail.
    func withSlurm(broken: Bool = false, _ body: (Hpltune, String) async throws -> Void) async throws {
        try await Hpltune.inNewHome { hpltune in
            var hpltune = hpltune
            let tools = hpltune.home + "/tools"
            try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
            let failure = "echo 'slurm_load: Unable to contact slurm controller' >&2; exit 1"
            func tool(_ name: String, _ text: String) throws {
                let script = "#!/bin/sh\n" + (broken ? failure : "cat <<'END'\n\(text)\nEND") + "\n"
                _ = try hpltune.write(script, to: "tools/\(name)", executable: true)
            }
            try tool("scontrol", Self.configuration)
            try tool("sinfo", Self.partitions)
            try tool("sbatch", "1")
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            hpltune.variables = ["PATH": "\(tools):\(path)", "SLURM_CONF": ""]
            try FileManager.default.createDirectory(
                atPath: hpltune.home + "/.config/hpltune", withIntermediateDirectories: true)
            try await body(hpltune, hpltune.home + "/.config/hpltune/clusters.yaml")
        }
    }

    func profile(_ text: String, _ hpltune: Hpltune) throws {
        _ = try hpltune.write(text + "\n", to: ".config/hpltune/clusters.yaml")
    }

    @Test("a SLURM that does not answer: try again later")
    func unreachable() async throws {
        try await withSlurm(broken: true) { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            for arguments in [["clusters", "add", "x"], ["optimize", "--cluster", "toy"]] {
                let output = try await hpltune.run(arguments)
                #expect(output.status == 75)
                #expect(output.errors.contains("Unable to contact slurm controller"), "\(output.errors)")
                #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
            }
            let test = try await hpltune("clusters", "test", "toy")
            #expect(test.status == 1)
            #expect(test.out.contains("missing sbatch"), "\(test.out)")
        }
    }

    @Test(
        "what a study asks of a cluster that it does not have",
        arguments: [
            (
                "resources:\n  nodes: 4",
                "s.yaml:2:10: partition `main` has 3 nodes, not 4; write `nodes: 3` or less"
            ),
            (
                "resources:\n  partition: gpu",
                "s.yaml:2:14: the cluster has no partition `gpu`; name one of main, short"
            ),
            (
                "resources:\n  constraint: rome",
                "s.yaml:2:15: partition `main` has no nodes with the feature `rome`"
            ),
            (
                "resources:\n  ranks_per_node: 17",
                "s.yaml:2:19: 17 ranks × 1 thread = 17, and a node of partition `main` has 16 cores"
            ),
            (
                "resources:\n  memory_per_node: 1TiB",
                "s.yaml:2:20: a node of partition `main` has 23.5 GiB of memory"
            ),
            ("hpl:\n  executable: ./nowhere", "s.yaml:2:15: `./nowhere` is not a program"),
        ])
    func tooMuch(text: String, message: String) async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            _ = try hpltune.write(text + "\ncluster: toy\n", to: "s.yaml")
            let output = try await hpltune("optimize", "s.yaml")
            #expect(output.status == 1)
            #expect(output.errors.hasPrefix(message), "\(output.errors)")
            #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
        }
    }

    @Test(
        "what only the cluster shows to be wrong in the profile has its place too",
        arguments: [
            ("partition: gpu", "14: the cluster has no partition `gpu`; name one of main, short"),
            ("partition: short", "14: partition `short` allows jobs of 60 s"),
            ("constraint: rome", "15: partition `main` has no nodes with the feature `rome`"),
            ("time: 2:00:00", "9: jobs may take 2 h by this, and partition `main` allows 60 min"),
            ("nodes: 4", "10: partition `main` has 3 nodes, not 4"),
            ("ranks_per_node: 17", "19: 17 ranks × 1 thread = 17"),
            ("threads_per_rank: 17", "21: 1 rank × 17 threads = 17"),
            ("memory_per_node: 1TiB", "20: a node of partition `main` has 23.5 GiB"),
            ("executable: /nowhere", "15: `/nowhere` is not a program"),
            ("launcher: no-such-mpirun", "13: there is no program `no-such-mpirun`"),
            (
                "prologue: [\"false\"]",
                "13: `false`, which every job begins with, fails here: it says nothing"
            ),
            ("work_directory: /etc/passwd/runs", "19: /etc/passwd/runs cannot be written: Not a directory"),
            (
                "scheduler_environment: {SLURM_CONF: /no/slurm.conf}",
                "39: /no/slurm.conf is not there; start the SLURM it belongs to, or name another file"
            ),
        ])
    func placesInProfile(line: String, message: String) async throws {
        try await withSlurm { hpltune, file in
            try profile("toy:\n  scheduler: slurm\n  \(line)", hpltune)
            for more in [["--dry-run"], []] {
                let output = try await hpltune.run(["optimize", "--cluster", "toy", "--n", "100"] + more)
                #expect(output.status == (line.contains("SLURM_CONF") ? 75 : 1))
                #expect(output.errors.hasPrefix("\(file):3:\(message)"), "\(output.errors)")
                #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
            }
            let studies = try #require(try await hpltune.json("studies", "--json") as? [Any])
            #expect(studies.isEmpty, "no study is made that cannot run")
        }
    }

    @Test("a folder for results that cannot be written, with its place in the study file")
    func results() async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            for (path, message) in [
                ("/etc/passwd/x", "s.yaml:1:22: /etc/passwd/x cannot be written: Not a directory"),
                (#"'a\b'"#, #"s.yaml:1:22: `a\b` has a backslash"#),
            ] {
                let cluster = path.contains("etc") ? "" : "cluster: toy\n"
                _ = try hpltune.write("resources: {results: \(path)}\n\(cluster)", to: "s.yaml")
                let output = try await hpltune("optimize", "s.yaml")
                #expect(output.status == 1 && output.errors.hasPrefix(message), "\(output.errors)")
            }
        }
    }

    @Test("a mistake in clusters.yaml stops studies on clusters, not those of this machine")
    func mistake() async throws {
        try await withSlurm { hpltune, file in
            try profile("toy: {scheduler: slrm}", hpltune)
            let output = try await hpltune("optimize", "--cluster", "toy")
            #expect(output.status == 1)
            #expect(output.errors == "\(file):1:18: unknown word `slrm`; did you mean `slurm`?\n")
            #expect(try await hpltune("optimize", "--n", "100", "--dry-run").status == 0)
        }
    }
}
