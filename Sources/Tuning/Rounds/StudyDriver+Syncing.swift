/// One pass, for cron: everything it must remember until the next one is in the store.
extension StudyDriver {
    /// Looks at the study's jobs once, reads what has ended, submits what is due, and leaves.
    ///
    /// A study that was never calibrated is: where runs begin at once that takes their time, in a queue it is submitted.
    ///
    /// - Parameter change: what is to be different from now on (what the cluster tells of itself).
    /// - Returns: how the study ended, `.detached` when it goes on, `nil` when it is not open and nothing is to be done.
    /// - Throws: `StoreError.held` when somebody drives it.
    public func sync(
        _ name: String, changing change: (inout StudySetUp) -> Void = { _ in }
    ) async throws -> StudyEnd? {
        let known = try store.study(named: name)
        guard known.awaitsSync else { return nil }
        try store.takeLease(ofStudy: known, for: holder, isGone: DriverProcess.isGone)
        defer { giveUpLease(of: known) }
        let record = try store.update(known, heldBy: holder, change)
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
