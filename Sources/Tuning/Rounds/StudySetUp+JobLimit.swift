extension StudySetUp {
    /// What the study's jobs may ask for; `nil` for jobs that start at once on this machine, which need no limit.
    var jobLimit: JobLimit? {
        guard let cluster, cluster.scheduler == .slurm else { return nil }
        var limit = JobLimit()
        limit.longest = [clusterFacts?.partition.maxSeconds, cluster.timeSeconds].compactMap { $0 }.min()
        limit.isArray = cluster.packing == .jobPerTrial
        limit.nodes = resources.nodes
        if let capabilities = clusterFacts?.capabilities {
            limit.mostTasks = max(1, capabilities.maxArraySize - 1)
            limit.killWait = Double(capabilities.killWait)
        }
        return limit
    }
}
