import Execution
import HPL
import Search

/// Ending a study before its time.
extension StudyDriver {
    /// Cancels a study that nobody drives: ends its jobs with all their processes, keeps the results they have.
    ///
    /// - Parameters:
    ///   - sender: who wants it so, in words.
    ///   - abandoning: give up results that cannot be seen.
    /// - Returns: `nil` when nothing of the study was open any more, and nothing was changed.
    /// - Throws: `StoreError.held` when somebody drives it: ask them by a `Request`. `DriverError.outOfSight` when results
    ///   would be lost.
    public func cancel(_ name: String, by sender: String, abandoning: Bool = false) async throws -> StudyEnd?
    {
        let record = try store.study(named: name)
        if record.state != .open, try store.openJobs(ofStudy: record.id).isEmpty,
            try store.openCalibration(ofStudy: record.id) == nil
        {
            for request in try openCancellations(of: record) {
                _ = try store.withdraw(requestID: request.id)
            }
            return nil
        }
        try store.takeLease(ofStudy: record, for: holder, isGone: DriverProcess.isGone)
        defer { giveUpLease(of: record) }
        // Should it fail half-way, the next `sync` knows that it is to go on with that.
        let wish = abandoning ? Request.abandon : .cancel
        if try !openCancellations(of: record).contains(where: { $0.request == wish }) {
            try store.append(wish, toStudy: record, from: sender, at: now())
        }
        return try await withHeartbeat(record) { try await cancelStudy(record, by: sender) }
    }

    /// Under the lease, as open requests want it. Killed anywhere, it can be done again from the start: they stay open until
    /// it is done, or cannot be.
    func cancelStudy(_ record: StudyRecord, by sender: String) async throws -> StudyEnd {
        let asked = try openCancellations(of: record)
        do {
            return try await endStudy(
                record, by: sender, abandoning: asked.contains { $0.request == .abandon })
        } catch let error where record.setUp.jobLimit != nil && Self.isOfScheduler(error) {
            throw DriverError.notCancelledYet(study: record.name, reason: Self.reason(of: error))
        } catch let error as DriverError {
            for request in asked {
                try store.answer(
                    request, "not cancelled: \(error)", forStudy: record, heldBy: holder, at: now())
            }
            throw error
        }
    }

    private func openCancellations(of record: StudyRecord) throws -> [StoredRequest] {
        try store.openRequests(ofStudy: record.id).filter { $0.request?.endsStudy == true }
    }

    /// It has not answered, or not as it should.
    static func isOfScheduler(_ error: any Error) -> Bool {
        error is SchedulerError || error is TransportError
    }

    private static func reason(of error: any Error) -> String {
        if case SchedulerError.uncertain(let reason) = error {
            return "whether its job was submitted cannot be told: \(reason)"
        }
        return "\(error)"
    }

    private func endStudy(
        _ record: StudyRecord, by sender: String, abandoning: Bool
    ) async throws -> StudyEnd {
        try await endStraysAtLast(of: record)
        var loss: DriverError?
        var endsCalibration = false
        if let calibration = try store.openCalibration(ofStudy: record.id) {
            do {
                endsCalibration = try await Calibrator(driver: self).cancel(
                    calibration, record, abandoning: abandoning)
            } catch let error as DriverError { loss = error }
        }
        var runs = 0
        // Whatever becomes of their results, all are ended.
        for job in try store.openJobs(ofStudy: record.id) {
            do {
                runs += try await cancel(job, of: record, abandoning: abandoning)
            } catch let error as DriverError { loss = loss ?? error }
        }
        if let loss { throw loss }
        let end = StudyEnd.cancelled(by: sender, runs: runs, calibration: endsCalibration)
        try store.recordCancellation(ofStudy: record, as: end, by: sender, heldBy: holder, at: now())
        return end
    }

    /// - Returns: how many runs were ended or will not begin.
    private func cancel(_ job: JobRecord, of record: StudyRecord, abandoning: Bool) async throws -> Int {
        try await stop(job, of: record, abandoning: abandoning)
        // What had ended by then is a result like any other.
        var seen: JobObservation?
        do {
            seen = try await runner.observe([job.reference])[job.reference]
        } catch let error where abandoning && Self.isOfScheduler(error) {
            notify(.warning("what \(job.name) has done cannot be told: \(error)"))
        }
        let observation =
            seen ?? JobObservation(state: .unknown(reason: "the scheduler says nothing of it"))
        // What was never submitted has no results.
        let isOutOfSight =
            observation.isOutOfSight && (job.schedulerID != nil || job.submittingAt != nil)
        let loss = DriverError.outOfSight(job: job.name, directory: job.directory, study: record.name)
        if isOutOfSight, !abandoning { throw loss }
        var unfinished: [OpenAttempt] = []
        var study: LoadedStudy?
        for attempt in job.attempts {
            guard let step = observation.steps[attempt.step] else {
                unfinished.append(attempt)
                continue
            }
            // A study whose N never settled has run at a makeshift one, which the trial knows.
            let size = record.setUp.problemSize ?? .fixed([attempt.trial.n])
            let loaded = try study ?? LoadedStudy(record.sized(size))
            study = loaded
            do {
                try await collect(attempt, step, of: loaded, in: job, seen: observation)
                notify(.ended(trial: try store.trial(id: attempt.trial.id)))
            } catch is UnseenOutput {
                guard abandoning else { throw loss }
                unfinished.append(attempt)
            }
        }
        let failure = TrialFailure(
            kind: TrialFailure.cancelledKind, failureClass: .infrastructure,
            message: isOutOfSight
                ? "the study was cancelled, and what its job had done could not be seen"
                : "the study was cancelled before it had run")
        let rule = LossRule(job: job, observation: observation, now: now(), failure: failure)
        let lost = rule.fates(of: unfinished).map {
            LostAttempt($0.attempt, wallSeconds: $0.wallSeconds, fate: .givenUp(failure))
        }
        let cost = cost(of: job, observation, record)
        let end = JobEnd(
            text: "the study was cancelled", elapsedSeconds: cost.elapsedSeconds,
            taskSeconds: cost.taskSeconds, lost: lost)
        try store.end(job, end, forStudy: record, heldBy: holder, at: now()) { _, _ in RetryPlan() }
        return unfinished.count
    }
}

extension TrialFailure {
    /// The kind of a trial whose study was cancelled: neither the point's fault nor the machine's.
    public static let cancelledKind = FailureCause.cancelled.rawValue
}
