import HPL
import Search
import Tuning

/// What a study uses: the study file's word, else the cluster's profile's, else all of a node.
extension StudyAssembly {
    func resources() throws -> Resources {
        let cores = site.machine.cores
        var resources = Resources(site.machine)
        resources.nodes = try nodes()
        let section = file.resources
        if let input = source.input {
            let processes = max(1, input.processes)
            resources.ranksPerNode =
                processes % resources.nodes == 0 ? processes / resources.nodes : processes
            resources.threadsPerRank = max(1, cores / resources.ranksPerNode)
        }
        let (ranks, threads) = (
            section.ranksPerNode ?? site.cluster.ranksPerNode,
            section.threadsPerRank ?? site.cluster.threadsPerRank
        )
        if let threads {
            resources.threadsPerRank = threads
            resources.ranksPerNode = max(1, cores / threads)
        }
        if let ranks {
            resources.ranksPerNode = ranks
            if threads == nil { resources.threadsPerRank = max(1, cores / ranks) }
        }
        try checkCores(resources)
        resources.memoryPerNode = try memory(resources)
        return resources
    }

    private func nodes() throws -> Int {
        let nodes = file.resources.nodes ?? site.cluster.nodes ?? 1
        let available = site.facts?.partition.nodes ?? 1
        guard nodes > available else { return nodes }
        let complaint =
            if let facts = site.facts {
                "partition `\(facts.partition.name)` has \(counted(available, "node")), not \(nodes); "
                    + "write `nodes: \(available)` or less"
            } else {
                "the machine hpltune is on is 1 node, not \(nodes); write `nodes: 1`, leave it out, or name a "
                    + "cluster with SLURM (docs/clusters.md)"
            }
        throw file.resources.nodesNode?.error(complaint) ?? inProfile(complaint, "nodes")
    }

    private func memory(_ resources: Resources) throws -> Int {
        let machine = site.machine
        guard let memory = file.resources.memoryPerNode ?? site.cluster.memoryPerNode else {
            // Others may want the rest of a node that the job does not have for itself.
            return site.isSlurm && !site.cluster.isExclusive
                ? resources.memoryPerNode / machine.cores * min(machine.cores, resources.layout.cores)
                : resources.memoryPerNode
        }
        guard memory > machine.memoryBytes else { return memory }
        // Rounded down to what may be written, and exact: `251.6 GiB` could be a little more than there is.
        let complaint =
            "\(site.nodeText) has \(ByteCount(machine.memoryBytes)) of memory, not \(ByteCount(memory)); "
            + "write `memory_per_node: \(machine.memoryBytes >> 20)MiB` or less, or leave it out"
        throw file.resources.memoryNode?.error(complaint) ?? inProfile(complaint, "memory_per_node")
    }

    private func checkCores(_ resources: Resources) throws {
        let cores = site.machine.cores
        guard resources.layout.cores > cores else { return }
        let (ranks, threads) = (resources.ranksPerNode, resources.threadsPerRank)
        let complaint =
            "\(counted(ranks, "rank")) × \(counted(threads, "thread"))"
            + (resources.layout.cores == .max ? ", " : " = \(resources.layout.cores), ")
            + "and \(site.nodeText) has \(counted(cores, "core")); "
        let section = file.resources
        let both = "write `ranks_per_node: \(cores)` and `threads_per_rank: 1`, or fewer ranks"
        let fewerThreads =
            ranks > cores ? both : "write `threads_per_rank: \(cores / ranks)` or less"
        let fewerRanks =
            threads > cores ? both : "write `ranks_per_node: \(cores / threads)` or less"
        if let node = section.threadsNode, threads > cores || section.ranksNode == nil {
            throw node.error(complaint + fewerThreads)
        }
        if let node = section.ranksNode {
            throw node.error(complaint + fewerRanks)
        }
        if site.cluster.ranksPerNode != nil || site.cluster.threadsPerRank != nil {
            let (change, place) =
                site.cluster.ranksPerNode != nil
                ? (fewerRanks, "ranks_per_node") : (fewerThreads, "threads_per_rank")
            throw inProfile(complaint + change, place)
        }
        throw CommandFailure(
            "\(file.file): \(complaint)use grids of at most \(cores) \(cores == 1 ? "process" : "processes")")
    }

    private func inProfile(_ complaint: String, _ key: String) -> CommandFailure {
        UserClusters.mistake(complaint, at: [key], of: site.cluster)
    }
}
