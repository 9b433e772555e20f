extension SlurmPartition {
    /// One line for each group of equal nodes: partition, nodes, sockets, cores of a socket, threads of a core,
    /// megabytes, time limit, features. Hidden partitions, too: jobs can be sent there.
    private static let listWords = [
        "sinfo", "--all", "--exact", "--noheader", "--format=%P|%D|%X|%Y|%Z|%m|%l|%f",
    ]

    /// All partitions, in sinfo's order. Lines that are none of sinfo's (a site's greeting) are passed over.
    ///
    /// - Parameter feature: only nodes that have it count.
    static func list(
        fromInfo output: CommandOutput, having feature: String? = nil
    ) throws(SchedulerError) -> [SlurmPartition] {
        guard output.succeeded else { throw .failed(tool: "sinfo", reason: output.complaint) }
        var partitions: [SlurmPartition] = []
        for line in String(decoding: output.stdout, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let group = NodeGroup(line) else { continue }
            if let index = partitions.firstIndex(where: { $0.name == group.partition.name }) {
                if feature.map(group.features.contains) ?? true { partitions[index].add(group.partition) }
            } else {
                partitions.append(group.partition)
                if let feature, !group.features.contains(feature) {
                    partitions[partitions.count - 1].nodes = 0
                }
            }
        }
        if partitions.isEmpty {
            throw .unreadable(command: "sinfo", reason: "it names no partition")
        }
        return partitions
    }

    /// The partition that jobs go to.
    ///
    /// - Parameters:
    ///   - name: `nil` for the cluster's default; several with commas between, as sbatch takes them, count as one that
    ///     has the least of each.
    ///   - feature: only nodes that have it count.
    static func choose(
        _ name: String?, having feature: String? = nil, among known: [SlurmPartition]
    ) throws(SchedulerError) -> SlurmPartition {
        guard let name else {
            guard let partition = known.first(where: \.isDefault) else {
                throw .noPartition(name: nil, known: known.map(\.name))
            }
            return try partition.checked(feature)
        }
        var chosen: SlurmPartition?
        for name in name.split(separator: ",").map(String.init) {
            guard let partition = known.first(where: { $0.name == name }) else {
                throw .noPartition(name: name, known: known.map(\.name))
            }
            if chosen == nil { chosen = partition } else { chosen?.add(partition) }
        }
        guard var chosen else { throw .noPartition(name: name, known: known.map(\.name)) }
        chosen.name = name
        return try chosen.checked(feature)
    }

    /// Asks the cluster.
    ///
    /// - Parameters:
    ///   - name: `nil` for the cluster's default partition.
    ///   - constraint: features that jobs ask for. One that is a single word narrows the nodes; others are left to SLURM.
    public static func read(
        _ name: String?, constraint: String? = nil, through transport: some Transport,
        environment: [String: String]
    ) async throws -> SlurmPartition {
        let feature = constraint.flatMap { $0.allSatisfy(isOfWord) ? $0 : nil }
        return try choose(
            name, having: feature,
            among: try await readAll(having: feature, through: transport, environment: environment))
    }

    /// All partitions of the cluster.
    public static func readAll(
        having feature: String? = nil, through transport: some Transport, environment: [String: String]
    ) async throws -> [SlurmPartition] {
        let output = try await transport.run(
            SlurmScheduler.tool(listWords, environment: environment), timeout: SlurmCapabilities.patience,
            outputLimit: 4 << 20)
        return try list(fromInfo: output, having: feature)
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_-.".contains(character)
    }

    private func checked(_ feature: String?) throws(SchedulerError) -> SlurmPartition {
        guard nodes > 0 else { throw .noNodes(partition: name, feature: feature) }
        return self
    }

    private mutating func add(_ other: SlurmPartition) {
        guard other.nodes > 0 else { return }
        if nodes == 0 {
            (coresPerNode, memoryPerNode) = (other.coresPerNode, other.memoryPerNode)
        } else {
            coresPerNode = min(coresPerNode, other.coresPerNode)
            memoryPerNode = min(memoryPerNode, other.memoryPerNode)
        }
        nodes += other.nodes
        threadsPerCore = max(threadsPerCore ?? 1, other.threadsPerCore ?? 1)
        maxSeconds = [maxSeconds, other.maxSeconds].compactMap { $0 }.min()
    }
}

/// A line of sinfo: some equal nodes of a partition.
private struct NodeGroup {
    let partition: SlurmPartition
    let features: Set<String>

    init?(_ line: Substring) {
        let fields = line.split(separator: "|", maxSplits: 7, omittingEmptySubsequences: false)
            .map { $0.trimming(while: \.isWhitespace) }
        guard fields.count == 8, let nodes = Int(fields[1]), let sockets = Self.number(fields[2]),
            let cores = Self.number(fields[3]), let threads = Self.number(fields[4]),
            let megabytes = Self.number(fields[5]), let limit = SlurmTimeLimit(fields[6])
        else { return nil }
        let name = fields[0].hasSuffix("*") ? fields[0].dropLast() : fields[0]
        guard !name.isEmpty else { return nil }
        partition = SlurmPartition(
            name: String(name), isDefault: fields[0].hasSuffix("*"), nodes: nodes,
            coresPerNode: max(1, sockets * cores), threadsPerCore: max(1, threads),
            memoryPerNode: megabytes << 20, maxSeconds: limit.seconds)
        features = Set(fields[7].split(separator: ",").map(String.init))
    }

    /// `2+` where the nodes of a group differ.
    private static func number(_ text: Substring) -> Int? {
        Int(text.hasSuffix("+") ? text.dropLast() : text).flatMap { (0...1 << 40).contains($0) ? $0 : nil }
    }
}

extension Substring {
    fileprivate func trimming(while predicate: (Character) -> Bool) -> Substring {
        var text = drop(while: predicate)
        while let last = text.last, predicate(last) { text.removeLast() }
        return text
    }
}
