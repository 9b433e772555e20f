/// One pass, for cron: everything it must remember until the next one is in the store.
extension StudyDriver {
    /// Looks at the study's jobs once, reads what has ended, submits what is due, and leaves.
    ///
    /// A study that was never calibrated is, which takes some runs' time.
    ///
    /// - Returns: how the study ended, `.detached` when it goes on, `nil` when it is not open and nothing is to be done.
    /// - Throws: `StoreError.held` when somebody drives it.
    public func sync(_ name: String) async throws -> StudyEnd? {
        let record = try store.study(named: name)
        guard record.awaitsSync else { return nil }
        try store.takeLease(ofStudy: record, for: holder, isGone: DriverProcess.isGone)
        defer { giveUpLease(of: record) }
        try desk(of: record).settle(goesOn: false)
        let session = DrivingSession(try store.trialsEndedSinceDriven(ofStudy: record.id))
        var driver = self
        driver.detaches = true
        let once = driver
        return try await withHeartbeat(record) { try await once.driveUntilAskedToLeave(record, session) }
    }
}

extension StudyRecord {
    /// It can go on by itself: not at its end, and not stopped because every run failed, which only a user can mend.
    public var awaitsSync: Bool { state == .open && stopReason == nil }
}
