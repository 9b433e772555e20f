import Foundation
import Testing

extension ClustersCommandTests {
    @Test("a study on a cluster: its script, as it would be submitted, and what it would cost")
    func dryRun() async throws {
        try await withSlurm { hpltune, _ in
            try profile(
                """
                toy:
                  scheduler: slurm
                  partition: main
                  account: phys
                  nodes: 2
                  variables: {A_VARIABLE: "1"}
                  prologue: ["ulimit -c 0"]
                  work_directory: ~/hpl
                """, hpltune)
            _ = try hpltune.write(
                "study: s\ncluster: toy\nspace: {N: 4000, NB: [64], grid: [4x8]}\nresources: {account: chem, time: 30}\n",
                to: "s.yaml")
            let output = try await hpltune("optimize", "s.yaml", "--dry-run")
            #expect(output.status == 0, "\(output.errors)")
            for line in [
                "#SBATCH --nodes=2", "#SBATCH --ntasks-per-node=16", "#SBATCH --partition=main",
                "#SBATCH --account=chem", "#SBATCH --exclusive", "#SBATCH --mem=0", "eval 'ulimit -c 0'",
                "export A_VARIABLE='1'", "'\(hpltune.home)/hpl/s/round-1-",
            ] {
                #expect(output.out.contains(line), "\(line)")
            }
            #expect(output.out.contains("node-hours"))
            #expect(
                output.lines.contains {
                    $0.hasPrefix("  sbatch --parsable --job-name=hpltune-")
                        && $0.contains("/job.log --open-mode=")
                        && $0.contains(" --export=HOME,") && $0.contains(" --time=")
                        && $0.hasSuffix("/job.sh")
                }, "\(output.out)")
            let studies = try #require(try await hpltune.json("studies", "--json") as? [Any])
            #expect(studies.isEmpty)
            let space = try await hpltune("space", "s.yaml")
            #expect(space.out.hasPrefix("2 nodes, 16 cores, 23.5 GiB of memory for HPL"), "\(space.out)")
        }
    }

    @Test("--max-node-hours: the dry run tells what the job may cost, and whether the limit forbids it")
    func dryRunLimit() async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            // 5 minutes, 30 s until the last process is killed, and a minute: 390 s = 0.10833 h.
            func lines(_ hours: String) async throws -> [Substring] {
                let output = try await hpltune(
                    "optimize", "--cluster", "toy", "--n", "500", "--budget", "1", "--dry-run",
                    "--max-node-hours",
                    hours)
                #expect(output.status == 0, "\(output.errors)")
                return output.out.split(separator: "\n")
            }
            let tooFew = try await lines("0.108")
            #expect(
                tooFew.last
                    == "Start   would not start: needs at least 0.109 node-hours, and 0 of 0.108 are spent")
            #expect(tooFew.contains { $0.hasPrefix("Job ") && $0.contains(": 0.109 node-hours at most") })
            let enough = try await lines("0.109")
            #expect(!enough.contains { $0.contains("would not start") })
            #expect(enough.last?.contains(": 0.109 node-hours at most for the round") == true)
        }
    }

    @Test("where nothing is calibrated yet the round's times are a guess, also when they are too long")
    func dryRunByGuess() async throws {
        try await withSlurm { hpltune, _ in
            func lines(_ keys: String) async throws -> [String] {
                try profile("toy: {scheduler: slurm\(keys)}", hpltune)
                let output = try await hpltune(
                    "optimize", "--cluster", "toy", "--n", "36000", "--budget", "4", "--dry-run")
                #expect(output.status == 0, "\(output.errors)")
                #expect(output.lines.contains { $0.hasPrefix("First   a calibration in one job") })
                #expect(output.lines.contains { $0.hasPrefix("Submitted, after the calibration, by") })
                #expect(output.out.contains("times by a guess: the calibration comes first"))
                let job = output.lines.first { $0.hasPrefix("Job ") } ?? ""
                #expect(job.contains("by a guess") && !job.contains("at most"), "\(job)")
                return output.lines
            }
            #expect(try await !lines("").contains { $0.hasPrefix("Warning") })
            let warning = try await lines(", time: 5").first { $0.hasPrefix("Warning") } ?? ""
            #expect(warning.hasPrefix("Warning by a guess, a run of N=36000 needs a job of "), "\(warning)")
            #expect(warning.contains("its `time` allows 5 min"), "\(warning)")
        }
    }

    @Test("where the calibration is to find N, the round's job is planned with the run time that is told")
    func dryRunBySeconds() async throws {
        try await withSlurm { hpltune, _ in
            try profile("toy: {scheduler: slurm}", hpltune)
            func lines(_ seconds: String) async throws -> [String] {
                let output = try await hpltune(
                    "optimize", "--cluster", "toy", "--run-seconds", seconds, "--budget", "12", "--batch",
                    "2",
                    "--dry-run")
                #expect(output.status == 0, "\(output.errors)")
                return output.lines
            }
            let fitting = try await lines("300")
            // Twice 450 s, what one of them may take beyond that, 1,647 s, and 4 minutes.
            #expect(
                fitting.contains { $0.hasPrefix("Job ") && $0.contains(" for about 47 min: about ") },
                "\(fitting.filter { $0.hasPrefix("Job ") })")
            #expect(fitting.contains { $0.hasPrefix("Cost    about 5 min a run, ") })
            #expect(!fitting.contains { $0.hasPrefix("Warning") })
            let warning = try await lines("3000").first { $0.hasPrefix("Warning") } ?? ""
            #expect(
                warning.hasPrefix(
                    "Warning a run of 50 min needs a job of 79 min, and partition `main` allows 60 min"),
                "\(warning)")
        }
    }
}
