/// The program that starts the ranks: an MPI's mpirun or mpiexec, SLURM's srun, or anything the user writes.
///
/// A new MPI is one `case` of `Kind`, one line in `Launcher+Recognition.swift` and one in
/// `Launcher+Arguments.swift`.
public struct Launcher: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case openMPI = "Open MPI"
        case mpich = "MPICH"
        case intelMPI = "Intel MPI"
        case srun = "SLURM"
        /// Not recognised: started as the user wrote it.
        case custom
    }

    public let kind: Kind
    /// The program and the options the user wants before hpltune's own.
    public let command: [String]
    /// As the program tells it (`4.1.4`).
    public let version: String?

    public init(kind: Kind, command: [String], version: String? = nil) {
        precondition(!command.isEmpty, "a launcher has a program")
        self.kind = kind
        self.command = command
        self.version = version
    }

    /// The launcher a user wrote, such as `srun --cpu-bind=cores` or `mpirun -np {ranks} --mca pml ucx`.
    ///
    /// With a placeholder the line is taken as it is, each placeholder replaced: `{ranks}`,
    /// `{ranks_per_node}`, `{threads}`, `{nodes}`. Without one hpltune adds the number of ranks and, unless
    /// the line has options for it, their placement.
    /// - Parameters:
    ///   - line: words as a shell splits them, quotes and backslashes understood, nothing expanded.
    ///   - versionOutput: what the program prints when asked with `versionArguments`; `nil` when nobody
    ///     asked.
    public init(line: String, versionOutput: String? = nil) throws(LaunchError) {
        let words = try ShellWords(line).words
        guard let program = words.first else {
            throw LaunchError("the launcher is empty; write a command such as `mpirun`, or leave it out")
        }
        let known = versionOutput.flatMap { Launcher.recognize(path: program, versionOutput: $0) }
        let name = program.split(separator: "/").last.map(String.init) ?? program
        let hasPlaceholder = try Self.checkPlaceholders(words)
        let kind: Kind = hasPlaceholder ? .custom : known?.kind ?? (name == "srun" ? .srun : .custom)
        if !hasPlaceholder, let option = words.dropFirst().first(where: { Self.countOptions.contains($0) }) {
            throw LaunchError(
                "the launcher `\(line)` fixes the number of ranks with \(option); leave it out (hpltune adds it) "
                    + "or write `\(option) {ranks}`")
        }
        self.init(kind: kind, command: words, version: known?.version)
    }

    static let placeholders = ["{ranks}", "{ranks_per_node}", "{threads}", "{nodes}"]
    private static let countOptions: Set<String> = ["-n", "-np", "--np", "--n", "--ntasks"]

    /// Whether a word has a placeholder; a placeholder nobody knows is an error.
    private static func checkPlaceholders(_ words: [String]) throws(LaunchError) -> Bool {
        var found = false
        for word in words {
            var rest = Substring(word)
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let placeholder = String(rest[open...close])
                guard placeholders.contains(placeholder) else {
                    throw LaunchError(
                        "the launcher has an unknown placeholder \(placeholder); known are "
                            + placeholders.joined(separator: ", "))
                }
                found = true
                rest = rest[rest.index(after: close)...]
            }
        }
        return found
    }
}
