import Execution

/// Getting jobs submitted, and waiting for them.
extension StudyDriver {
    /// Returns when a job went on or somebody asks for something, and when the scheduler may be asked otherwise.
    ///
    /// - Returns: the steps that have ended; `nil` when the jobs are to be looked at properly.
    func waitForNews(
        of jobs: [JobRecord], _ record: StudyRecord
    ) async throws -> [JobReference: JobObservation]? {
        if jobs.isEmpty { return nil }
        let references = jobs.map(\.reference)
        let desk = desk(of: record)
        while true {
            switch try await runner.waitForNews(of: references, atMost: .milliseconds(500)) {
            case .steps(let news): return news
            case .pollIsDue: return nil
            case .none: if try desk.hasOpenRequest { return [:] }
            }
        }
    }

    /// Submits what was only planned, or finds it again when an earlier driver submitted it but could not note so.
    ///
    /// - Returns: the jobs as they are then, and whether all of them have just been submitted.
    func submitted(
        _ jobs: [JobRecord], of study: LoadedStudy, session: inout DrivingSession
    ) async throws -> (jobs: [JobRecord], areNew: Bool) {
        let planned = jobs.filter { $0.state == .planned }
        if planned.isEmpty { return (jobs, false) }
        var areNew = planned.count == jobs.count
        for job in planned {
            // Not asked for what was planned a moment ago: that costs a process.
            let found =
                session.submits(job.token)
                ? try await search(
                    for: job.reference, plannedAt: job.plannedAt, called: "round \(job.round)", study.record)
                : nil
            let id: JobID
            if let found {
                id = found
                areNew = false
                notify(.adopted(job: job))
            } else {
                let planner = RunPlanner(study: study, isRoot: isRoot)
                id = try await runner.submit(try planner.specification(for: job))
            }
            try store.recordSubmission(
                of: job, as: id, isAdopted: found != nil, forStudy: study.record, heldBy: holder, at: now())
            runner.passes(.idStored)
        }
        return (try store.openJobs(ofStudy: study.record.id), areNew)
    }

    /// Looks for a job until somebody can tell; `nil` when it was never submitted.
    ///
    /// - Parameters:
    ///   - plannedAt: Unix seconds.
    ///   - name: what users call the job.
    func search(
        for job: JobReference, plannedAt: Double, called name: String, _ record: StudyRecord
    ) async throws -> JobID? {
        let began = ContinuousClock.now
        while true {
            // A clock that was set back must not make the job young for ever.
            let age = max(.seconds(now() - plannedAt), ContinuousClock.now - began)
            switch try await runner.find(job, age: age) {
            case .found(let ids): return ids.first
            case .none: return nil
            case .undecided(let reason):
                notify(
                    .warning(
                        "\(name): whether its job was submitted cannot be told yet: \(reason)"))
                let next = ContinuousClock.now + runner.scheduler.pollSchedule.shortest
                while ContinuousClock.now < next {
                    try await ContinuousClock().sleep(for: .milliseconds(500))
                    try attend(record)
                }
            }
        }
    }
}
