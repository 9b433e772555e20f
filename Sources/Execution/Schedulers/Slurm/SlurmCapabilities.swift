/// What a cluster's SLURM can do and how it is set up, as `scontrol show config` tells; read once per cluster.
public struct SlurmCapabilities: Sendable, Hashable, Codable {
    public var version: String
    public var clusterName: String
    /// Without accounting sacct knows nothing, and a job is forgotten `minJobAge` after its end.
    public var hasAccounting: Bool
    /// Tasks of one job array, at most one less than this.
    public var maxArraySize: Int
    /// Seconds for which squeue still shows a job that has ended.
    public var minJobAge: Int
    /// Seconds between SIGTERM and SIGKILL when a job's time is up.
    public var killWait: Int
    /// `nil` when it does not tell, and when an older hpltune asked.
    public var site: SlurmSite?

    /// How long SLURM may take to say what it is; its tools give up sooner when its controller is not there.
    static let patience = Duration.seconds(30)

    /// - Throws: `SchedulerError.failed` when scontrol failed, `.unreadable` when the output is not that of `scontrol show config`.
    init(fromConfiguration output: CommandOutput) throws(SchedulerError) {
        guard output.succeeded else {
            throw .failed(tool: "scontrol", reason: output.complaint)
        }
        var values: [String: String] = [:]
        for line in String(decoding: output.stdout, as: UTF8.self).split(separator: "\n") {
            guard let sign = line.firstIndex(of: "=") else { continue }
            let key = line[..<sign].filter { !$0.isWhitespace }
            values[String(key)] =
                line[line.index(after: sign)...].trimmingPrefix(while: \.isWhitespace)
                .description
        }
        guard let version = values["SLURM_VERSION"], let cluster = values["ClusterName"] else {
            throw .unreadable(
                command: "scontrol show config", reason: "it names no SLURM_VERSION and ClusterName")
        }
        self.version = version
        clusterName = cluster
        hasAccounting = values["AccountingStorageType"]?.hasSuffix("/none") == false
        maxArraySize = Self.number(values["MaxArraySize"]) ?? 1_001
        minJobAge = Self.number(values["MinJobAge"]) ?? 300
        killWait = Self.number(values["KillWait"]) ?? 30
        site = SlurmSite(values)
    }

    /// `300 sec` is 300.
    private static func number(_ text: String?) -> Int? {
        text.flatMap { Int($0.prefix { $0.isNumber }) }
    }
}

extension SlurmCapabilities {
    /// Asks the cluster.
    public static func read(
        through transport: some Transport, environment: [String: String]
    ) async throws -> SlurmCapabilities {
        let output = try await transport.run(
            SlurmScheduler.tool(["scontrol", "show", "config"], environment: environment), timeout: patience,
            outputLimit: 1 << 20)
        return try SlurmCapabilities(fromConfiguration: output)
    }
}
