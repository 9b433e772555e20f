import Search

/// `clusters.yaml`: cluster profiles by name. Every error is a `FileError` with line and column.
public struct ClustersFile: Sendable {
    public let file: String
    /// In the file's order.
    public let profiles: [ClusterProfile]

    /// - Parameter read: gives the text of another file that this one names (a script template), by its path relative to
    ///   this file.
    public init(
        text: String, file: String,
        reading read: (_ path: String, _ node: YAMLNode) throws(FileError) -> String
    ) throws(FileError) {
        self.file = file
        var profiles: [ClusterProfile] = []
        for (name, nameNode, node) in try YAMLNode.parse(text, file: file).entries() {
            guard StudyName.isValid(name) else {
                throw nameNode.error(
                    "`\(name)` is no name of a cluster; use letters, digits and - _ . as in `rome`")
            }
            guard name != ClusterProfile.local.name else {
                throw nameNode.error(
                    "`local` is the machine hpltune is on and needs no profile; choose another name")
            }
            profiles.append(try ClusterProfile(named: name, node, reading: read))
        }
        self.profiles = profiles
    }

    /// - Parameter node: where the name was asked for.
    public func profile(named name: String, for node: YAMLNode? = nil) throws(FileError) -> ClusterProfile {
        if name == ClusterProfile.local.name { return .local }
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        let known = profiles.map(\.name) + [ClusterProfile.local.name]
        let hint = nearest(name, among: known).map { "; did you mean `\($0)`?" } ?? ""
        let message =
            "no cluster is called `\(name)`\(hint); \(file) has \(known.joined(separator: ", ")); "
            + "`hpltune clusters add` makes a profile"
        throw node?.error(message) ?? FileError(file: file, message)
    }
}

extension ClusterProfile {
    private static let keys = [
        "scheduler", "work_directory", "partition", "account", "qos", "reservation", "constraint",
        "exclusive",
        "sbatch", "modules", "variables", "prologue", "executable", "launcher", "nodes", "ranks_per_node",
        "threads_per_rank", "memory_per_node", "packing", "scheduler_environment", "template",
    ]

    init(
        named name: String, _ node: YAMLNode,
        reading read: (_ path: String, _ node: YAMLNode) throws(FileError) -> String
    ) throws(FileError) {
        let keys = try node.mapping(allowing: Self.keys)
        guard let scheduler = keys["scheduler"] else {
            throw node.error("the key `scheduler` is missing; add `scheduler: slurm` or `scheduler: direct`")
        }
        self.init(name: name, scheduler: try scheduler.word())
        func text(_ key: String) throws(FileError) -> String? { try keys[key]?.string() }
        func count(_ key: String) throws(FileError) -> Int? {
            guard let node = keys[key] else { return nil }
            let number = try node.int()
            guard number >= 1 else { throw node.error("\(number) is too small; it must be 1 or more") }
            return number
        }
        func list(_ key: String) throws(FileError) -> [String] {
            var texts: [String] = []
            for item in try keys[key]?.list() ?? [] { texts.append(try item.line()) }
            return texts
        }
        if let node = keys["work_directory"] {
            let path = try node.line()
            guard path.hasPrefix("/") || path.hasPrefix("~/") else {
                throw node.error("`\(path)` is no absolute path; begin it with / or ~/")
            }
            workDirectory = path
        }
        partition = try keys["partition"]?.word(of: "a partition")
        account = try keys["account"]?.word(of: "an account")
        qos = try keys["qos"]?.word(of: "a QOS")
        reservation = try keys["reservation"]?.word(of: "a reservation")
        constraint = try keys["constraint"]?.line()
        if let node = keys["exclusive"] { isExclusive = try node.bool() }
        extraOptions = try list("sbatch")
        for (option, node) in zip(extraOptions, try keys["sbatch"]?.list() ?? []) {
            try Self.check(option, at: node)
        }
        environment = RunEnvironment(
            modules: try list("modules"), variables: try keys["variables"]?.variables() ?? [:],
            prologue: try list("prologue"))
        executable = try text("executable")
        launcher = try text("launcher")
        nodes = try count("nodes")
        ranksPerNode = try count("ranks_per_node")
        threadsPerRank = try count("threads_per_rank")
        if let node = keys["memory_per_node"] { memoryPerNode = try MemoryText.bytes(node) }
        if let node = keys["packing"] { packing = try node.word() }
        schedulerEnvironment = try keys["scheduler_environment"]?.variables() ?? [:]
        if let node = keys["template"] {
            let path = try node.line()
            template = try ScriptTemplate(text: try read(path, node), file: path)
        }
    }

    /// Options that hpltune sets itself; a second one would win and break how jobs are found again.
    private static let ownOptions = [
        "job-name", "output", "error", "chdir", "open-mode", "parsable", "time", "signal", "nodes",
        "ntasks-per-node", "cpus-per-task", "export", "array", "wrap", "wait", "J", "o", "e", "D", "t", "N",
        "c",
        "a", "W",
    ]

    private static func check(_ option: String, at node: YAMLNode) throws(FileError) {
        guard option.hasPrefix("-") else {
            throw node.error("`\(option)` is no option of sbatch; write it as in `--mem=0`")
        }
        let name = option.drop { $0 == "-" }.prefix { $0 != "=" && $0 != " " }
        if ownOptions.contains(String(name)) {
            throw node.error("hpltune sets \(option.prefix { $0 != "=" && $0 != " " }) itself; leave it out")
        }
    }
}

extension YAMLNode {
    /// One of the words of an enumeration.
    fileprivate func word<Word: RawRepresentable & CaseIterable>() throws(FileError) -> Word
    where Word.RawValue == String {
        let text = try string()
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue)
            let hint = nearest(text, among: known).map { "; did you mean `\($0)`?" } ?? ""
            throw error("`\(text)` is not known here\(hint); write \(known.joined(separator: " or "))")
        }
        return word
    }

    /// Text without a line break, which would end a directive.
    fileprivate func line() throws(FileError) -> String {
        let text = try string()
        if text.contains(where: \.isNewline) { throw error("it has several lines; write one") }
        return text
    }

    /// A name as SLURM takes it.
    fileprivate func word(of what: String) throws(FileError) -> String {
        let text = try string()
        guard !text.isEmpty, text.allSatisfy({ !$0.isWhitespace && $0 != "\"" && $0 != "'" }) else {
            throw error("`\(text)` is no name of \(what); it has no blanks and no quotation marks")
        }
        return text
    }
}
