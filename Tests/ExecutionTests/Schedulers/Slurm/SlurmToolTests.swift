import Logging
import Testing

@testable import Execution

/// How SLURM's tools are called, on a real shell.
@Suite("Calls of SLURM's tools")
struct SlurmToolTests {
    private let transport = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    @Test("what hpltune inherits is taken away, what the profile sets stays, and so does where SLURM is")
    func environment() async throws {
        var command = SlurmScheduler.tool(
            ["env"], environment: ["SBATCH_ACCOUNT": "mine", "SLURM_CLUSTERS": "rome"])
        let inherited = [
            "SLURM_CPU_BIND", "SBATCH_QOS", "SINFO_FORMAT", "SQUEUE_FORMAT", "SACCT_FORMAT", "PMIX_RANK",
        ]
        command.argv = ["env", "SLURM_CONF=/s.conf"] + inherited.map { "\($0)=evil" } + command.argv
        let output = try await transport.run(command, timeout: .seconds(20), outputLimit: 1 << 20)
        let lines = String(decoding: output.stdout, as: UTF8.self).split(separator: "\n")
        for line in ["SBATCH_ACCOUNT=mine", "SLURM_CLUSTERS=rome", "SLURM_CONF=/s.conf"] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
        #expect(!lines.contains { $0.hasSuffix("=evil") }, "\(lines)")
    }

    @Test("a tool that is not there is named")
    func missing() async throws {
        let output = try await transport.run(
            SlurmScheduler.tool(["no-such-tool"], environment: [:]), timeout: .seconds(20),
            outputLimit: 1 << 20)
        #expect(output.exitStatus == 127)
        #expect(output.complaint == "no-such-tool is not on the PATH")
    }

    @Test(
        "complaints without the names of SLURM's functions",
        arguments: [
            (
                "squeue failed: slurm_load_jobs error: Unable to contact slurm controller",
                "SLURM does not answer (squeue failed: Unable to contact slurm controller)"
            ),
            ("sbatch: error: x", "sbatch: error: x"),
            ("SLURM does not know job 1", "SLURM does not know job 1"),
        ])
    func complaints(said: String, words: String) {
        #expect(SlurmComplaint.silence(said) == words)
    }
}
