/// Looking for a job of which only the token is known.
extension SlurmScheduler {
    public func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        var ids: Set<JobID> = []
        var claimants: Set<String> = []
        var isVisible = false
        var reports: [SlurmReport] = []
        for output in outputs {
            let report = try SlurmReport(output, of: "the search for jobs")
            reports.append(report)
            ids.formUnion(report.jobs(of: job.token).map(\.id))
            // With a claim the job has run, whatever the tools have forgotten.
            for line in report.report.lines where line.kind == "claim" {
                guard let id = line.fields.first.flatMap({ SlurmJobID(parsing: $0) }) else { continue }
                claimants.insert(id.number)
                if !ids.contains(where: { SlurmJobID($0)?.number == id.number }) { ids.insert(id.id) }
            }
            isVisible = isVisible || report.report.lines.contains { $0.kind == "visible" }
        }
        if !ids.isEmpty {
            // Whoever has the claim does the work, the others end by it; before it is made the first in the queue will.
            func rank(_ id: SlurmJobID) -> Int {
                if claimants.contains(id.number) { return 0 }
                return reports.contains { $0.isOver(id) } ? 2 : 1
            }
            let jobs = ids.compactMap { SlurmJobID($0) }
            return .found(jobs.sorted { (rank($0), $0) < (rank($1), $1) }.map(\.id))
        }
        if let report = reports.first(where: { !$0.isComplete }) {
            return .undecided(reason: report.complaint)
        }
        for report in reports {
            if let stranger = stranger(to: job, report) { throw stranger }
        }
        if age < Self.settlingTime {
            return .undecided(reason: "a job that was submitted a moment ago may not be listed yet")
        }
        // Its directory has no claim: it has never run, and should it still come, the claim lets only one of two run.
        if isVisible { return .none }
        if let capabilities, !capabilities.hasAccounting, age > .seconds(capabilities.minJobAge) {
            throw .unaccountable(
                job: job.name,
                reason: "without accounting SLURM forgets jobs \(capabilities.minJobAge) s after their end")
        }
        return .none
    }
}
