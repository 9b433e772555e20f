/// Asks the driver of a study for something, and waits for the answer.
public struct RequestSender: Sendable {
    public enum Reply: Sendable {
        /// In the driver's words.
        case answered(String)
        /// Nobody drives the study (any more), and nothing was done: do it yourself, under the lease. A request to cancel
        /// that was left for somebody stays until then.
        case nobodyDrives
        /// The driver lives and has not answered; the request stays for it.
        case silent(LeaseHolder)
    }

    let store: StudyStore
    let sender: String
    let now: @Sendable () -> Double
    let isGone: @Sendable (LeaseHolder) -> Bool

    /// - Parameters:
    ///   - sender: who asks, in words.
    ///   - now: the Unix time.
    public init(
        store: StudyStore, sender: String, now: @escaping @Sendable () -> Double,
        isGone: @escaping @Sendable (LeaseHolder) -> Bool = DriverProcess.isGone
    ) {
        self.store = store
        self.sender = sender
        self.now = now
        self.isGone = isGone
    }

    /// - Parameter patience: how long to wait for a driver that lives. A proposal may keep it busy for some seconds.
    public func ask(
        _ request: Request, of study: StudyRecord, patience: Duration = .seconds(60)
    ) async throws -> Reply {
        guard try driver(of: study) != nil else { return .nobodyDrives }
        let id = try store.append(request, toStudy: study, from: sender, at: now())
        let deadline = ContinuousClock.now + patience
        while true {
            if let answer = try store.request(id: id).answer { return .answered(answer) }
            guard let driver = try driver(of: study) else {
                // It may have died over it: the wish to cancel stays until somebody has done so.
                if request.endsStudy { return .nobodyDrives }
                // It may have answered with its last breath.
                if try store.withdraw(requestID: id) { return .nobodyDrives }
                continue
            }
            if ContinuousClock.now >= deadline { return .silent(driver) }
            try await ContinuousClock().sleep(for: .milliseconds(100))
        }
    }

    /// Asks the driver to leave the study and waits until it has. A driver that says nothing for a minute of this
    /// process's time, whatever the clocks say, loses the study.
    ///
    /// - Returns: `nil` when the study is free; otherwise who still drives it.
    public func askToLeave(
        _ study: StudyRecord, patience: Duration = .seconds(65)
    ) async throws -> LeaseHolder? {
        let heartbeat = try store.heartbeat(ofStudy: study)
        if case .silent(let driver) = try await ask(.pause, of: study, patience: patience) {
            guard patience > .seconds(StudyStore.leaseSeconds), let heartbeat,
                try store.endLease(ofStudy: study, silentSince: heartbeat)
            else { return driver }
            return nil
        }
        let deadline = ContinuousClock.now + patience
        while let driver = try driver(of: study) {
            if ContinuousClock.now >= deadline { return driver }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        return nil
    }

    private func driver(of study: StudyRecord) throws -> LeaseHolder? {
        try store.leaseHolder(ofStudy: study, at: now(), isGone: isGone)
    }
}
