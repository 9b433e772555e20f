/// Why a job waits, in words (slurm.schedmd.com/job_reason_codes.html).
public struct SlurmPendingReason: Sendable, Hashable {
    /// As squeue prints it.
    public let code: String

    public init(_ code: String) {
        self.code = code.trimmingPrefix { $0 == "(" }.split(separator: ")").first.map(String.init) ?? ""
    }

    /// It will never start as it was asked for. (A job that is held starts when somebody releases it.)
    public var isForever: Bool {
        switch word {
        case "PartitionConfig", "PartitionTimeLimit", "PartitionNodeLimit", "BadConstraints",
            "InvalidAccount", "InvalidQOS",
            "AccountNotAllowed", "QOSNotAllowed", "DependencyNeverSatisfied",
            "QOSMaxWallDurationPerJobLimit", "AssocMaxWallDurationPerJobLimit", "QOSMaxNodePerJobLimit",
            "AssocMaxNodesPerJobLimit", "QOSMaxCpuPerJobLimit", "AssocMaxCpuPerJobLimit", "MaxMemPerLimit",
            "QOSMaxMemoryPerJob", "QOSTimeLimit", "NodeConfigUnavailable":
            true
        default: false
        }
    }

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
        let said: String
        switch word {
        case "", "None": return nil
        case "Priority": said = "other jobs come first"
        case "Resources": said = "it waits for free nodes"
        case "BeginTime": said = "its begin time has not come (after a requeue SLURM waits two minutes)"
        case "Dependency": said = "it waits for another job"
        case "DependencyNeverSatisfied": said = "it waits for a job that failed"
        case "JobHeldUser": said = "somebody holds it; release it with `scontrol release`"
        case "JobHeldAdmin": said = "the administrators hold it"
        case "PartitionTimeLimit": said = "it asks for more time than the partition allows"
        case "PartitionNodeLimit": said = "it asks for more or fewer nodes than the partition allows"
        case "PartitionConfig": said = "the partition does not allow what it asks for"
        case "PartitionDown", "PartitionInactive": said = "the partition is closed"
        case "BadConstraints", "NodeConfigUnavailable": said = "no node has what it asks for"
        case "InvalidAccount", "AccountNotAllowed": said = "the account may not be used here"
        case "InvalidQOS", "QOSNotAllowed": said = "the QOS may not be used here"
        case "ReqNodeNotAvail": said = "nodes it needs are down or reserved"
        case "NodeDown": said = "a node it needs is down"
        case "Reservation": said = "its reservation has not begun"
        case "Licenses": said = "it waits for licenses"
        case "JobArrayTaskLimit": said = "enough of its array runs at once"
        case "JobLaunchFailure": said = "it could not be launched"
        case "Cleaning": said = "its last run is being cleaned up"
        case let word where word.hasPrefix("QOS"): said = "a limit of the QOS holds it"
        case let word where word.hasPrefix("Assoc"): said = "a limit of the account holds it"
        default: return code
        }
        return "\(said) (\(word))"
    }

    /// `ReqNodeNotAvail, UnavailableNodes:n1`: the first word is the reason.
    private var word: String {
        code.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.description
    }
}
