import Execution
import HPL
import Search
import Tuning

/// The program that starts MPI ranks: the study file's, else the cluster's profile's, else `mpirun` or `mpiexec` on the PATH; asked what it is.
enum LauncherFinder {
    /// - Parameter node: the study file's `hpl.launcher`.
    static func launcher(
        _ node: YAMLNode?, of cluster: ClusterProfile = .local, through transport: some Transport
    ) async throws -> Launcher {
        guard let node else {
            if let line = cluster.launcher { return try await launcher(line, of: cluster, through: transport) }
            guard let path = ["mpirun", "mpiexec"].lazy.compactMap(ProgramFinder.find).first else {
                throw CommandFailure(
                    "hpltune: no mpirun found; install an MPI (Debian: apt-get install openmpi-bin), "
                        + "or set hpl.launcher in a study file")
            }
            let answer = try await version(of: path, through: transport)
            return Launcher.recognize(path: path, versionOutput: answer)
                ?? Launcher(kind: .custom, command: [path])
        }
        let line = try node.string()
        let program = line.split(separator: " ").first.map(String.init) ?? ""
        guard let path = ProgramFinder.find(program.relative(toFolderOf: node.file)) else {
            throw node.error("there is no program `\(program)`; install it, or name another launcher")
        }
        do {
            return try Launcher(line: line, versionOutput: try await version(of: path, through: transport))
        } catch let error as LaunchError {
            throw node.error(error.message)
        }
    }

    private static func launcher(
        _ line: String, of cluster: ClusterProfile, through transport: some Transport
    ) async throws -> Launcher {
        let place = "hpltune: the `launcher` of cluster `\(cluster.name)` in clusters.yaml: "
        let program = line.split(separator: " ").first.map(String.init) ?? ""
        guard let path = ProgramFinder.find(program) else {
            throw CommandFailure(place + "there is no program `\(program)`; install it, or name another launcher")
        }
        do {
            return try Launcher(line: line, versionOutput: try await version(of: path, through: transport))
        } catch let error as LaunchError {
            throw CommandFailure(place + error.message)
        }
    }

    private static func version(of path: String, through transport: some Transport) async throws -> String {
        let command = Command(argv: [path] + Launcher.versionArguments)
        let output: CommandOutput
        do {
            output = try await transport.run(command, timeout: .seconds(20), outputLimit: 1 << 16)
        } catch is TransportError {
            throw CommandFailure(
                "hpltune: `\(path) --version` does not answer; mend this MPI, or name another with hpl.launcher"
            )
        }
        return String(decoding: output.stdout + output.stderr, as: UTF8.self)
    }
}
