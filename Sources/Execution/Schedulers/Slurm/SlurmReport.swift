/// What squeue and sacct said, out of a `JobReport`.
struct SlurmReport {
    /// A job in the answer of either tool.
    struct Entry: Equatable {
        let id: SlurmJobID
        let state: SlurmJobState
        /// squeue: why it waits; sacct: its exit code. The rest of a state such as `CANCELLED by 1000` stands in `remark`.
        let detail: String
        let remark: String
        let name: String
    }

    let queue: [Entry]
    let account: [Entry]
    /// What the tools complained of, by name; a tool that was not asked is in neither.
    let complaints: [String: String]
    let answered: Set<String>
    let report: JobReport

    init(_ output: CommandOutput, of command: String) throws(SchedulerError) {
        report = try JobReport(output, of: command)
        queue = Self.entries("queue", report)
        account = Self.entries("account", report)
        var complaints: [String: String] = [:]
        var answered: Set<String> = []
        for line in report.lines where line.kind == "tool" && line.fields.count >= 2 {
            switch line.fields[1] {
            case "ok": answered.insert(line.fields[0])
            default: complaints[line.fields[0]] = line.fields.dropFirst(2).joined(separator: " ")
            }
        }
        self.complaints = complaints
        // sacct is asked in portions: one that failed leaves jobs out.
        self.answered = answered.subtracting(complaints.keys)
    }

    /// Lines of another shape are noise of the site.
    private static func entries(_ kind: String, _ report: JobReport) -> [Entry] {
        report.lines.filter { $0.kind == kind }.compactMap { line in
            let parts = line.fields.joined(separator: " ")
                .split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, let id = SlurmJobID(parsing: parts[0]),
                let state = SlurmJobState(parsing: parts[1])
            else { return nil }
            let remark = parts[1].drop { $0.isLetter || $0 == "_" || $0 == "+" }.drop { $0 == " " }
            return Entry(
                id: id, state: state, detail: String(parts[2]), remark: String(remark), name: String(parts[3])
            )
        }
    }

    /// The tools are well and have told all they know.
    var isComplete: Bool { answered.contains("squeue") && complaints.isEmpty }

    var complaint: String {
        complaints.sorted { $0.key < $1.key }.map { "\($0.key) failed: \($0.value)" }.joined(separator: "; ")
    }

    /// The job's entry: number and token must fit, since numbers are used again.
    static func entry(of job: JobReference, in entries: [Entry]) -> Entry? {
        guard let id = job.id.flatMap({ SlurmJobID($0) }) else { return nil }
        return entries.last { $0.id.number == id.number && $0.name.hasSuffix(job.token.text) }
    }
}
