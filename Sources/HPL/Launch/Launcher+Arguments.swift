extension Launcher {
    /// The command that starts `ranks` ranks of `executable`, and what it needs in the environment.
    ///
    /// Every rank gets as many whole cores of its own as it has threads. Without that Open MPI binds the only
    /// rank of a 1×2 layout, both threads of it, to core 0. Where a layout does not fit the cores, or nobody
    /// knows how many there are, ranks are not bound at all.
    /// - Parameters:
    ///   - ranks: on all nodes together.
    ///   - ranksPerNode: `nil` for one node.
    ///   - cores: usable cores of a node; `nil` when unknown.
    ///   - asRoot: Open MPI refuses root unless told otherwise.
    ///   - exported: variables that ranks on other nodes must get; Open MPI passes none by itself.
    ///   - binds: false for programs that place their threads themselves.
    public func argv(
        ranks: Int, threads: Int, cores: Int?, asRoot: Bool, executable: [String], ranksPerNode: Int? = nil,
        exported: [String] = [], binds: Bool = true
    ) -> (argv: [String], environment: [String: String]) {
        let perNode = ranksPerNode ?? ranks
        let nodes = max(1, (ranks + perNode - 1) / max(1, perNode))
        let fits = cores.map { perNode <= $0 / max(1, threads) } ?? false
        let bound = binds && fits
        let placesItself = command.dropFirst().contains { option in
            Self.placementWords.contains { option.lowercased().contains($0) }
        }

        var options: [String] = []
        var environment: [String: String] = [:]
        switch kind {
        case .openMPI:
            if asRoot { options.append("--allow-run-as-root") }
            options += ["-np", String(ranks)]
            if !placesItself {
                let mapping = nodes > 1 ? "ppr:\(perNode):node" : "slot"
                options +=
                    bound
                    ? ["--map-by", "\(mapping):PE=\(threads)", "--bind-to", "core"]
                    : (nodes > 1 ? ["--map-by", mapping] : []) + ["--bind-to", "none"]
            }
            if nodes > 1 { options += exported.sorted().flatMap { ["-x", $0] } }
        case .mpich:
            options += ["-n", String(ranks)]
            if nodes > 1 { options += ["-ppn", String(perNode)] }
            if !placesItself { options += ["-bind-to", bound ? "core:\(threads)" : "none"] }
        case .intelMPI:
            options += ["-n", String(ranks)]
            if nodes > 1 { options += ["-ppn", String(perNode)] }
            if bound {
                // A domain per rank, counted in cores rather than in their hardware threads.
                environment = [
                    "I_MPI_PIN": "on", "I_MPI_PIN_DOMAIN": "\(threads):compact", "I_MPI_PIN_CELL": "core",
                ]
            } else {
                environment = ["I_MPI_PIN": "off"]
            }
        case .srun:
            options += ["--nodes=\(nodes)", "--ntasks=\(ranks)", "--ntasks-per-node=\(perNode)"]
            options.append("--cpus-per-task=\(threads)")
            if !placesItself {
                // SLURM knows the cores it has allocated; only programs that place themselves are left alone.
                options.append(binds ? "--cpu-bind=cores" : "--cpu-bind=none")
            }
        case .custom:
            let values = [
                "{ranks}": ranks, "{ranks_per_node}": perNode, "{threads}": threads, "{nodes}": nodes,
            ]
            let filled = command.map { Self.filled($0, values) }
            // mpiexec of the MPI standard takes `-n`.
            let count = filled == command ? ["-n", String(ranks)] : []
            return (filled + count + executable, [:])
        }
        return (command + options + executable, environment)
    }

    /// An option with one of these says where ranks go; hpltune then leaves that to the user.
    private static let placementWords = ["bind", "map-by", "rankfile", "cpu-set", "cpu-list", "--hint"]

    private static func filled(_ word: String, _ values: [String: Int]) -> String {
        var text = ""
        var rest = Substring(word)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            text += values[String(rest[open...close])].map(String.init) ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
