/// Looking for jobs that nobody remembers.
extension SlurmScheduler {
    public func strayCommand(for search: StraySearch) -> Command? {
        var command = command(JobReport.functions + Self.strayScript, [search.folder, search.origin])
        command.standardInput = Array(search.known.map { $0 + "\n" }.joined().utf8)
        return command
    }

    public func strays(
        of search: StraySearch, fromStray output: CommandOutput
    ) throws(SchedulerError) -> [StrayJob] {
        let report = try SlurmReport(output, of: "the search for jobs")
        let directories = report.report.lines.filter { $0.kind == "stray" && $0.fields.count == 3 }
        if directories.isEmpty { return [] }
        guard report.hasQueue else {
            throw .failed(tool: "squeue", reason: report.complaints["squeue"] ?? "no answer")
        }
        return directories.compactMap { line in
            guard let token = JobToken(line.fields[0]) else { return nil }
            // The job, or all tasks of it that are left, and what was taken twice.
            let entries = report.queued(withToken: token).filter { $0.state.phase != .over }
                .sorted { $0.id < $1.id }
            guard let first = entries.first else { return nil }
            return StrayJob(
                reference: JobReference(
                    token: token, id: first.id.id, directory: line.fields[2],
                    name: search.namePrefix + token.text),
                spent: Self.spent(entries, hasBegun: line.fields[1] == "begun"))
        }
    }

    /// - Parameter hasBegun: its files say so.
    private static func spent(_ entries: [SlurmReport.Entry], hasBegun: Bool) -> String {
        let active = entries.filter { $0.state.phase != .waiting }
        // SLURM tells only the present start of a job that it has started again, and no task that has ended.
        guard let longest = active.max(by: { ($0.seconds ?? 0) < ($1.seconds ?? 0) }) else {
            return hasBegun ? "after part of it had run" : "before it began"
        }
        let nodes = active.reduce(0) { $0 + (Int($1.details[2]) ?? 0) }
        return "after \(active.count > 1 ? "up to " : "")\(longest.details[3]) on nodes: \(nodes)"
    }

    /// folder origin; reads the known tokens. Only where the folder has a directory of another job of that origin SLURM is asked.
    private static let strayScript =
        asking + #"""
            folder=$1 origin=$2
            declare -A known strays
            while IFS= read -r token; do known[$token]=1; done
            for directory in "$folder"/*; do
                token=${directory##*-}
                [[ $token =~ ^[a-z0-9]+$ && ! ${known[$token]-} ]] || continue
                hpltune_line "$directory/\#(JobSpecification.originFile)" || continue
                [[ $hpltune_text != "$origin" ]] || strays[$token]=$directory
            done
            printf '\n'
            hpltune_say begin
            if (( ${#strays[@]} > 0 )); then
                for token in "${!strays[@]}"; do
                    begun=-
                    for file in "${strays[$token]}"/job.json "${strays[$token]}"/task-*/job.json; do
                        [[ ! -e $file ]] || begun=begun
                    done
                    hpltune_say stray "$token" "$begun" "${strays[$token]}"
                done
                hpltune_ask squeue queue -h -r -u "$(id -un)" -o '\#(SlurmReport.queueFormat)'
            fi
            hpltune_say end
            exit 0
            """#
}
