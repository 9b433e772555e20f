import Execution
import HPL
import Search
import Tuning

/// Where a study's jobs run: its cluster's profile, with what the study says of it, and what the cluster tells of itself.
struct StudySite {
    let cluster: ClusterProfile
    /// `nil` where jobs do not go through SLURM.
    let facts: ClusterFacts?
    /// One node.
    let machine: Machine

    var isSlurm: Bool { cluster.scheduler == .slurm }

    /// As part of a sentence.
    var nodeText: String {
        facts.map { "a node of partition `\($0.partition.name)`" } ?? "this machine"
    }

    /// - Parameters:
    ///   - name: the command line's cluster.
    ///   - known: the study as it is stored, when there is one: its cluster is the one that counts where nobody names
    ///     another, and what it told last serves when it cannot be asked.
    static func find(
        _ name: String?, for file: StudyFile, known: StudyRecord? = nil, through transport: some Transport,
        asking desk: ClusterDesk = ClusterDesk()
    ) async throws -> StudySite {
        var cluster: ClusterProfile
        if let name {
            cluster = try profile(named: name, known: known, for: nil)
        } else if let node = file.cluster {
            cluster = try profile(named: try node.string(), known: known, for: node)
        } else {
            cluster =
                try known?.setUp.cluster.map { try profile(named: $0.name, known: known, for: nil) } ?? .local
        }
        let keys = file.resources.jobKeys
        guard cluster.scheduler == .slurm else {
            if let (key, node) = keys.min(by: { ($0.value.line ?? 0) < ($1.value.line ?? 0) }) {
                throw node.error(
                    "`\(key)` is for clusters with SLURM, and this study runs on `\(cluster.name)`; leave it out, "
                        + "or name a cluster with `cluster:`")
            }
            return StudySite(cluster: cluster, facts: nil, machine: Machine.detect())
        }
        try cluster.read(jobKeys: keys)
        cluster.studyKeys = keys.isEmpty ? nil : keys.keys.sorted()
        do {
            return StudySite(cluster, try await desk.facts(of: cluster, through: transport))
        } catch let error where isSilence(error) {
            if let stored = known?.setUp, stored.cluster?.name == cluster.name,
                let facts = stored.clusterFacts
            {
                return StudySite(cluster, facts)
            }
            throw unreachable(cluster, error, asking: keys)
        }
    }

    private init(cluster: ClusterProfile, facts: ClusterFacts?, machine: Machine) {
        self.cluster = cluster
        self.facts = facts
        self.machine = machine
    }

    private init(_ cluster: ClusterProfile, _ facts: ClusterFacts) {
        let partition = facts.partition
        self.init(
            cluster: cluster, facts: facts,
            machine: Machine(
                hostname: "\(cluster.name)/\(partition.name)",
                cpuModel: "SLURM \(facts.capabilities.version)", cores: partition.coresPerNode,
                logicalCPUs: partition.coresPerNode * (partition.threadsPerCore ?? 1),
                memoryBytes: partition.memoryPerNode, availableBytes: partition.memoryPerNode))
    }

    private static func profile(
        named name: String, known: StudyRecord?, for node: YAMLNode?
    ) throws -> ClusterProfile {
        if name == ClusterProfile.local.name { return .local }
        do {
            return try UserClusters.read().profile(named: name, for: node)
        } catch let error as FileError {
            // A profile that was taken away does not stop a study that has it.
            if let stored = known?.setUp.cluster, stored.name == name, error.line == nil { return stored }
            throw error
        }
    }

    /// The cluster did not say what it is. (Without its configuration it cannot be asked at all, nor can its jobs: that
    /// is no silence that one could wait out.)
    static func isSilence(_ error: any Error) -> Bool { error is SchedulerError || error is TransportError }

    /// - Parameter keys: what the study's file asks of the cluster.
    static func unreachable(
        _ cluster: ClusterProfile, _ error: any Error, asking keys: [String: YAMLNode] = [:]
    ) -> any Error {
        let key: String
        switch error {
        case SchedulerError.noPartition: key = "partition"
        case SchedulerError.noNodes:
            key = keys["constraint"] == nil && cluster.constraint == nil ? "partition" : "constraint"
        case _ where SlurmConfiguration.isUnknown(error):
            return UserClusters.mistake(
                "\(SlurmConfiguration.unknown); add `scheduler_environment: {SLURM_CONF: FILE}`, or run hpltune where you submit jobs",
                at: ["scheduler_environment", SlurmConfiguration.variable], of: cluster, status: .tryAgain)
        default:
            return CommandFailure(
                "hpltune: \(silence(of: cluster, error)); see whether it is up, "
                    + "`\(CommandName.text) clusters test \(cluster.name)` looks for what is wrong",
                status: .tryAgain)
        }
        return keys[key]?.error("\(error)") ?? UserClusters.mistake("\(error)", at: [key], of: cluster)
    }

    /// That a cluster does not answer, and why.
    static func silence(of cluster: ClusterProfile, _ error: any Error) -> String {
        switch error {
        case SchedulerError.failed(let tool, let reason):
            "SLURM of cluster `\(cluster.name)` does not answer (\(tool): \(SlurmComplaint.plain(reason)))"
        case TransportError.timedOut(_, let seconds, _):
            "SLURM of cluster `\(cluster.name)` does not answer (no word in \(Int(seconds)) s)"
        default: "cluster `\(cluster.name)` cannot be asked: \(error)"
        }
    }
}
