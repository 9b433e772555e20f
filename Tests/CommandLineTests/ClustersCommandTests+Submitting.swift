import Foundation
import Testing

/// Jobs that are submitted, and passes over studies that have some.
extension ClustersCommandTests {
    @Test(
        "a pass over several studies asks a cluster once what it is, and every line says of which study it is"
    )
    func syncAsksOnce() async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            for tool in ["scontrol", "sinfo"] {
                let path = hpltune.home + "/tools/" + tool
                let text = try String(contentsOfFile: path, encoding: .utf8)
                let counting = text.replacingOccurrences(
                    of: "#!/bin/sh\n", with: "#!/bin/sh\necho \(tool) >>\(hpltune.home)/calls\n")
                _ = try hpltune.write(counting, to: "tools/" + tool, executable: true)
            }
            _ = try hpltune.write("#!/bin/sh\necho gone >&2; exit 1\n", to: "tools/squeue", executable: true)
            for name in ["one", "two", "three"] {
                let left = try await hpltune(
                    "optimize", "--study", name, "--cluster", "toy", "--n", "100", "--budget", "1",
                    "--detach")
                #expect(left.status == 0, "\(left.errors)")
            }
            func calls() throws -> [Substring] {
                try String(contentsOfFile: hpltune.home + "/calls", encoding: .utf8).split(separator: "\n")
            }
            let before = try calls()
            #expect(before.count == 6, "a new study asks once: \(before)")
            let pass = try await hpltune("sync")
            #expect(try calls().dropFirst(before.count) == ["scontrol", "sinfo"])
            #expect(pass.status == 75)
            #expect(pass.lines.count == 3)
            for (line, name) in zip(pass.lines, ["one", "two", "three"]) {
                #expect(
                    line.hasPrefix("\(name): round 1: SLURM does not answer (squeue failed: gone"),
                    "\(line)")
            }
        }
    }

    @Test("every line of a pass names its study, also when the profile is to blame")
    func syncNamesStudies() async throws {
        try await withSlurm { hpltune, file in
            let conf = try hpltune.write("", to: "slurm.conf")
            try profile("toy: {scheduler: slurm, scheduler_environment: {SLURM_CONF: \(conf)}}", hpltune)
            let left = try await hpltune(
                "optimize", "--study", "one", "--cluster", "toy", "--n", "100", "--budget", "1", "--detach")
            #expect(left.status == 0, "\(left.errors)")
            try FileManager.default.removeItem(atPath: conf)
            let began = ContinuousClock.now
            for command in ["sync", "resume", "cancel"] {
                let output = try await hpltune(command, "one")
                #expect(output.status == 75, "\(output.out)\(output.errors)")
                #expect(output.errors.contains("\(file):1:61: \(conf) is not there; start the SLURM"))
                if command == "sync" { #expect(output.errors.hasPrefix("hpltune: study `one`: ")) }
            }
            #expect(ContinuousClock.now - began < .seconds(20), "SLURM's own tools would wait a minute each")
        }
    }

    @Test(
        "an option that sbatch does not know is its refusal; mended in the file, the job is submitted at once"
    )
    func unknownOption() async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            _ = try hpltune.write("#!/bin/sh\n", to: "tools/squeue", executable: true)
            let sbatch = try String(contentsOfFile: hpltune.home + "/tools/sbatch", encoding: .utf8)
            let refusal = """
                #!/bin/sh
                echo "sbatch: unrecognized option '--foo=3'" >&2
                echo 'Try "sbatch --help" for more information' >&2
                exit 1

                """
            _ = try hpltune.write(refusal, to: "tools/sbatch", executable: true)
            func optimize(_ option: String) async throws -> Hpltune.Output {
                _ = try hpltune.write(
                    "study: one\ncluster: toy\nresources: {sbatch: [\(option)]}\nspace: {N: 100}\n",
                    to: "s.yaml")
                return try await hpltune("optimize", "s.yaml", "--budget", "1", "--detach")
            }
            let refused = try await optimize("--foo=3")
            #expect(refused.status == 1)
            #expect(
                refused.errors
                    == "hpltune: the job was not started: sbatch: unrecognized option '--foo=3'; mend "
                    + "`sbatch` under `resources:` of the study's file, then `hpltune optimize FILE`\n")
            let known = try await hpltune("sync")
            #expect(known.status == 1 && known.out.isEmpty && known.errors.isEmpty, "\(known.errors)")
            let waiting = try await hpltune("status", "one")
            #expect(waiting.out.contains("job         round 1, 1 run: not submitted yet\n"), "\(waiting.out)")
            #expect(
                waiting.out.contains(
                    "  round 1: the job was not started: sbatch: unrecognized option '--foo=3'; mend `sbatch` "
                        + "under `resources:` of the study's file, then `hpltune optimize FILE`\n"
                ),
                "\(waiting.out)")
            _ = try hpltune.write(sbatch, to: "tools/sbatch", executable: true)
            let began = ContinuousClock.now
            let submitted = try await optimize("--comment=x")
            #expect(submitted.status == 0, "\(submitted.errors)")
            #expect(ContinuousClock.now - began < .seconds(30), "nobody looks for what was refused")
            let status = try await hpltune("status", "one")
            #expect(status.out.hasPrefix("study       one on cluster toy\n"), "\(status.out)")
            #expect(status.out.contains("job         1 of round 1, 1 run to come: submitted "))
            let studies = try await hpltune("studies")
            #expect(studies.lines.last?.split(separator: " ").prefix(3) == ["one", "toy", "open"])
        }
    }

    @Test(
        "what sbatch refuses is to be mended where it is said, and that is told once",
        arguments: [
            ("qos: nosuch", "", "Invalid qos specification", "FILE:1:30", "mend `qos`"),
            (
                "account: a", "", "Invalid account or account/partition combination", "FILE:1:34",
                "mend `account`"
            ),
            (
                "reservation: r", "resources: {reservation: nosuch}", "Requested reservation is invalid",
                "hpltune",
                "mend `reservation` under `resources:` of the study's file, then `hpltune optimize FILE`"
            ),
        ])
    func refusedKey(key: String, resources: String, reason: String, place: String, advice: String)
        async throws
    {
        try await withSlurm { hpltune, file in
            try profile("toy: {scheduler: slurm, \(key)}", hpltune)
            _ = try hpltune.write("#!/bin/sh\n", to: "tools/squeue", executable: true)
            let refusal = "sbatch: error: Batch job submission failed: \(reason)"
            _ = try hpltune.write(
                "#!/bin/sh\necho '\(refusal)' >&2; exit 1\n", to: "tools/sbatch", executable: true)
            _ = try hpltune.write("study: one\ncluster: toy\n\(resources)\nspace: {N: 100}\n", to: "s.yaml")
            let refused = try await hpltune("optimize", "s.yaml", "--budget", "1", "--detach")
            let line = "the job was not started: \(refusal); \(advice)"
            let start = place.replacingOccurrences(of: "FILE", with: file)
            #expect(refused.status == 1 && refused.errors == "\(start): \(line)\n", "\(refused.errors)")
            let status = try await hpltune("status", "one")
            let told = resources.isEmpty ? "\(line) of cluster `toy` in clusters.yaml" : line
            #expect(status.out.contains("  round 1: \(told)\n"), "\(status.out)")
            // For cron it is no news; who names the study asks.
            let known = try await hpltune("sync")
            #expect(known.status == 1 && known.errors.isEmpty, "\(known.errors)")
            let asked = try await hpltune("sync", "one")
            #expect(asked.status == 1 && asked.errors.contains(line), "\(asked.errors)")
        }
    }
}
