import SlurmStandInPlan

/// squeue and sacct.
extension StandIn {
    func squeue(_ arguments: Arguments) throws -> String {
        let time = folder.time
        let showsAll = arguments["-t", "--states"] == "all"
        let wanted = arguments["-j", "--jobs"]?.split(separator: ",").map(String.init)
        let jobs = try folder.state.jobs.filter { job in
            if let end = job.start.endedAt {
                guard showsAll, time < end + Double(plan.minJobAge) else { return false }
            }
            return matches(job, arguments)
        }
        let strangers = plan.strangers.filter { stranger in
            stranger.queueState != nil && matches(stranger, arguments)
        }
        if let wanted, wanted.count == 1, jobs.isEmpty, strangers.isEmpty {
            throw Complaint("slurm_load_jobs error: Invalid job id specified")
        }
        let format = arguments["-o", "--format"] ?? "%i"
        return jobs.map { LineFormat.filled(format, values(of: $0, at: time)) + "\n" }.joined()
            + strangers.map {
                let values: [Character: String] = [
                    "i": $0.id, "T": $0.queueState ?? "", "r": "None", "j": $0.name, "l": "1:00:00",
                    "M": "0:00", "Z": "/home/stranger", "o": "/home/stranger/run.sh",
                ]
                return LineFormat.filled(format, values) + "\n"
            }.joined()
    }

    /// As squeue prints it: `1:07`.
    private func elapsed(_ start: State.Start, at time: Double) -> String {
        guard let begun = start.startedAt else { return "0:00" }
        let seconds = Int((start.endedAt ?? time) - begun)
        let clock = String(seconds % 60 + 100).dropFirst()
        return seconds < 3600
            ? "\(seconds / 60):\(clock)"
            : "\(seconds / 3600):\(String(seconds / 60 % 60 + 100).dropFirst()):\(clock)"
    }

    private func values(of job: State.Job, at time: Double) -> [Character: String] {
        let start = job.start
        return [
            "i": job.id, "F": "\(job.number)", "K": job.task.map(String.init) ?? "N/A",
            "A": "\(job.number + (job.task ?? 0))", "T": start.state,
            "r": start.state == "PENDING" ? start.reason : "None", "j": job.name, "l": job.timeLimit,
            "P": job.partition, "D": "\(job.nodes.count)",
            "M": elapsed(start, at: time),
            "N": start.startedAt == nil ? "" : job.nodes.joined(separator: ","),
            "V": "\(Int(start.submittedAt))", "Z": job.directory, "o": job.command,
            "S": "\(start.startedAt ?? 0)", "u": "root",
        ]
    }

    func sacct(_ arguments: Arguments) throws -> String {
        guard plan.hasAccounting else { throw Complaint("Slurm accounting storage is disabled") }
        let known = [
            "JobID", "JobIDRaw", "State", "ExitCode", "JobName", "NodeList", "Partition", "Timelimit",
            "Submit",
            "Start", "End", "ElapsedRaw", "WorkDir",
        ]
        let fields = (arguments["-o", "--format"] ?? "JobID,JobName,State").split(separator: ",").map(
            String.init)
        for field in fields where !known.contains(field) {
            throw Complaint("sacct: error: Invalid field requested: \"\(field)\"")
        }
        let time = folder.time - plan.accountingLag
        let showsAll = arguments["-D", "--duplicates"] != nil
        let starts = try folder.state.jobs.filter { matches($0, arguments) }.flatMap { job in
            let known = job.starts.compactMap { $0.asOf(time) }
            return (showsAll ? known : known.suffix(1)).map { (job, $0) }
        }
        let lines = starts.map { job, start -> [String: String] in
            let end = start.endedAt ?? time
            return [
                "JobID": job.id, "JobIDRaw": "\(job.number + (job.task ?? 0))", "State": start.state,
                "ExitCode": "\(start.exitStatus):0", "JobName": job.name,
                "NodeList": job.nodes.joined(separator: ","),
                "Partition": job.partition, "Timelimit": job.timeLimit, "Submit": "\(Int(start.submittedAt))",
                "Start": start.startedAt.map { "\(Int($0))" } ?? "Unknown",
                "End": start.endedAt.map { "\(Int($0))" } ?? "Unknown",
                "WorkDir": job.directory,
                "ElapsedRaw": start.startedAt.map { "\(Int(end - $0))" } ?? "0",
            ]
        }
        let strangers = plan.strangers.filter { $0.accountState != nil && matches($0, arguments) }.map {
            [
                "JobID": $0.id, "JobIDRaw": $0.id, "State": $0.accountState ?? "", "ExitCode": "0:0",
                "JobName": $0.name, "WorkDir": "/home/stranger",
            ]
        }
        return (lines + strangers).map { line in
            fields.map { line[$0] ?? "" }.joined(separator: "|") + "\n"
        }.joined()
    }

    private func matches(_ job: State.Job, _ arguments: Arguments) -> Bool {
        matches(id: job.id, number: "\(job.number)", name: job.name, arguments)
    }

    private func matches(_ stranger: Stranger, _ arguments: Arguments) -> Bool {
        matches(id: stranger.id, number: stranger.id, name: stranger.name, arguments)
    }

    private func matches(id: String, number: String, name: String, _ arguments: Arguments) -> Bool {
        if let wanted = arguments["--name"], wanted != name { return false }
        guard let list = arguments["-j", "--jobs"] else { return true }
        return list.split(separator: ",").contains { $0 == id || $0 == number }
    }
}
