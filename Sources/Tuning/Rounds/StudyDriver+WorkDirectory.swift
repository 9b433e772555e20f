import Execution

/// A work directory that is not the one in which the study's earlier jobs were made: not mounted, most often.
extension StudyDriver {
    /// Before a job is submitted: a bare mount point must not become a second work directory.
    ///
    /// - Throws: `DriverError.unmounted`, which stays with the study.
    func requireWorkDirectory(of record: StudyRecord) async throws {
        guard try await seesWorkDirectory(of: record) == false else { return }
        let error = DriverError.unmounted(directory: record.setUp.resultsDirectory, study: record.name)
        try store.warnAgain("\(error)", ofStudy: record, heldBy: holder, at: now())
        throw error
    }

    /// A look at a job whose directory is not where the ones before it are, although these can be seen: its own was made
    /// elsewhere, in a bare mount point perhaps. That counts as an absence, which ends, not as a work directory that is away.
    func located(
        _ observation: JobObservation, of job: JobReference, _ record: StudyRecord
    ) async throws -> JobObservation {
        guard observation.isOutOfSight, case .unknown(let reason) = observation.state,
            WorkDirectory.isAway(reason),
            try await seesWorkDirectory(of: record, without: job) == true
        else { return observation }
        var located = observation
        located.state = .missing(
            reason:
                "job \(job.id?.text ?? job.name) is over, and \(job.directory) is not where the jobs before it are"
        )
        return located
    }

    /// - Returns: `nil` when there is nothing to know it by: the study has made no job yet, or none in a queue.
    private func seesWorkDirectory(
        of record: StudyRecord, without job: JobReference? = nil
    ) async throws -> Bool? {
        guard record.setUp.jobLimit != nil else { return nil }
        let work = record.setUp.resultsDirectory
        let jobs = try store.jobsMade(byStudy: record).filter {
            $0.token != job?.token && $0.workDirectory == work
        }
        return jobs.isEmpty ? nil : try await runner.seesWorkDirectory(ofAny: jobs)
    }
}
