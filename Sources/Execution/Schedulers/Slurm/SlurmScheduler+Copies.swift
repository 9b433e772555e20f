/// Jobs that sbatch took twice: a copy that runs ends by the claim, one that waits would stay in the queue.
extension SlurmScheduler {
    /// Only of jobs that are there themselves or have claimed the work: otherwise a copy may be the one to do it.
    public func waitingCopies(
        of jobs: [JobReference], fromStatus output: CommandOutput
    ) throws(SchedulerError) -> [JobReference: [JobID]] {
        let report = try SlurmReport(output, of: "the job status")
        var copies: [JobReference: [JobID]] = [:]
        for job in jobs {
            guard let known = job.id.flatMap({ SlurmJobID($0) }) else { continue }
            let entries = report.queued(withToken: job.token)
            let claimants = report.report.scripts(of: job.token)
                .compactMap { $0.start?.owner.flatMap { SlurmJobID(parsing: $0) }?.number }
            let isThere = entries.contains { $0.id.number == known.number && $0.state.phase != .over }
            guard isThere || !claimants.isEmpty else { continue }
            let waiting = entries.filter { $0.state.phase == .waiting }.map(\.id.number)
            let numbers = Set(waiting).subtracting(claimants + [known.number])
            if numbers.isEmpty { continue }
            copies[job] = numbers.sorted().map { JobID($0 + (known.cluster.map { ";\($0)" } ?? "")) }
        }
        return copies
    }
}
