import Execution
import Glibc
import HPL
import Logging
import Search
import Tuning

/// Looks for everything that studies on a cluster need, and tries it: a small HPL through the queue.
struct ClusterCheck {
    let cluster: ClusterProfile
    let transport: LocalTransport
    let log: Logger
    /// Takes the run directories when the profile names no place for them.
    let dataFolder: String
    /// How long to wait for the job.
    let patience: Duration
    let report: @Sendable (Finding) -> Void
    /// What is going on meanwhile.
    let tell: @Sendable (String) -> Void

    /// Reports findings as they come; the first that rules out all that follow is the last one.
    func run() async throws {
        guard ProgramFinder.find("sbatch") != nil else {
            return report(
                Finding(
                    "sbatch", .missing,
                    "it is not on the PATH of this machine; run hpltune where you submit jobs, the cluster's login node"
                ))
        }
        let file = StudyFile(named: "clusters-test", file: "cluster `\(cluster.name)`")
        do {
            try ClusterDesk.requireConfiguration(of: cluster)
        } catch {
            return report(Finding("SLURM", missing: error))
        }
        do {
            let environment = cluster.schedulerEnvironment
            let capabilities = try await Patience.telling("        asking SLURM …") { [transport] in
                try await SlurmCapabilities.read(through: transport, environment: environment)
            }
            report(
                Finding("sbatch", .good, "SLURM \(capabilities.version), cluster \(capabilities.clusterName)")
            )
            report(try await accounting(capabilities))
            let site = try await StudySite.find(cluster.name, for: file, through: transport)
            if let partition = site.facts?.partition { report(finding(partition)) }
            try await runJob(on: site, file)
        } catch let error where error is SchedulerError || error is TransportError {
            report(Finding("sbatch", .missing, words(error) + advice))
        } catch let error as CommandFailure {
            report(Finding("partition", missing: error))
        }
    }

    private func words(_ error: any Error) -> String {
        guard case SchedulerError.failed(let tool, let reason) = error else { return "\(error)" }
        return "SLURM does not answer (\(tool): \(SlurmComplaint.plain(reason)))"
    }

    /// What is most often wrong when SLURM does not answer.
    private var advice: String {
        cluster.schedulerEnvironment["SLURM_CONF"].map { "; start the SLURM of \($0), or name another" }
            ?? "; ask whoever runs it, or try again later"
    }

    private func accounting(_ capabilities: SlurmCapabilities) async throws -> Finding {
        guard capabilities.hasAccounting else {
            return Finding(
                "accounting", .doubtful,
                "off: squeue forgets a job \(counted(capabilities.minJobAge, "second")) after its end, and what its own files do not "
                    + "say is not known then")
        }
        let command = SlurmScheduler.tool(
            ["sacct", "-X", "-n", "-P", "-S", "now-1hours", "-o", "JobID"],
            environment: cluster.schedulerEnvironment)
        let output = try await transport.run(command, timeout: .seconds(60), outputLimit: 1 << 20)
        return output.succeeded
            ? Finding("accounting", .good, "sacct answers")
            : Finding(
                "accounting", .doubtful,
                "sacct does not answer: \(SlurmComplaint.plain(output.complaint)); studies go on without it")
    }

    private func finding(_ partition: SlurmPartition) -> Finding {
        let text =
            "\(partition.name): \(counted(partition.nodes, "node")) of \(counted(partition.coresPerNode, "core")) and "
            + "\(ByteCount(partition.memoryPerNode)), jobs of "
            + (partition.maxSeconds.map { "\(NumberText.duration($0)) at most" } ?? "any length")
        guard let longest = partition.maxSeconds, longest < 300 else {
            return Finding("partition", .good, text)
        }
        return Finding(
            "partition", .missing, text + "; hpltune asks for 5 minutes, so take another partition")
    }

    private func runJob(on site: StudySite, _ file: StudyFile) async throws {
        let assembly = StudyAssembly(
            options: try StudyOptions.parse(["--n", "1000"]), source: StudySource(file), site: site,
            dataFolder: dataFolder)
        let place = await directory(assembly)
        report(place)
        if place.state == .missing { return }
        let programs = ProgramSearch(
            environment: cluster.environment, transport: transport, cluster: cluster,
            schedulerEnvironment: cluster.schedulerEnvironment)
        let commands = cluster.environment.commands
        let looks: [(what: String, look: () async throws -> Finding?)] = [
            (
                "modules",
                {
                    try await programs.tryCommands()
                    return commands.isEmpty
                        ? nil
                        : Finding(
                            commands.count == cluster.environment.prologue.count ? "prologue" : "modules",
                            .good,
                            commands.joined(separator: "; ") + " (tried here; every job begins with it)")
                }
            ),
            (
                "HPL",
                {
                    let finder = HPLFinder(cluster: cluster, programs: programs)
                    return MachineCheck.finding(executable: try await finder.executable(nil))
                }
            ),
            (
                "launcher",
                {
                    let finder = LauncherFinder(cluster: cluster, programs: programs)
                    return MachineCheck.finding(try await finder.launcher(nil))
                }
            ),
            (
                "nodes",
                {
                    _ = try assembly.resources()
                    return nil
                }
            ),
            (
                "time",
                {
                    try assembly.checkTime()
                    return nil
                }
            ),
            (
                "job",
                {
                    let draft = try await assembly.draft(named: file.name ?? "", through: transport)
                    let record = draft.record(sized: draft.setUp.problemSize)
                    return try await SubmissionRefusal.naming(placeOf: cluster) {
                        try await ClusterTrialJob(check: self, record: record).run()
                    }
                }
            ),
        ]
        for (what, look) in looks {
            guard try await attempt(what, look) else { return }
        }
    }

    /// - Returns: whether to look further.
    private func attempt(_ what: String, _ look: () async throws -> Finding?) async throws -> Bool {
        do {
            if let finding = try await look() { report(finding) }
            return true
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            report(Finding(what == "modules" ? commandsName(error) : what, missing: error))
            return false
        }
    }

    /// What the command that failed is in the profile.
    private func commandsName(_ error: any Error) -> String {
        let environment = cluster.environment
        let isPrologue =
            environment.commands.count == environment.prologue.count
            || environment.prologue.contains { "\(error)".contains("`\($0)`, which every job begins with") }
        return isPrologue ? "prologue" : "modules"
    }

    private func directory(_ assembly: StudyAssembly) async -> Finding {
        do {
            try await assembly.checkFolder(through: transport)
        } catch {
            return Finding("directory", missing: error)
        }
        let path = assembly.resultsDirectory
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return Finding("directory", .good, path) }
        let free = Double(status.f_bavail) * Double(status.f_frsize)
        let text = "\(path), \(ByteCount(free)) free"
        return free < 1e9
            ? Finding(
                "directory", .doubtful, text + "; make room, or name another place with `work_directory:`")
            : Finding("directory", .good, text)
    }
}
