import Glibc

/// What squeue and sacct said, out of a `JobReport`.
struct SlurmReport {
    /// A job, or a task of an array, in the answer of either tool.
    struct Entry: Equatable {
        let id: SlurmJobID
        let state: SlurmJobState
        /// The rest of a state such as `CANCELLED by 1000`.
        let remark: String
        let name: String
        /// squeue: why it waits, the time and the nodes it asks for, the time it has taken. sacct: how many seconds it took.
        let details: [String]
        let workDirectory: String
        /// The script that was submitted; sacct does not tell it.
        let command: String

        /// How long its last start took.
        var seconds: Double? {
            details.last.flatMap { details.count > 1 ? SlurmTime.seconds($0) : Double($0) }
        }

        /// Whether it is a job of that token, whatever its number. A site may put something before or behind the names of
        /// jobs, or name them anew: then the script tells. Whoever works in a job's directory by hand has another one.
        func carries(_ token: JobToken) -> Bool {
            name.contains(token.text) || command.hasSuffix("\(token)/job.sh")
        }

        /// Whether it is the job of that token, whose number it has: numbers are used again.
        func isIt(_ token: JobToken) -> Bool { carries(token) || workDirectory.hasSuffix(token.text) }

        /// A job that sbatch refuses for what it asks may stay in the lists as one that failed, without a moment of life.
        var wasRefused: Bool {
            state == .failed && (details.first == "BadConstraints" || details.first == "0")
        }
    }

    /// What the formats of the scripts ask for; the name comes last, since it may hold anything.
    static let queueFormat = "%i|%T|%r|%l|%D|%M|%Z|%o|%j"
    /// Of a job that was started again sacct tells all starts with `-D`, the first one first.
    static let accountFields = "JobID,State,ElapsedRaw,WorkDir,JobName"

    private let queue: [String: [Entry]]
    private let account: [String: [Entry]]
    /// What the tools complained of, by name; a tool that was not asked is in neither.
    let complaints: [String: String]
    let answered: Set<String>
    /// Which SLURM has answered; `nil` when it was not asked, or did not tell.
    let site: SlurmSite?
    let report: JobReport

    init(_ output: CommandOutput, of command: String) throws(SchedulerError) {
        report = try JobReport(output, of: command)
        queue = Self.entries("queue", details: 4, paths: 2, report)
        account = Self.entries("account", details: 1, paths: 1, report)
        var complaints: [String: String] = [:]
        var answered: Set<String> = []
        for line in report.lines where line.kind == "tool" && line.fields.count >= 2 {
            switch line.fields[1] {
            case "ok": answered.insert(line.fields[0])
            default: complaints[line.fields[0]] = line.fields.dropFirst(2).joined(separator: " ")
            }
        }
        self.complaints = complaints
        site = Self.site(report)
        // sacct is asked in portions: one that failed leaves jobs out.
        self.answered = answered.subtracting(complaints.keys)
    }

    private static func site(_ report: JobReport) -> SlurmSite? {
        var values: [String: String] = [:]
        for line in report.lines where line.kind == "config" {
            let words = line.fields.joined(separator: " ").split(separator: "=", maxSplits: 1)
                .map { $0.filter { !$0.isWhitespace } }
            if words.count == 2 { values[words[0]] = words[1] }
        }
        return SlurmSite(values)
    }

    /// By the jobs' numbers. Lines of another shape are noise of the site.
    private static func entries(
        _ kind: String, details: Int, paths: Int, _ report: JobReport
    ) -> [String: [Entry]] {
        let count = 3 + details + paths
        let entries: [Entry] = report.lines.filter { $0.kind == kind }.compactMap { line in
            let parts = line.fields.joined(separator: " ")
                .split(separator: "|", maxSplits: count - 1, omittingEmptySubsequences: false)
            guard parts.count == count, let id = SlurmJobID(parsing: parts[0]),
                let state = SlurmJobState(parsing: parts[1])
            else { return nil }
            let remark = parts[1].drop { $0.isLetter || $0 == "_" || $0 == "+" }.drop { $0 == " " }
            return Entry(
                id: id, state: state, remark: Self.named(remark), name: String(parts[count - 1]),
                details: parts[2..<(details + 2)].map(String.init),
                workDirectory: String(parts[details + 2]),
                command: paths == 2 ? String(parts[details + 3]) : "")
        }
        return Dictionary(grouping: entries, by: \.id.number)
    }

    /// `by 1000` with the user's name, where this machine knows it.
    private static func named(_ remark: some StringProtocol) -> String {
        let words = remark.split(separator: " ")
        guard words.count == 2, words[0] == "by", let id = uid_t(words[1]), let entry = getpwuid(id),
            let name = entry.pointee.pw_name
        else { return String(remark) }
        return "by \(String(cString: name))"
    }

    /// The tools are well and have told all they know.
    var isComplete: Bool { hasQueue && complaints.isEmpty }

    /// Jobs that squeue does not show are not there.
    var hasQueue: Bool { answered.contains("squeue") }

    var complaint: String {
        complaints.sorted { $0.key < $1.key }.map { "\($0.key) failed: \($0.value)" }.joined(separator: "; ")
    }

    /// What squeue says of a job or a task of it.
    func queued(_ job: JobReference, task: Int?) -> Entry? { Self.entry(of: job, task: task, in: queue) }

    /// What sacct says of it: its last start.
    func accounted(_ job: JobReference, task: Int?) -> Entry? { Self.entry(of: job, task: task, in: account) }

    /// What sacct says that the starts before the last one took, in seconds.
    func earlierSeconds(of job: JobReference, task: Int?) -> Double {
        guard let id = job.id.flatMap({ SlurmJobID($0) }) else { return 0 }
        return account[id.number, default: []]
            .filter { $0.isIt(job.token) && $0.id.task == task }
            .dropLast().reduce(0) { $0 + ($1.seconds ?? 0) }
    }

    /// What squeue says of all that carries a token, copies among them.
    func queued(withToken token: JobToken) -> [Entry] {
        queue.values.joined().filter { $0.carries(token) }
    }

    /// The jobs of a token, their tasks among them, without those that sbatch refused.
    func jobs(of token: JobToken) -> [SlurmJobID] {
        (Array(queue.values) + Array(account.values)).joined()
            .filter { $0.carries(token) && !$0.wasRefused }.map(\.id)
    }

    /// Whether all that is known of a job's last start is its end; squeue knows better than sacct.
    func isOver(_ id: SlurmJobID) -> Bool {
        let entries = queue[id.number] ?? account[id.number] ?? []
        return !entries.isEmpty && entries.allSatisfy { $0.state.phase == .over }
    }

    private static func entry(
        of job: JobReference, task: Int?, in entries: [String: [Entry]]
    ) -> Entry? {
        guard let id = job.id.flatMap({ SlurmJobID($0) }) else { return nil }
        let ours = entries[id.number, default: []].filter { $0.isIt(job.token) }
        // Tasks that never began are shown together.
        return ours.last { $0.id.task == task } ?? ours.last { $0.id.task == nil }
    }
}
