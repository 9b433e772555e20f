import Search

extension Flavor {
    /// How this build runs one configuration.
    /// - Parameters:
    ///   - executable: the program or its vendor's script, by an absolute path or a name on the PATH of the
    ///     node.
    ///   - cores: usable cores of a node; `nil` when unknown, and then oversubscription cannot be seen.
    ///   - variant: the `launch` variant; its variables win over hpltune's. Its `launcher` is the caller's to
    ///     resolve into `launcher`, because that takes a look at the machine.
    /// - Throws: `LaunchError` when the layout needs more cores than a node has, does not make P×Q ranks, or
    ///   the program cannot be told how many ranks to start.
    public func invocation(
        _ settings: HPLSettings, layout: RankLayout, launcher: Launcher, executable: String, cores: Int?,
        asRoot: Bool = false, variant: LaunchVariant = .plain
    ) throws(LaunchError) -> Invocation {
        let ranks = settings.grid.processes
        try check(layout, ranks: ranks, cores: cores)
        let input = InputFile(settings, dialect: dialect)

        let threads = String(layout.threadsPerRank)
        // Each BLAS listens to its own name; OpenBLAS built with pthreads ignores OpenMP's.
        var environment = Dictionary(
            uniqueKeysWithValues: [
                "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
            ].map { ($0, threads) })
        environment.merge(variant.variables) { _, users in users }

        let name = executable.split(separator: "/").last.map(String.init) ?? executable
        let arguments = try arguments(of: name, settings: settings, layout: layout)
        if name.hasPrefix("mpirun_rochpl") {
            // It calls the mpirun it was built with, and passes no options on.
            if asRoot {
                environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1"
                environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1"
            }
            return Invocation(
                files: [(inputName, input.write())], argv: [executable] + arguments, environment: environment,
                outputName: outputName)
        }
        let launch = launcher.argv(
            ranks: ranks, threads: layout.threadsPerRank, cores: cores, asRoot: asRoot,
            executable: [executable] + arguments, ranksPerNode: layout.ranksPerNode,
            exported: Array(environment.keys), binds: !placesItself)
        environment.merge(launch.environment) { own, _ in own }
        return Invocation(
            files: [(inputName, input.write())], argv: launch.argv, environment: environment,
            outputName: outputName)
    }

    private func check(_ layout: RankLayout, ranks: Int, cores: Int?) throws(LaunchError) {
        if let cores, layout.cores > cores {
            throw LaunchError(
                "layout \(layout) runs \(counted(layout.ranksPerNode, "rank")) × \(counted(layout.threadsPerRank, "thread")) = "
                    + "\(layout.cores) on a node with \(counted(cores, "core")); use a layout of at most \(cores)"
            )
        }
        guard ranks % layout.ranksPerNode == 0 else {
            throw LaunchError(
                "\(counted(ranks, "rank")) do not fill nodes of \(counted(layout.ranksPerNode, "rank")); use a grid whose P×Q is a multiple "
                    + "of \(layout.ranksPerNode)")
        }
    }

    /// What the program itself is told, beside its input file.
    private func arguments(
        of name: String, settings: HPLSettings, layout: RankLayout
    ) throws(LaunchError) -> [String] {
        switch self {
        case .netlib, .amdZen, .hpcc:
            return []
        case .intel:
            // Its run scripts call mpirun themselves, with a number of ranks that is written in them.
            guard !name.hasPrefix("runme_intel64") || name.hasPrefix("runme_intel64_prv") else {
                throw LaunchError(
                    "\(name) starts its own number of ranks and cannot be told another; give xhpl_intel64_dynamic "
                        + "from the same folder as the executable")
            }
            return []
        case .nvidia:
            // The vendor's script takes the file by an option, the program as its only argument.
            return name.hasSuffix(".sh") ? ["--dat", inputName] : [inputName]
        case .rochpl:
            let local = localGrid(settings.grid, ranksPerNode: layout.ranksPerNode)
            return [
                "-P", String(settings.p), "-Q", String(settings.q), "-p", String(local.p), "-q",
                String(local.q),
                "-i", inputName,
            ]
        }
    }

    /// rocHPL wants to know the part of the grid that lies on one node: p×q ranks with p dividing P and q
    /// dividing Q. As few rows as possible, like its own script: q = gcd(Q, ranks per node), and the rest
    /// divides P because the ranks of a node divide P×Q.
    private func localGrid(_ grid: ProcessGrid, ranksPerNode: Int) -> ProcessGrid {
        var (q, rest) = (grid.q, ranksPerNode)
        while rest != 0 { (q, rest) = (rest, q % rest) }
        return ProcessGrid(p: ranksPerNode / q, q: q)
    }
}
