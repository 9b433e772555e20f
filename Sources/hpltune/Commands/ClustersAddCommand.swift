import ArgumentParser
import Execution
import Glibc
import HPL
import Search
import Tuning

struct ClustersAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a profile to clusters.yaml; what is in it stays as it is.",
        discussion: """
            Finds out what it can: whether there is a SLURM here, its default partition, how large its nodes are. What \
            else can be said is in the profile as comments.
            """)

    @Argument(help: "What the cluster is to be called.")
    var name: String

    @Option(help: ArgumentHelp("slurm or direct (default: slurm where there is sbatch).", valueName: "word"))
    var scheduler: ClusterProfile.SchedulerKind?

    @Option(help: "The partition for jobs.")
    var partition: String?

    @Option(help: "The account that pays for jobs.")
    var account: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many nodes a run takes.", valueName: "count"),
        transform: NumberArgument.whole)
    var nodes: Int?

    @Option(help: ArgumentHelp("Takes the run directories; the nodes must see it.", valueName: "folder"))
    var workDirectory: String?

    @Option(help: ArgumentHelp("Modules that jobs load, with commas between.", valueName: "a,b"))
    var modules: String?

    @Option(help: ArgumentHelp("The HPL to tune.", valueName: "file"))
    var executable: String?

    @Option(help: ArgumentHelp("What starts MPI ranks.", valueName: "command"))
    var launcher: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard StudyName.isValid(name) else {
            throw ValidationError(
                "`\(name)` is no name of a cluster; use letters, digits and - _ . as in `rome`")
        }
        guard name != ClusterProfile.local.name else {
            throw ValidationError(
                "`local` is the machine hpltune is on and needs no profile; choose another name")
        }
        if let nodes, nodes < 1 { throw ValidationError("--nodes is 1 or more, not \(nodes)") }
    }

    func run() async throws {
        let path = try UserClusters.path
        let old = try TextFile.readIfPresent(path) ?? ""
        if try UserClusters.parse(old, file: path).profiles.contains(where: { $0.name == name }) {
            throw CommandFailure(
                "hpltune: \(path) has a cluster `\(name)` already; change it there, or choose another name")
        }
        let kind = scheduler ?? (ProgramFinder.find("sbatch") == nil ? .direct : .slurm)
        let profile = try await profile(kind)
        let start = old.isEmpty ? "# Clusters that hpltune knows; see docs/clusters.md.\n" : old
        let text = start + (start.hasSuffix("\n") ? "" : "\n") + "\n" + profile.text
        do {
            _ = try UserClusters.parse(text, file: path).profile(named: name)
        } catch let error as FileError {
            throw CommandFailure(
                "hpltune: \(path) cannot be added to (\(error.message)); it stays as it is. The profile would be:\n\n\(profile.text)"
            )
        }
        try makeFolder(path.parentFolder)
        try OutputFile.write(text, to: path)
        Terminal.say("\(path) has a new cluster:\n\n\(profile.text)")
        Terminal.say("Try it:  \(CommandName.text) clusters test \(name)")
    }

    private func profile(_ kind: ClusterProfile.SchedulerKind) async throws -> ClusterProfileText {
        var text = ClusterProfileText(name: name, scheduler: kind)
        func say(_ key: String, _ value: String?, _ remark: String? = nil) {
            if let value { text.said.append((key, ClusterProfileText.scalar(value), remark)) }
        }
        if let workDirectory {
            say("work_directory", workDirectory.hasPrefix("~") ? workDirectory : workDirectory.absolutePath)
        }
        if kind == .slurm {
            let found = try await findPartition()
            say("partition", found.name, found.remark)
        } else if let partition {
            throw CommandFailure(
                "hpltune: --partition \(partition) is for `--scheduler slurm`; leave it out", status: .usage)
        }
        say("account", account)
        if let nodes { text.said.append(("nodes", String(nodes), nil)) }
        if let modules {
            let list = modules.split(separator: ",").map { ClusterProfileText.scalar(String($0)) }
            text.said.append(("modules", "[\(list.joined(separator: ", "))]", nil))
        }
        say("executable", executable.map { $0.contains("/") && !$0.hasPrefix("~") ? $0.absolutePath : $0 })
        say("launcher", launcher)
        if kind == .slurm, let configuration = ProcessVariables[SlurmConfiguration.variable] {
            text.said.append(
                (
                    "scheduler_environment", "{SLURM_CONF: \(ClusterProfileText.scalar(configuration))}",
                    "as it is set now"
                ))
        }
        return text
    }

    /// The partition named, or the default one, and what its nodes are.
    private func findPartition() async throws -> (name: String, remark: String) {
        guard ProgramFinder.find("sbatch") != nil else {
            throw CommandFailure(
                "hpltune: there is no sbatch on the PATH of this machine; run hpltune where you submit jobs, or write "
                    + "--scheduler direct for this machine")
        }
        if let complaint = SlurmConfiguration.complaint(about: ProcessVariables[SlurmConfiguration.variable])
        {
            throw CommandFailure(
                "hpltune: SLURM_CONF is set, and \(complaint); set it to SLURM's configuration file, or unset it"
            )
        }
        let transport = LocalTransport(logger: try global.logging.logger("app"))
        let known: [SlurmPartition]
        do {
            known = try await SlurmPartition.readAll(through: transport, environment: [:])
        } catch let error where SlurmConfiguration.isUnknown(error) {
            throw CommandFailure(
                "hpltune: \(SlurmConfiguration.unknown); run this where you submit jobs, or set SLURM_CONF to the cluster's "
                    + "slurm.conf, or write --scheduler direct for this machine without a queue")
        } catch let error where error is SchedulerError || error is TransportError {
            throw CommandFailure("hpltune: SLURM does not answer here: \(error)", status: .tryAgain)
        }
        let names = known.map(\.name)
        let chosen = known.first { partition.map([$0.name].contains) ?? $0.isDefault }
        guard let chosen else {
            throw CommandFailure(
                "hpltune: "
                    + (partition.map { unknownWord("partition", $0, among: names, listing: true) }
                        ?? "this cluster has no default partition; name one with --partition: \(names.joined(separator: ", "))")
            )
        }
        let others = names.filter { $0 != chosen.name }
        return (
            chosen.name,
            "\(counted(chosen.nodes, "node")) of \(counted(chosen.coresPerNode, "core"))"
                + (others.isEmpty ? "" : "; also \(others.joined(separator: ", "))")
        )
    }

    private func makeFolder(_ path: String) throws {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        if errno == ENOENT, path.parentFolder != path {
            try makeFolder(path.parentFolder)
            if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        }
        throw CommandFailure(
            "hpltune: \(path) cannot be made (\(String(cString: strerror(errno)))); check its permissions")
    }
}

extension ClusterProfile.SchedulerKind: ExpressibleByArgument {}
