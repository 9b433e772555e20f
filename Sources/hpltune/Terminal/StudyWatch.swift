import Search
import Tuning

/// Follows a study that another process drives, or nobody: a look every quarter of a second whether the database has
/// changed, and its new events.
struct StudyWatch {
    let store: StudyStore
    let study: String

    private static let interval = Duration.milliseconds(250)
    /// Whether the driver still lives is seen in `/proc`, not in the database.
    private static let looksPerLifeSign = 4

    /// - Parameters:
    ///   - last: the id of the last event that is known already.
    ///   - show: called with every event after it, once and in order.
    ///   - driver: called when somebody begins or ceases to drive the study, at first too.
    ///   - job: called when something new is known of how a job waits, at first too.
    /// - Returns: the study as it ended.
    func follow(
        after last: Int64, show: (StoredEvent) throws -> Void,
        driver changed: (LeaseHolder?) throws -> Void, job tell: (DriverEvent) throws -> Void = { _ in }
    ) async throws -> StudyRecord {
        var last = last
        var version: Int?
        var driver: LeaseHolder??
        var looks = 0
        var waits = JobWaits()
        while true {
            try Task.checkCancellation()
            let now = try store.dataVersion()
            let isNew = now != version
            version = now
            if isNew {
                let record = try store.study(named: study)
                for event in try newEvents(of: record, after: last) {
                    try show(event)
                    last = event.id
                }
                for event in try waits.news(ofStudy: record.id, in: store) { try tell(event) }
            }
            if isNew || looks % Self.looksPerLifeSign == 0 {
                let record = try store.study(named: study)
                let holder = try store.leaseHolder(
                    ofStudy: record, at: WallClock.now(), isGone: DriverProcess.isGone)
                if holder == nil, record.state != .open {
                    // Whatever was written between the two looks.
                    for event in try newEvents(of: record, after: last) { try show(event) }
                    return record
                }
                if driver == nil || driver != .some(holder) {
                    driver = .some(holder)
                    try changed(holder)
                }
            }
            looks += 1
            try await ContinuousClock().sleep(for: Self.interval)
        }
    }

    private func newEvents(of record: StudyRecord, after last: Int64) throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        while true {
            let page = try store.events(ofStudy: record.id, after: events.last?.id ?? last)
            if page.isEmpty { return events }
            events += page
        }
    }

    /// What the driver told its own terminal at the event; `nil` for what it did not tell.
    func driverEvent(_ stored: StoredEvent) throws -> DriverEvent? {
        switch stored.event.kind {
        case .measured, .failed:
            return try stored.event.trialID.map { .ended(trial: try store.trial(id: $0)) }
        case .retried:
            return try stored.event.trialID.map { .retrying(trial: try store.trial(id: $0)) }
        case .planned:
            let trials = try store.trials(ofStudy: try store.study(named: study).id)
                .filter { $0.queuedAt == stored.at }
            return .roundPlanned(
                trials: trials,
                expectedGain: Proposal.candidates(trials.map(\.candidate)).expectedGain)
        default:
            return nil
        }
    }
}
