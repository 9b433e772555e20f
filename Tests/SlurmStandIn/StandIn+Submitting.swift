import Foundation

/// sbatch and scancel.
extension StandIn {
    func sbatch(_ arguments: Arguments) throws -> String {
        guard let script = arguments.words.first else { throw Complaint("sbatch: error: no script") }
        guard let text = try? String(contentsOfFile: script, encoding: .utf8) else {
            throw Complaint("sbatch: error: Unable to open file \(script)")
        }
        var options = Arguments(
            text.split(separator: "\n").filter { $0.hasPrefix("#SBATCH ") }
                .map { String($0.dropFirst("#SBATCH ".count)) }
        ).options
        options.merge(arguments.options) { $1 }
        if options["--test-only"] != nil {
            Self.complain("sbatch: Job 1 to start at now using 1 processors on nodes n1 in partition main")
            return ""
        }
        let tasks = try options["--array"].map(taskIndices)
        let exported = (options["--export"] ?? "").split(separator: ",").map(String.init)
        let inherited = ProcessInfo.processInfo.environment.filter { exported.contains($0.key) }
        let time = folder.time
        let (number, serials) = try folder.update { state in
            let number = nextNumber(&state)
            var serials: [Int] = []
            for task in tasks?.map(Int?.some) ?? [nil] {
                let count = Int(options["--nodes"] ?? "1") ?? 1
                var job = State.Job(
                    serial: state.jobs.count, submission: state.submissions, number: number, task: task,
                    taskCount: tasks?.count, name: options["--job-name"] ?? "sbatch",
                    directory: options["--chdir"] ?? "/", command: script, script: script,
                    output: (options["--output"] ?? "/dev/null").replacingOccurrences(of: "%%", with: "%"),
                    environment: inherited,
                    partition: options["--partition"] ?? plan.partitions.first { $0.isDefault }?.name
                        ?? "main",
                    timeLimit: options["--time"] ?? "UNLIMITED", nodes: Array(plan.nodes.prefix(count)),
                    starts: [State.Start(submittedAt: time)])
                job.start.reason = plan.plan(of: job).reason
                // As the real one, which keeps the script as it was.
                job.script = "\(folder.path)/script-\(job.serial)"
                try text.write(toFile: job.script, atomically: true, encoding: .utf8)
                serials.append(job.serial)
                state.jobs.append(job)
            }
            return (number, serials)
        }
        for serial in serials { try Supervisor.start(for: serial) }
        return "\(number)" + (plan.cluster.map { ";\($0)" } ?? "") + "\n"
    }

    private func taskIndices(_ text: String) throws -> [Int] {
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last, last < plan.maxArraySize else {
            throw Complaint("sbatch: error: Batch job submission failed: Invalid job array specification")
        }
        return Array(first...last)
    }

    private func nextNumber(_ state: inout State) -> Int {
        state.submissions += 1
        if state.submissions <= plan.jobNumbers.count { return plan.jobNumbers[state.submissions - 1] }
        state.nextNumber += 1
        return state.nextNumber - 1
    }

    func scancel(_ arguments: Arguments) throws -> String {
        let name = arguments["--name", "-n"]
        let wanted = arguments["--state"]
        let signal = arguments["--signal", "-s"].map { $0 == "USR1" ? SIGUSR1 : SIGTERM }
        let time = folder.time
        for id in arguments.words {
            try folder.update { state in
                let hits = state.jobs.indices.filter {
                    state.jobs[$0].id == id || "\(state.jobs[$0].number)" == id
                }
                // As with the real one, a number that was used again means the latest job.
                guard let submission = hits.last.map({ state.jobs[$0].submission }) else {
                    throw Complaint(
                        "scancel: error: Kill job error on job id \(id): Invalid job id specified")
                }
                for index in hits where state.jobs[index].submission == submission {
                    let job = state.jobs[index]
                    guard job.start.endedAt == nil, name == nil || name == job.name,
                        wanted == nil || wanted == job.start.state
                    else { continue }
                    if let signal {
                        if let process = job.start.process { kill(process, signal) }
                        continue
                    }
                    state.jobs[index].start.state = "CANCELLED"
                    state.jobs[index].start.endedAt = time
                    if let process = job.start.process { Session(leader: process).kill() }
                }
            }
        }
        return ""
    }
}
