/// Looking for jobs that nobody remembers.
extension SlurmScheduler {
    public func strayCommand(named prefix: String, in folder: String) -> Command? {
        command(JobReport.functions + Self.strayScript, [prefix, folder])
    }

    public func strays(
        named prefix: String, fromStray output: CommandOutput
    ) throws(SchedulerError) -> [StrayJob] {
        let report = try SlurmReport(output, of: "the search for jobs")
        guard report.hasQueue else {
            throw .failed(tool: "squeue", reason: report.complaints["squeue"] ?? "no answer")
        }
        var strays: [StrayJob] = []
        for line in report.report.lines where line.kind == "origin" {
            let words = line.fields.last?.split(separator: "\t", maxSplits: 1).map(String.init) ?? []
            guard let token = line.fields.first.flatMap({ JobToken($0) }), words.count == 2,
                let entry = report.queued(withToken: token).first(where: { $0.state.phase != .over }),
                entry.name == prefix + token.text, !strays.contains(where: { $0.reference.token == token })
            else { continue }
            let spent =
                entry.state.phase == .waiting
                ? "before it began" : "after \(entry.details[3]) on nodes: \(entry.details[2])"
            strays.append(
                StrayJob(
                    reference: JobReference(
                        token: token, id: entry.id.id, directory: words[0], name: entry.name),
                    origin: words[1], spent: spent))
        }
        return strays
    }

    /// prefix folder: the jobs whose names begin so, and what stands in their directories below the folder of who made them.
    private static let strayScript =
        asking + #"""
            prefix=$1 folder=$2
            printf '\n'
            hpltune_say begin
            if hpltune_ask squeue queue -h -u "$(id -un)" -o '\#(SlurmReport.queueFormat)'; then
                while IFS= read -r line; do
                    name=${line##*|}
                    [[ $name == "$prefix"* ]] || continue
                    token=${name#"$prefix"}
                    [[ $token =~ ^[a-z0-9]+$ ]] || continue
                    for directory in "$folder"/*-"$token"; do
                        hpltune_line "$directory/\#(JobSpecification.originFile)" || continue
                        hpltune_say origin "$token" - "$directory"$'\t'"$hpltune_text"
                    done
                done <<<"$hpltune_said"
            fi
            hpltune_say end
            exit 0
            """#
}
