import Execution
import Glibc

/// Whether SLURM's tools can know here where their cluster is.
enum SlurmConfiguration {
    static let variable = "SLURM_CONF"

    /// What is wrong with a value of `SLURM_CONF`; `nil` when nothing is. Without the file every tool of SLURM waits a minute
    /// for it to appear.
    static func complaint(about path: String?) -> String? {
        guard let path, !path.isEmpty, access(path, R_OK) != 0 else { return nil }
        let code = errno
        let reason = code == ENOENT ? "is not there" : "cannot be read (\(String(cString: strerror(code))))"
        return "\(path) \(reason)"
    }

    /// The tools are here, and nothing tells them of a cluster: waiting does not help.
    static func isUnknown(_ error: any Error) -> Bool {
        guard case SchedulerError.failed(_, let reason) = error else { return false }
        return reason.contains("Could not establish a configuration source")
    }

    static let unknown =
        "SLURM's tools are here, but nothing tells them of a cluster: SLURM_CONF is not set, and SLURM's own places have no slurm.conf"
}
