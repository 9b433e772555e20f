import Search

/// A study file (`hpltune.yaml`) as the user wrote it; nothing resolved, nothing filled in.
///
/// Every error is a `FileError` with line and column. The `space` section stays a YAML node: `HPLSpace` reads it.
public struct StudyFile: Sendable {
    public struct HPLSection: Sendable {
        public var executable: YAMLNode?
        public var flavor: YAMLNode?
        public var launcher: YAMLNode?
    }

    public struct ResourcesSection: Sendable {
        public var nodes: Int?
        public var ranksPerNode: Int?
        public var threadsPerRank: Int?
        /// Bytes.
        public var memoryPerNode: Int?
        /// The folder that takes the run directories.
        public var results: String?
        public var resultsNode: YAMLNode?
        /// What jobs ask the cluster for, by the names of `ClusterProfile.jobKeys`.
        public var jobKeys: [String: YAMLNode] = [:]
        /// Where these stand, for what only the machine can tell to be wrong.
        public var nodesNode: YAMLNode?
        public var ranksNode: YAMLNode?
        public var threadsNode: YAMLNode?
        public var memoryNode: YAMLNode?
    }

    public struct BudgetSection: Sendable {
        public var trials: Int?
        public var nodeHours: Double?
        /// Stop when the next rounds promise less than this share of a gain.
        public var stopBelowGain: Double?
    }

    public let file: String
    public private(set) var name: String?
    /// The name of a cluster's profile, which nobody has looked up.
    public private(set) var cluster: YAMLNode?
    public private(set) var hpl = HPLSection()
    public private(set) var resources = ResourcesSection()
    public private(set) var environment = RunEnvironment()
    public private(set) var space: YAMLNode?
    public private(set) var budget = BudgetSection()
    public private(set) var strategy: YAMLNode?

    /// A study file that says nothing but a name.
    public init(named name: String?, file: String) {
        self.name = name
        self.file = file
    }

    public init(text: String, file: String) throws(FileError) {
        self.file = file
        let keys = try YAMLNode.parse(text, file: file).mapping(allowing: [
            "study", "cluster", "hpl", "resources", "environment", "space", "budget", "strategy",
        ])
        if let node = keys["study"] { name = try Self.name(node) }
        if let node = keys["cluster"] {
            _ = try node.string()
            cluster = node
        }
        if let node = keys["hpl"] { try readHPL(node) }
        if let node = keys["resources"] { try readResources(node) }
        if let node = keys["environment"] { try readEnvironment(node) }
        space = keys["space"]
        if let node = keys["budget"] { try readBudget(node) }
        strategy = keys["strategy"]
    }

    private static func name(_ node: YAMLNode) throws(FileError) -> String {
        let name = try node.string()
        guard StudyName.isValid(name) else { throw node.error(StudyName.complaint(about: name)) }
        return name
    }

    private mutating func readHPL(_ node: YAMLNode) throws(FileError) {
        let keys = try node.mapping(allowing: ["executable", "flavor", "launcher"])
        hpl = HPLSection(executable: keys["executable"], flavor: keys["flavor"], launcher: keys["launcher"])
    }

    private mutating func readResources(_ node: YAMLNode) throws(FileError) {
        let keys = try node.mapping(
            allowing: ["nodes", "ranks_per_node", "threads_per_rank", "memory_per_node", "results"]
                + ClusterProfile.jobKeys)
        resources.jobKeys = keys.filter { ClusterProfile.jobKeys.contains($0.key) }
        // What is wrong with them is wrong on any cluster.
        var anyCluster = ClusterProfile(name: "any", scheduler: .slurm)
        try anyCluster.read(jobKeys: resources.jobKeys)
        resources.nodes = try positive(keys["nodes"])
        resources.nodesNode = keys["nodes"]
        resources.ranksPerNode = try positive(keys["ranks_per_node"])
        resources.threadsPerRank = try positive(keys["threads_per_rank"])
        if let node = keys["memory_per_node"] { resources.memoryPerNode = try MemoryText.bytes(node) }
        resources.ranksNode = keys["ranks_per_node"]
        resources.threadsNode = keys["threads_per_rank"]
        resources.memoryNode = keys["memory_per_node"]
        if let node = keys["results"] {
            let path = try node.string()
            // Of what else is wrong with it only the cluster can tell.
            if let complaint = ClusterProfile.directoryComplaint(path, isSlurm: false) {
                throw node.error(complaint)
            }
            resources.results = path
            resources.resultsNode = node
        }
    }

    private mutating func readEnvironment(_ node: YAMLNode) throws(FileError) {
        let keys = try node.mapping(allowing: ["modules", "variables", "prologue"])
        environment.modules = try strings(keys["modules"])
        environment.prologue = try strings(keys["prologue"])
        environment.variables = try keys["variables"]?.variables() ?? [:]
    }

    private mutating func readBudget(_ node: YAMLNode) throws(FileError) {
        let keys = try node.mapping(allowing: ["trials", "node_hours", "stop_below_gain"])
        budget.trials = try positive(keys["trials"])
        if let node = keys["node_hours"] {
            let hours = try node.double()
            guard hours > 0, hours.isFinite else {
                throw node.error("node_hours is more than 0, as in `node_hours: 200`")
            }
            budget.nodeHours = hours
        }
        if let node = keys["stop_below_gain"] {
            let text = try node.string()
            guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent < 100
            else {
                throw node.error("`\(text)` is no gain; write it in percent, as in `stop_below_gain: 0.5%`")
            }
            budget.stopBelowGain = percent / 100
        }
    }

    private func positive(_ node: YAMLNode?) throws(FileError) -> Int? {
        guard let node else { return nil }
        let number = try node.int()
        guard number >= 1 else { throw node.error("\(number) is too small; it must be 1 or more") }
        return number
    }

    private func strings(_ node: YAMLNode?) throws(FileError) -> [String] {
        guard let node else { return [] }
        var texts: [String] = []
        for item in try node.list() { texts.append(try item.string()) }
        return texts
    }
}
