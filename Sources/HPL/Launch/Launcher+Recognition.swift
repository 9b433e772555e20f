extension Launcher {
    /// What to ask a launcher to find out which one it is.
    public static let versionArguments = ["--version"]

    /// Knows a launcher by what it prints when asked with `versionArguments`; `nil` when it is none of these.
    ///
    /// - Open MPI: `mpirun (Open MPI) 4.1.4`, in some links `orterun (OpenRTE) 4.1.4`
    /// - MPICH: `HYDRA build details:` and a line `Version: 4.0.2` (so does MVAPICH, which takes the same
    ///   options)
    /// - Intel MPI: `Intel(R) MPI Library for Linux* OS, Version 2021.10 Build 20230619 (id: …)`, before 2019
    ///   with `Version 2018 Update 2 Build …`
    /// - SLURM: `slurm 23.02.5`, on Debian `slurm-wlm 22.05.8`
    public static func recognize(path: String, versionOutput: String) -> Launcher? {
        for line in versionOutput.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            if line.contains("(Open MPI)") || line.contains("(OpenRTE)") {
                return Launcher(kind: .openMPI, command: [path], version: words.last)
            }
            if line.contains("Intel(R) MPI Library") {
                let version = words.drop { $0 != "Version" }.dropFirst().prefix { $0 != "Build" }
                return Launcher(
                    kind: .intelMPI, command: [path],
                    version: version.isEmpty ? nil : version.joined(separator: " "))
            }
            if words.first == "HYDRA" {
                let version = versionOutput.split(whereSeparator: \.isNewline)
                    .map { $0.split(whereSeparator: \.isWhitespace) }
                    .first { $0.first == "Version:" }
                return Launcher(kind: .mpich, command: [path], version: version?.last.map(String.init))
            }
            if let name = words.first, words.count == 2, name == "slurm" || name.hasPrefix("slurm-") {
                return Launcher(kind: .srun, command: [path], version: words[1])
            }
        }
        return nil
    }
}
