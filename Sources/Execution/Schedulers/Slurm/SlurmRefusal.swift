/// Whether SLURM has refused a job. Only then it is certain that there is no such job; whatever else sbatch says when it
/// fails, the job may have been taken, and is looked for before it is submitted again.
enum SlurmRefusal {
    /// sbatch itself has said that it has not taken the job, or a shell that there is no sbatch. A wrapper of a site, or a
    /// plugin, may complain of something else, of its log for instance, when the job was taken.
    static func isCertain(_ output: CommandOutput) -> Bool {
        let lines = String(decoding: output.stderr, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.lowercased() }
        let own = lines.compactMap(said)
        let failures = own.filter { $0.hasPrefix(failure) }.map { $0.dropFirst(failure.count) }
        if !failures.isEmpty {
            return failures.allSatisfy { text in reasons.contains { text.hasPrefix($0) } }
        }
        // It may have been a warning.
        guard SlurmScheduler.answers(in: output).isEmpty else { return false }
        return own.contains(where: isOfOptions) || lines.contains(where: isOfShell)
    }

    /// What the controller, or the way to it, has to say.
    private static let failure = "batch job submission failed: "

    /// Without `sbatch: error: `; `nil` for lines of others.
    private static func said(_ line: String) -> Substring? {
        let prefix = "sbatch: "
        guard line.hasPrefix(prefix) else { return nil }
        let text = line.dropFirst(prefix.count)
        let level = ["error: ", "fatal: "].first(where: text.hasPrefix)
        return text.dropFirst(level?.count ?? 0)
    }

    /// How its answers begin when it has made no job of what it was sent (slurm_errno.c). Not those for a lost answer
    /// (`Message receive failure`, `Unexpected message received`), nor those that may mean anything
    /// (`Unspecified error`).
    private static let reasons = [
        "access denied to requested reservation", "access/permission denied", "burst buffer",
        "core count", "cores per socket", "cpu count", "duplicate generic resource", "duplicate job id",
        "environment is missing in job", "group id not found", "immediate execution impossible",
        "insufficient gres", "invalid --nice", "invalid account", "invalid burst buffer",
        "invalid cluster", "invalid feature", "invalid generic resource", "invalid gres",
        "invalid group id", "invalid job array", "invalid job id specified", "invalid knl",
        "invalid license", "invalid mcs_label", "invalid node name", "invalid partition",
        "invalid preferred feature", "invalid qos", "invalid time", "invalid trackable resource",
        "invalid tres", "invalid user id", "invalid wckey", "job --batch option is invalid",
        "job dependency problem", "job script not specified", "job size specification",
        "job violates accounting/qos policy", "job's account not permitted", "job's qos not permitted",
        "memory required by task is not available", "memory specification",
        "more processors requested than permitted", "multiple knl", "multiple partition job request",
        "new job submissions are disabled", "no partition specified", "node count specification invalid",
        "only batch jobs are accepted", "pathname of a file", "requested account has breached",
        "requested gres option", "requested more tasks than available", "requested node configuration",
        "requested nodes", "requested operation", "requested partition", "requested reservation",
        "requested time limit", "requested topology", "required node not available",
        "required partition not available", "requires more ports", "system submissions disabled",
        "task count specification invalid", "task distribution specification invalid",
        "time limit specification required", "unable to create job record", "user not found",
        "user's group not permitted",
    ]

    /// As sbatch says of its own options and of the script before it has asked anybody.
    private static func isOfOptions(_ text: Substring) -> Bool {
        let beginnings = [
            "unrecognized option", "unrecognized command line parameter", "option requires an argument",
            "invalid option --", "invalid --", "invalid numeric value", "invalid argument: ",
            "invalid directive found in batch script", "invalid number of ", "invalid generic resource",
            "unable to open file ", "this does not look like a batch script", "batch script is empty",
            "the slurm controller does not allow scripts that", "script arguments not permitted",
            "cannot specify both", "cli_filter plugin terminated with error",
        ]
        if beginnings.contains(where: text.hasPrefix) { return true }
        if text.hasPrefix("option '") {
            return text.hasSuffix(" requires an argument") || text.contains("' is ambiguous")
        }
        return text.hasSuffix(" is not a valid node count")
    }

    /// As a shell, or `timeout`, says of a program that it cannot start.
    private static func isOfShell(_ line: String) -> Bool {
        if line.hasSuffix("sbatch is not on the path") { return true }
        return ["command not found", "not found", "no such file or directory", "permission denied"].contains {
            reason in ["sbatch: ", "sbatch': ", "sbatch’: "].contains { line.hasSuffix($0 + reason) }
        }
    }
}
