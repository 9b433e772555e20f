import Execution
import HPL
import Search
import Tuning

/// The program that starts MPI ranks: the study file's, else the cluster's profile's, else `mpirun` or `mpiexec` on the
/// PATH; asked what it is.
struct LauncherFinder {
    let cluster: ClusterProfile
    let programs: ProgramSearch

    /// - Parameter node: the study file's `hpl.launcher`.
    func launcher(_ node: YAMLNode?) async throws -> Launcher {
        if let node { return try await launcher(try node.string(), folderOf: node.file) { node.error($0) } }
        if let line = cluster.launcher {
            return try await launcher(line, folderOf: "") {
                UserClusters.mistake($0, at: ["launcher"], of: cluster)
            }
        }
        guard let program = try await programs.launcher(["mpirun", "mpiexec"]) else {
            throw CommandFailure(
                "hpltune: no mpirun found; install an MPI (Debian: apt-get install openmpi-bin), "
                    + "load its module, or set hpl.launcher in a study file")
        }
        return Launcher.recognize(path: program.path, versionOutput: program.answer)
            ?? Launcher(kind: .custom, command: [program.path])
    }

    private func launcher(
        _ line: String, folderOf file: String, complaint: (String) -> any Error
    ) async throws -> Launcher {
        let name = line.split(separator: " ").first.map(String.init) ?? ""
        guard let program = try await programs.launcher([name.relative(toFolderOf: file)]) else {
            throw complaint("there is no program `\(name)`; install it, or name another launcher")
        }
        do {
            return try Launcher(line: line, versionOutput: program.answer)
        } catch {
            throw complaint(error.message)
        }
    }
}
