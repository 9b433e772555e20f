import Execution

/// Jobs of the study that its database does not know: it is a copy older than they are, which was put back.
extension StudyDriver {
    /// Ends those of a study that nobody drives and that may be at its end.
    ///
    /// - Returns: how many there were.
    /// - Throws: `StoreError.held` when somebody drives it: that one looks for them.
    public func endStrays(ofStudy name: String) async throws -> Int {
        let record = try store.study(named: name)
        guard record.setUp.jobLimit != nil else { return 0 }
        try store.takeLease(ofStudy: record, for: holder, isGone: DriverProcess.isGone)
        defer { giveUpLease(of: record) }
        let count = try await withHeartbeat(record) { try await endStrays(of: record) }
        if count == 0, try store.isJustRestored(record) {
            let text = "no job in the queue is one that the backup does not know"
            try store.add(Event(kind: .warned, text: text), toStudy: record.id, at: now())
        }
        return count
    }

    /// As `endStrays`, where a scheduler that does not answer must not hide how a study ends.
    func endStraysAtLast(of record: StudyRecord) async throws {
        do {
            try await endStrays(of: record)
        } catch let error where Self.isOfScheduler(error) {
            // Nobody knows that there are any.
            notify(.warning("whether all jobs in the queue are known cannot be told: \(error)"))
        }
    }

    /// Ends them, once in a drive: the runs of them would be made a second time beside the first, or be counted by nobody.
    ///
    /// - Returns: how many there were.
    @discardableResult
    func endStrays(of record: StudyRecord) async throws -> Int {
        if await runner.isClearOfStrays { return 0 }
        let began = runner.uptime()
        var told: Set<JobToken> = []
        while true {
            let strays = try await runner.strays(
                of: StraySearch(
                    namePrefix: JobToken.jobNamePrefix(study: record.name),
                    folder: "\(record.setUp.resultsDirectory)/\(record.name)",
                    origin: store.origin(of: record),
                    known: try store.tokens(ofStudy: record.id)))
            guard let last = strays.last?.reference.id else { break }
            for stray in strays where told.insert(stray.reference.token).inserted {
                try tell(stray, record)
                // Should it be about to begin.
                try await runner.shut(stray.reference)
                try await runner.cancel(stray.reference)
            }
            if runner.uptime() - began > .seconds(120) {
                throw SchedulerError.notCancelled(job: last, reason: "it has not ended yet")
            }
            try await ContinuousClock().sleep(for: .seconds(2))
        }
        await runner.noteNoStrays()
        return told.count
    }

    private func tell(_ stray: StrayJob, _ record: StudyRecord) throws {
        let id = stray.reference.id?.text ?? stray.reference.name
        let text =
            "job \(id) in \(stray.reference.directory) is this study's and not in the database, which is an older copy: it is "
            + "ended, \(stray.spent), which no node-hours are counted for"
        if try store.warn(
            text, onceAs: "job \(id) in \(stray.reference.directory) ", ofStudy: record, heldBy: holder,
            at: now())
        {
            notify(.warning(text))
        }
    }

    /// As `endStrays`, for whoever is about to submit and can wait for an answer of the scheduler.
    func endStraysPatiently(of record: StudyRecord) async throws {
        while true {
            do {
                try await endStrays(of: record)
                return
            } catch let error where !detaches && Self.isOfScheduler(error) {
                notify(.warning("whether all jobs in the queue are known cannot be told yet: \(error)"))
                let next = runner.uptime() + runner.scheduler.pollSchedule.shortest
                while runner.uptime() < next {
                    try await ContinuousClock().sleep(for: .milliseconds(500))
                    try attend(record)
                }
            }
        }
    }
}
