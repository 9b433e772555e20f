/// Looking for a job of which only the name is known.
extension SlurmScheduler {
    public func jobIDs(
        fromFind outputs: [CommandOutput], for job: JobReference, age: Duration
    ) throws(SchedulerError) -> JobSearch {
        var ids: Set<JobID> = []
        var reports: [SlurmReport] = []
        for output in outputs {
            let report = try SlurmReport(output, of: "the search for jobs")
            reports.append(report)
            ids.formUnion(report.jobs(named: job.name).map(\.id))
            // With a claim the job has run, whatever the tools have forgotten.
            for line in report.report.lines where line.kind == "claim" {
                if let id = line.fields.first.flatMap({ SlurmJobID(parsing: $0) }),
                    !ids.contains(where: { SlurmJobID($0)?.number == id.number })
                {
                    ids.insert(id.id)
                }
            }
        }
        if !ids.isEmpty { return .found(ids.compactMap { SlurmJobID($0) }.sorted().map(\.id)) }
        if let report = reports.first(where: { !$0.isComplete }) {
            return .undecided(reason: report.complaint)
        }
        if age < Self.settlingTime {
            return .undecided(reason: "a job that was submitted a moment ago may not be listed yet")
        }
        if let capabilities, !capabilities.hasAccounting, age > .seconds(capabilities.minJobAge) {
            throw .unaccountable(
                job: job.name,
                reason: "without accounting SLURM forgets jobs \(capabilities.minJobAge) s after their end")
        }
        return .none
    }
}
