extension JobRunner {
    /// Whether the work directory is the one that any of these jobs was made in, as far as can be seen: it has the mark of
    /// one, or its directory, and no link to nowhere is on the way there.
    public func seesWorkDirectory(ofAny jobs: [JobReference]) async throws -> Bool {
        var command = Command(bash: JobReport.functions + Self.sightScript, arguments: [])
        let lines = jobs.map { "\($0.token)\t\($0.directory)\t\($0.workDirectory ?? "")\n" }
        command.standardInput = Array(lines.joined().utf8)
        let output = try await run(command)
        let answer = String(decoding: output.stdout, as: UTF8.self)
        if output.succeeded, let answer = Self.sights[answer] { return answer }
        throw SchedulerError.failed(tool: "bash", reason: output.complaint)
    }

    private static let sights = ["seen\n": true, "unseen\n": false]

    /// Reads `token<TAB>directory<TAB>work directory` lines.
    private static let sightScript = #"""
        sight=unseen
        while IFS=$'\t' read -r token directory work; do
            [[ -e $directory || $work && -e $work/\#(WorkDirectory.marks)/$token ]] || continue
            hpltune_link_to_nowhere "$directory" "$work" || { sight=seen; break; }
        done
        echo "$sight"
        """#
}

extension WorkDirectory {
    /// Whether it is because the directory cannot be seen that nothing is known of a job.
    public static func isAway(_ reason: String) -> Bool { reason.hasPrefix(opening) }
}
