import Execution
import HPL

extension StudySetUp {
    /// What the study's jobs ask SLURM for; `nil` where they do not go through SLURM.
    ///
    /// A job asks for one task per core that any of its runs uses, whatever the layout: a round's runs may differ in how
    /// they fill the same cores with ranks and threads.
    public var slurmResources: SlurmResources? {
        guard let cluster, cluster.scheduler == .slurm else { return nil }
        let cores = max(resources.layout.cores, layouts.map(\.cores).max() ?? 1)
        return SlurmResources(
            nodes: resources.nodes, tasksPerNode: min(cores, resources.coresPerNode ?? cores), cpusPerTask: 1,
            partition: cluster.partition, account: cluster.account, qos: cluster.qos,
            reservation: cluster.reservation, constraint: cluster.constraint, exclusive: cluster.isExclusive,
            megabytesPerNode: megabytesPerNode(cluster),
            avoidsHardwareThreads: (clusterFacts?.partition.threadsPerCore ?? 1) > 1,
            extraOptions: cluster.extraOptions)
    }

    /// The layouts that the space names.
    private var layouts: [RankLayout] {
        do {
            let parameters = try space.space(
                resources: resources, flavor: flavor, problemSize: problemSize
            ).searchSpace.parameters
            return parameters.first { $0.name == "layout" }?.values.compactMap { RankLayout($0.description) }
                ?? []
        } catch {
            // Whoever makes runs of this space will say what is wrong with it.
            return []
        }
    }

    /// Nodes for HPL alone give all the memory they have, also where a site gives jobs little unless they ask.
    private func megabytesPerNode(_ cluster: ClusterProfile) -> Int? {
        if cluster.memoryPerNode != nil || !cluster.isExclusive { return resources.memoryPerNode >> 20 }
        return 0
    }
}

extension ClusterProfile {
    /// Takes over what a study's file, as it is now, says of how its jobs get through.
    public mutating func followStudy(_ other: ClusterProfile?) {
        guard let other, other.name == name else { return }
        (account, qos, reservation) = (other.account, other.qos, other.reservation)
        (extraOptions, timeSeconds, studyKeys) = (other.extraOptions, other.timeSeconds, other.studyKeys)
    }

    /// This profile with what `current`, the same one as it stands in `clusters.yaml` now, says of how jobs get through:
    /// that may be mended while a study goes on. What decides how fast HPL runs stays.
    public func mended(by current: ClusterProfile) -> ClusterProfile {
        guard current.name == name, current.scheduler == scheduler else { return self }
        func isOurs(_ key: String) -> Bool { studyKeys?.contains(key) != true }
        var profile = self
        if isOurs("account") { profile.account = current.account }
        if isOurs("qos") { profile.qos = current.qos }
        if isOurs("reservation") { profile.reservation = current.reservation }
        if isOurs("sbatch") { profile.extraOptions = current.extraOptions }
        profile.schedulerEnvironment = current.schedulerEnvironment
        return profile
    }
}
