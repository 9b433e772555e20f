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
            guard let token = JobToken(line.fields[0]),
                let entry = report.queued(withToken: token).first(where: {
                    $0.name == search.namePrefix + token.text && $0.state.phase != .over
                })
            else { return nil }
            let hasBegun = entry.state.phase != .waiting
            return StrayJob(
                reference: JobReference(
                    token: token, id: entry.id.id, directory: line.fields[2], name: entry.name),
                spent: hasBegun
                    ? "after \(entry.details[3]) on nodes: \(entry.details[2])" : "before it began")
        }
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
                for token in "${!strays[@]}"; do hpltune_say stray "$token" - "${strays[$token]}"; done
                hpltune_ask squeue queue -h -u "$(id -un)" -o '\#(SlurmReport.queueFormat)'
            fi
            hpltune_say end
            exit 0
            """#
}
