extension SlurmScheduler {
    /// What a template may name as `{{name}}`; `{{directives}}` stands for the `#SBATCH` lines.
    public static let templatePlaceholders = [
        "directives", "name", "directory", "nodes", "ranks_per_node", "threads_per_rank", "minutes",
        "partition",
    ]

    public func header(for job: JobSpecification) -> [String] {
        let directives =
            resources.directives(timeLimit: job.timeLimit) + behaviour(of: job).map { "#SBATCH \($0)" }
        // A login shell: modules and PATH come from the site's profile, not from the terminal hpltune happens to be in.
        guard let template else { return ["#!/bin/bash -l"] + directives }
        let values = [
            "directives": directives.joined(separator: "\n"), "name": job.name, "directory": job.directory,
            "nodes": String(resources.nodes), "ranks_per_node": String(resources.tasksPerNode),
            "threads_per_rank": String(resources.cpusPerTask),
            "minutes": String(SlurmResources.minutes(job.timeLimit)),
            "partition": resources.partition ?? "",
        ]
        return Self.filled(template, with: values)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func behaviour(of job: JobSpecification) -> [String] {
        // Three minutes before the end the script stops its run and says so. SLURM sends it up to a minute early.
        ["--signal=B:USR1@180", job.mayRestart ? "--requeue" : "--no-requeue"]
            + (job.isArray ? ["--array=0-\(job.steps.count - 1)"] : [])
    }

    /// What a job may cost, and how it ends, no other line may change.
    func bindingOptions(of job: JobSpecification) -> [String] {
        ["--nodes=\(resources.nodes)", "--time=\(SlurmResources.text(job.timeLimit))"] + behaviour(of: job)
    }

    /// Every `{{name}}` replaced by its value; what a value holds is not looked at again.
    private static func filled(_ template: String, with values: [String: String]) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            let name = String(rest[open.upperBound..<close.lowerBound])
            text += rest[..<open.lowerBound]
            text += values[name] ?? String(rest[open.lowerBound..<close.upperBound])
            rest = rest[close.upperBound...]
        }
        return text + rest
    }
}
