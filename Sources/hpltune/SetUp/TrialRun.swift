import Execution
import Glibc
import HPL

/// A tiny real run of HPL: the only proof that program, libraries and launcher fit together.
struct TrialRun {
    let transport: LocalTransport

    private static let n = 400

    func finding(_ executable: String, _ launcher: Launcher, _ machine: Machine) async -> Finding {
        do {
            return try await run(executable, launcher, machine)
        } catch {
            return Finding("run", missing: error)
        }
    }

    private func run(
        _ executable: String, _ launcher: Launcher, _ machine: Machine
    ) async throws -> Finding {
        let ranks = min(2, machine.cores)
        let invocation = try Flavor.detect(executable: executable).invocation(
            HPLSettings(n: Self.n, nb: 64, grid: ProcessGrid(p: 1, q: ranks)),
            layout: RankLayout(ranksPerNode: ranks, threadsPerRank: 1), launcher: launcher,
            executable: executable, cores: machine.cores, asRoot: geteuid() == 0)
        let folder = (ProcessVariables["TMPDIR"] ?? "/tmp") + "/hpltune-doctor-\(getpid())"
        try await transport.createDirectory(folder)
        let finding: Finding
        do {
            finding = try await run(invocation, in: folder, ranks: ranks)
        } catch {
            try await transport.remove(folder)
            throw error
        }
        try await transport.remove(folder)
        return finding
    }

    private func run(
        _ invocation: Invocation, in folder: String, ranks: Int
    ) async throws -> Finding {
        try await transport.upload(
            invocation.files.map { FileContent(path: $0.name, text: $0.text) }, to: folder)
        var command = Command(
            bash: "cd \"$1\" && shift && exec \"$@\"", arguments: [folder] + invocation.argv)
        command.environment = invocation.environment
        let output = try await transport.run(command, timeout: .seconds(60), outputLimit: 1 << 20)
        var result = output.stdout
        if let name = invocation.outputName {
            result = try await transport.download(["\(folder)/\(name)"], limit: 1 << 20).first?.bytes ?? []
        }
        return Self.finding(
            RunEvidence(
                stdout: result, stderr: output.stderr, exitStatus: output.exitStatus, signal: output.signal,
                ranks: ranks, threads: 1), else: output.complaint)
    }

    /// - Parameter complaint: what to say when the run says nothing of itself.
    static func finding(_ evidence: RunEvidence, else complaint: String) -> Finding {
        let report = OutputReader.read(evidence.stdout)
        if let best = report.best {
            return Finding(
                "run", .good,
                "N=\(best.n) on \(NumberText.count(evidence.ranks, "rank")) PASSED, "
                    + "\(NumberText.gflops(best.gflops)) Gflops")
        }
        let diagnosis = Diagnosis(of: evidence, report: report)
        return Finding("run", .missing, diagnosis.map { "\($0.summary); \($0.advice)" } ?? complaint)
    }
}
