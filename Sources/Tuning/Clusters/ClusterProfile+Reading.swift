import Execution
import Search

extension ClusterProfile {
    /// What a job asks for; a study's `resources` may say otherwise.
    public static let jobKeys = [
        "partition", "account", "qos", "reservation", "constraint", "exclusive", "sbatch", "time", "packing",
    ]

    private static let keys =
        ["scheduler", "work_directory"] + jobKeys + [
            "modules", "variables", "prologue", "executable", "launcher", "nodes", "ranks_per_node",
            "threads_per_rank", "memory_per_node", "scheduler_environment", "template",
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
        if let node = keys["work_directory"] {
            workDirectory = try Self.path(node, isSlurm: self.scheduler == .slurm)
        }
        try self.read(jobKeys: keys)
        environment = RunEnvironment(
            modules: try keys["modules"]?.lines() ?? [], variables: try keys["variables"]?.variables() ?? [:],
            prologue: try keys["prologue"]?.lines() ?? [])
        executable = try keys["executable"]?.line()
        launcher = try keys["launcher"]?.line()
        nodes = try keys["nodes"]?.count()
        ranksPerNode = try keys["ranks_per_node"]?.count()
        threadsPerRank = try keys["threads_per_rank"]?.count()
        if let node = keys["memory_per_node"] { memoryPerNode = try MemoryText.bytes(node) }
        if let node = keys["scheduler_environment"] { schedulerEnvironment = try Self.variables(node) }
        if let node = keys["template"] {
            let path = try node.line()
            template = try ScriptTemplate(text: try read(path, node), file: Self.full(path, in: node.file))
        }
        if self.scheduler == .direct { try refuseJobKeys(keys) }
    }

    /// A path that is meant from the folder of the file it stands in, as one opens it from elsewhere.
    private static func full(_ path: String, in file: String) -> String {
        if path.hasPrefix("/") || path.hasPrefix("~/") { return path.normalizedPath }
        guard let slash = file.lastIndex(of: "/") else { return path }
        return (file[...slash] + path).description.normalizedPath
    }

    /// Takes over what `keys` say of a job; what they leave out stays.
    public mutating func read(jobKeys keys: [String: YAMLNode]) throws(FileError) {
        if let node = keys["partition"] { partition = try node.word(of: "a partition") }
        if let node = keys["account"] { account = try node.word(of: "an account") }
        if let node = keys["qos"] { qos = try node.word(of: "a QOS") }
        if let node = keys["reservation"] { reservation = try node.word(of: "a reservation") }
        if let node = keys["constraint"] { constraint = try node.constraint() }
        if let node = keys["exclusive"] { isExclusive = try node.bool() }
        if let node = keys["time"] { timeSeconds = try Self.time(node) }
        if let node = keys["packing"] { packing = try node.word() }
        if let node = keys["sbatch"] {
            var options: [String] = []
            for item in try node.list() { options.append(try Self.option(item)) }
            extraOptions = options
        }
    }

    private func refuseJobKeys(_ keys: [String: YAMLNode]) throws(FileError) {
        for key in Self.jobKeys + ["template", "scheduler_environment"] {
            guard let node = keys[key] else { continue }
            throw node.error("`\(key)` is for `scheduler: slurm`; leave it out, or change the scheduler")
        }
    }

    /// An empty `SLURM_CONF` makes SLURM's tools wait long for an answer and say nothing.
    private static func variables(_ node: YAMLNode) throws(FileError) -> [String: String] {
        let variables = try node.variables()
        if variables["SLURM_CONF"]?.isEmpty == true {
            for (name, key, _) in try node.entries() where name == "SLURM_CONF" {
                throw key.error("`SLURM_CONF` is empty; name SLURM's configuration file, or leave it out")
            }
        }
        return variables
    }

    private static func path(_ node: YAMLNode, isSlurm: Bool) throws(FileError) -> String {
        let path = try node.line()
        guard path.hasPrefix("/") || path.hasPrefix("~/") else {
            throw node.error("`\(path)` is no absolute path; begin it with / or ~/")
        }
        if let complaint = directoryComplaint(path, isSlurm: isSlurm) { throw node.error(complaint) }
        return path.normalizedPath
    }

