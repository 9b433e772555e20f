/// Which SLURM it is that the tools talk to. Cluster names alone do not tell two apart, nor do host names where several
/// controllers share a host.
public struct SlurmSite: Sendable, Hashable, Codable {
    public let clusterName: String
    /// Those that may have the controller, the first one first; which of them has it at the moment is not told.
    public let hosts: [String]
    /// As SLURM writes it: a number or a range.
    public let port: String

    /// From `scontrol show config`; `nil` when that does not tell.
    init?(_ values: [String: String]) {
        guard let name = values["ClusterName"], let port = values["SlurmctldPort"] else { return nil }
        let keys = values.keys.filter { $0.hasPrefix("SlurmctldHost[") }
            .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        // SLURM before 18.08 has the others.
        let hosts = (keys + ["ControlMachine", "BackupController"]).compactMap { values[$0] }
            .map { String($0.prefix { $0 != "(" }) }.filter { !$0.isEmpty }
        if hosts.isEmpty { return nil }
        (clusterName, self.hosts, self.port) = (name, hosts, port)
    }

    /// From `text`.
    init?(text: String) {
        guard let at = text.firstIndex(of: "@"), let colon = text.lastIndex(of: ":"), at < colon else {
            return nil
        }
        clusterName = String(text[..<at])
        hosts = text[text.index(after: at)..<colon].split(separator: ",").map(String.init)
        port = String(text[text.index(after: colon)...])
    }

    /// As jobs remember it, and as users read it: `rome@control1,control2:6817`.
    public var text: String { "\(clusterName)@\(hosts.joined(separator: ",")):\(port)" }

    /// A controller that was added or taken away does not make it another one.
    func isSame(as other: SlurmSite) -> Bool {
        clusterName == other.clusterName && port == other.port && !Set(hosts).isDisjoint(with: other.hosts)
    }
}

/// A job is judged, looked for and ended only by the SLURM that it was given to: to any other it is one that never was.
extension SlurmScheduler {
    public var site: String? { capabilities?.site?.text }

    public func homeCommand(for job: JobReference) -> Command? {
        guard let given = job.site.flatMap(SlurmSite.init(text:)) else { return nil }
        // It was asked a moment ago.
        if capabilities?.site?.isSame(as: given) == true { return nil }
        return command(JobReport.functions + Self.homeScript, search(for: job))
    }

    public func requireHome(
        of job: JobReference, fromHome output: CommandOutput
    ) throws(SchedulerError) {
        let report = try SlurmReport(output, of: "the search for the job's SLURM")
        if !report.jobs(of: job.token).isEmpty { return }
        if let reason = report.complaints["scontrol"] { throw .failed(tool: "scontrol", reason: reason) }
        guard let stranger = stranger(to: job, report) else { return }
        if !report.isComplete { throw .failed(tool: "SLURM", reason: report.complaint) }
        throw stranger
    }

    /// That the SLURM which has answered is not the job's; `nil` when it is, and when nobody knows.
    func stranger(to job: JobReference, _ report: SlurmReport) -> SchedulerError? {
        guard let given = job.site.flatMap(SlurmSite.init(text:)), let here = report.site,
            !here.isSame(as: given)
        else { return nil }
        return .elsewhere(job: job.id?.text ?? job.name, given: given.text, here: here.text)
    }
}
