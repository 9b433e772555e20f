/// Why a job waits, in words (slurm.schedmd.com/job_reason_codes.html).
public struct SlurmPendingReason: Sendable, Hashable {
    /// As squeue prints it.
    public let code: String

    public init(_ code: String) {
        self.code = code.trimmingPrefix { $0 == "(" }.split(separator: ")").first.map(String.init) ?? ""
    }

    /// It will never start as it was asked for. (A job that is held starts when somebody releases it.)
    public var isForever: Bool { Self.forever.contains(word) }

    private static let forever: Set = [
        "PartitionConfig", "PartitionTimeLimit", "PartitionNodeLimit", "BadConstraints", "InvalidAccount",
        "InvalidQOS", "AccountNotAllowed", "QOSNotAllowed", "DependencyNeverSatisfied",
        "QOSMaxWallDurationPerJobLimit", "AssocMaxWallDurationPerJobLimit", "QOSMaxNodePerJobLimit",
        "AssocMaxNodesPerJobLimit", "QOSMaxCpuPerJobLimit", "AssocMaxCpuPerJobLimit", "MaxMemPerLimit",
        "QOSMaxMemoryPerJob", "QOSTimeLimit", "NodeConfigUnavailable",
    ]

    /// What a reason that is for ever begins with.
    public static let never = "will never start: "

    /// `nil` when there is nothing to say: the job was submitted a moment ago.
    public var text: String? { text(asked: nil, nodes: nil, of: nil) }

    /// With numbers, where they are the reason.
    ///
    /// - Parameters:
    ///   - time: that it asks for, as squeue prints it: `1-02:00:00`.
    ///   - nodes: that it asks for.
    public func text(
        asked time: String?, nodes: Int?, of partition: SlurmPartition?
    ) -> String? {
        let said = excess(time, nodes, partition).map { "\($0) (\(word))" } ?? words
        return isForever ? said.map { Self.never + $0 } : said
    }

    /// What is asked for and what there is, in numbers.
    private func excess(_ time: String?, _ nodes: Int?, _ partition: SlurmPartition?) -> String? {
        guard let partition, word.hasPrefix("Partition") else { return nil }
        if let asked = time.flatMap(SlurmTime.seconds), let limit = partition.maxSeconds, asked > limit {
            return "\(SlurmTime.words(asked)) asked, partition `\(partition.name)` allows "
                + SlurmTime.words(limit)
        }
        if let nodes, nodes > partition.nodes {
            return "\(nodes) nodes asked, partition `\(partition.name)` has \(partition.nodes)"
        }
        return nil
    }

    private var words: String? {
        if word.isEmpty || word == "None" { return nil }
        if let sentence { return sentence }
        let said =
            Self.words[word]
            ?? (word.hasPrefix("QOS")
                ? "a limit of the QOS holds it"
                : word.hasPrefix("Assoc") ? "a limit of the account holds it" : nil)
        return said.map { "\($0) (\(word))" } ?? code
    }

    /// Instead of a word squeue may print a sentence, or say behind the word which nodes it means.
    private var sentence: String? {
        if let said = Self.sentences[code] { return said }
        guard word == "ReqNodeNotAvail", let comma = code.firstIndex(of: ",") else { return nil }
        let rest = code[code.index(after: comma)...].drop { $0 == " " }
        let nodes = rest.trimmingPrefix("UnavailableNodes:")
        guard rest.count > nodes.count else { return "nodes it needs are not free: \(rest) (\(word))" }
        return nodes.isEmpty ? nil : "nodes it needs are down or reserved: \(nodes) (\(word))"
    }

    private static let sentences = [
        "Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions":
            "nodes it needs are down, drained or kept for partitions that come first",
        "ReqNodeNotAvail, Reserved for maintenance":
            "nodes it needs are kept for maintenance (ReqNodeNotAvail)",
        "ReqNodeNotAvail, May be reserved for other job":
            "nodes it needs may be kept for another job (ReqNodeNotAvail)",
        "launch failed requeued held":
            "it could not be launched and is held; release it with `scontrol release`",
        "job requeued in held state": "it was queued again and is held; release it with `scontrol release`",
    ]

    private static let words = [
        "Priority": "other jobs come first",
        "Resources": "it waits for free nodes",
        "BeginTime": "its begin time has not come (after a requeue SLURM waits two minutes)",
        "Dependency": "it waits for another job",
        "DependencyNeverSatisfied": "it waits for a job that failed",
        "JobHeldUser": "somebody holds it; release it with `scontrol release`",
        "JobHeldAdmin": "the administrators hold it",
        "PartitionTimeLimit": "it asks for more time than the partition allows",
        "PartitionNodeLimit": "it asks for more or fewer nodes than the partition allows",
        "PartitionConfig": "the partition does not allow what it asks for",
        "PartitionDown": "the partition is closed",
        "PartitionInactive": "the partition is closed",
        "BadConstraints": "no node has what it asks for",
        "NodeConfigUnavailable": "no node has what it asks for",
        "InvalidAccount": "the account may not be used here",
        "AccountNotAllowed": "the account may not be used here",
        "InvalidQOS": "the QOS may not be used here",
        "QOSNotAllowed": "the QOS may not be used here",
        "ReqNodeNotAvail": "nodes it needs are down or reserved",
        "NodeDown": "a node it needs is down",
        "Reservation": "its reservation has not begun",
        "Licenses": "it waits for licenses",
        "JobArrayTaskLimit": "enough of its array runs at once",
        "JobLaunchFailure": "it could not be launched",
        "JobHoldMaxRequeue": "it was queued again too often and is held; release it with `scontrol release`",
        "SchedDefer": "SLURM looks at it later",
        "SystemFailure": "SLURM itself has failed",
        "FrontEndDown": "the node that starts it is down",
        "PowerNotAvail": "there is not enough power for its nodes",
        "PowerReserved": "the power for its nodes is reserved",
        "BurstBufferResources": "it waits for room in the burst buffer",
        "BurstBufferStageIn": "its files are being copied into the burst buffer",
        "Cleaning": "its last run is being cleaned up",
    ]

    /// `ReqNodeNotAvail, UnavailableNodes:n1`: the first word is the reason.
    private var word: String {
        code.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.description
    }
}