    /// What is wrong with a folder as a place for jobs; `nil` when nothing is. A backslash makes sbatch read names of
    /// output files otherwise, and control characters break the lines in which scripts report.
    public static func directoryComplaint(_ path: String, isSlurm: Bool) -> String? {
        if isSlurm, path.contains("\\") {
            return
                "`\(path)` has a backslash, which sbatch does not take as it is; choose a folder without one"
        }
        if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
            return
                "`\(path)` has a line end or another control character; choose a folder without one"
        }
        return nil
    }

    /// `nil` for `auto`.
    private static func time(_ node: YAMLNode) throws(FileError) -> Double? {
        let text = try node.string()
        if text == "auto" { return nil }
        guard let seconds = SlurmTimeLimit(text)?.seconds else {
            throw node.error(
                "`\(text)` is no time limit; write minutes, `HH:MM:SS` or `D-HH:MM:SS`, or `auto` for as long as "
                    + "the runs need")
        }
        guard seconds >= 300 else {
            throw node.error("a job takes 5 minutes at least; write `time: 5` or more, or `auto`")
        }
        return seconds
    }

    /// Options that hpltune sets itself; a second one would win and break how jobs are found again.
    private static let ownOptions: [String: String] = [
        "job-name": "", "J": "", "output": "", "o": "", "error": "", "e": "", "chdir": "", "D": "",
        "open-mode": "", "parsable": "", "signal": "", "export": "", "array": "", "a": "", "wrap": "",
        "wait": "", "W": "", "requeue": "", "no-requeue": "", "input": "", "i": "", "begin": "", "b": "",
        "ntasks": "", "n": "", "clusters": "", "M": "", "time": "time", "t": "time", "nodes": "nodes",
        "N": "nodes", "ntasks-per-node": "ranks_per_node", "cpus-per-task": "threads_per_rank",
        "c": "threads_per_rank", "partition": "partition", "p": "partition", "account": "account",
        "A": "account", "qos": "qos", "q": "qos", "reservation": "reservation", "constraint": "constraint",
        "C": "constraint", "exclusive": "exclusive",
    ]

    /// Options with which sbatch takes no job.
    private static let idleOptions = ["test-only", "help", "h", "usage", "version", "V"]

    /// An option as it stands behind `#SBATCH`.
    private static func option(_ node: YAMLNode) throws(FileError) -> String {
        let option = try node.line()
        guard option.hasPrefix("-"), option.contains(where: { $0 != "-" }) else {
            throw node.error("`\(option)` is no option of sbatch; write it as in `--mem=0`")
        }
        if let idle = idleOption(in: option) {
            throw node.error("with \(idle) sbatch submits nothing; leave it out")
        }
        if let own = ownOption(in: option) {
            throw node.error(
                own.key.isEmpty
                    ? "hpltune sets \(own.spelled) itself; leave it out"
                    : "hpltune sets \(own.spelled) itself; use the key `\(own.key)`")
        }
        return option
    }

    /// The first option of a line that hpltune sets itself, and the key of a profile that stands for it.
    static func ownOption(in line: some StringProtocol) -> (spelled: String, key: String)? {
        option(in: line, among: ownOptions.keys.sorted()).map { ($0.spelled, ownOptions[$0.name] ?? "") }
    }

    /// The first option of a line with which sbatch submits nothing, as it is written there.
    static func idleOption(in line: some StringProtocol) -> String? {
        option(in: line, among: idleOptions)?.spelled
    }

    /// sbatch takes several options on a line, long ones cut short, and short ones with their value or others behind them.
    private static func option(
        in line: some StringProtocol, among names: [String]
    ) -> (spelled: String, name: String)? {
        for word in line.split(whereSeparator: \.isWhitespace) where word.hasPrefix("-") {
            let name = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
            if word.hasPrefix("--") {
                let match = names.filter { $0.count > 1 && $0.hasPrefix(name) }.min()
                if !name.isEmpty, let match { return ("--" + name, match) }
            } else if let first = name.first {
                if names.contains(String(first)) { return ("-\(first)", String(first)) }
                // Options without a value may have others behind them.
                if "HhIkOQsv".contains(first), let next = name.dropFirst().first,
                    names.contains(String(next))
                {
                    return ("-\(next)", String(next))
                }
            }
        }
        return nil
    }
}

extension YAMLNode {
    /// One of the words of an enumeration.
    fileprivate func word<Word: RawRepresentable & CaseIterable>() throws(FileError) -> Word
    where Word.RawValue == String {
        let text = try string()
        guard let word = Word(rawValue: text) else {
            throw error(unknownWord("word", text, among: Word.allCases.map(\.rawValue)))
        }
        return word
    }

    /// Text without a line break, which would end a directive.
    fileprivate func line() throws(FileError) -> String {
        let text = try string()
        if text.isEmpty { throw error("expected text, found nothing; write it, or leave the key out") }
        if text.contains(where: \.isNewline) { throw error("it has several lines; write one") }
        return text
    }

    fileprivate func lines() throws(FileError) -> [String] {
        var lines: [String] = []
        for item in try list() { lines.append(try item.line()) }
        return lines
    }

    fileprivate func count() throws(FileError) -> Int {
        let number = try int()
        guard number >= 1 else { throw error("\(number) is too small; it must be 1 or more") }
        return number
    }

    /// A name as SLURM takes it.
    fileprivate func word(of what: String) throws(FileError) -> String {
        let text = try string()
        guard !text.isEmpty, text.allSatisfy({ !$0.isWhitespace && !"\"'#\\".contains($0) }) else {
            throw error("`\(text)` is no name of \(what); it has no blanks and no quotation marks")
        }
        return text
    }

    /// Features with `&`, `|`, `[ ]`, `*`; a blank would end the directive's value.
    fileprivate func constraint() throws(FileError) -> String {
        let text = try line()
        guard text.allSatisfy({ !$0.isWhitespace && !"\"'#\\".contains($0) }) else {
            throw error("`\(text)` is no constraint; write it without blanks, as in `rome&ib`")
        }
        return text
    }
}
