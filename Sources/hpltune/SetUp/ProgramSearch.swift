import Execution
import HPL
import Tuning

/// Looks for programs as a study's jobs will find them: along PATH, after the modules and the prologue where there are
/// any.
struct ProgramSearch {
    let environment: RunEnvironment
    let transport: any Transport
    /// Whose profile says some of the environment.
    var cluster: ClusterProfile?
    /// For the scheduler's own programs, srun among them.
    var schedulerEnvironment: [String: String] = [:]

    /// The absolute path of the first of `names` that is a program.
    func path(_ names: [String]) async throws -> String? {
        if environment.commands.isEmpty { return names.lazy.compactMap(ProgramFinder.find).first }
        return try await ask(names)?.path
    }

    /// The first of `names` that is a program, and what it says of its version.
    func launcher(_ names: [String]) async throws -> ProgramProbe.Program? {
        guard environment.commands.isEmpty else { return try await ask(names) }
        guard let path = try await path(names) else { return nil }
        let output: CommandOutput
        do {
            output = try await transport.run(
                Command(argv: [path] + Launcher.versionArguments, environment: schedulerEnvironment),
                timeout: .seconds(20), outputLimit: 1 << 16)
        } catch is TransportError {
            throw CommandFailure(
                "hpltune: `\(path) --version` does not answer; mend this MPI, or name another with hpl.launcher"
            )
        }
        return .init(path: path, answer: String(decoding: output.stdout + output.stderr, as: UTF8.self))
    }

    /// Runs the modules and the prologue; throws when one of them fails.
    func tryCommands() async throws {
        if !environment.commands.isEmpty { _ = try await ask(["true"]) }
    }

    private func ask(_ names: [String]) async throws -> ProgramProbe.Program? {
        let paths = names.map { $0.contains("/") ? $0.absolutePath : $0 }
        let finding: ProgramProbe.Finding
        do {
            let probe = ProgramProbe(prologue: environment.commands, environment: schedulerEnvironment)
            finding = try await Patience.telling("running the modules and the prologue here …") {
                try await probe.find(paths, askingWith: Launcher.versionArguments, through: transport)
            }
        } catch is TransportError {
            throw CommandFailure(
                "hpltune: the modules and the prologue, and `\(names[0]) --version` after them, have not ended here "
                    + "after \(ProgramProbe.patience / .seconds(1)) s; mend them, or leave out of the prologue what only a "
                    + "job must do (test for $SLURM_JOB_ID in it)"
            )
        }
        switch finding {
        case .found(let program): return program
        case .none: return nil
        case .failed(let command, let reason):
            if let cluster, cluster.environment.commands.contains(command) {
                let key = cluster.environment.prologue.contains(command) ? "prologue" : "modules"
                throw UserClusters.mistake(
                    "`\(command)`, which every job begins with, fails here: \(reason); mend it, or leave it out",
                    at: [key], of: cluster)
            }
            throw CommandFailure(
                "hpltune: `\(command)`, which every job begins with, fails here: \(reason); mend `modules` or `prologue`"
            )
        }
    }
}
