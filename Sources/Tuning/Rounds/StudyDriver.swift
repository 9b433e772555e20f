import Execution

/// Drives one study: recovers what an earlier driver left, then round after round until the study ends.
///
/// Between any two lines of this file the process may be killed: whatever was promised is in the store, and the next
/// driver goes on from there (`CrashPoint` names the moments). Cancelling the task stops the driving, not the jobs.
public struct StudyDriver: Sendable {
    let store: StudyStore
    let runner: JobRunner
    let holder: LeaseHolder
    let isRoot: Bool
    /// Look once and submit what is due, then leave.
    var detaches: Bool
    /// Copies of the database from time to time; `nil` makes none.
    let backups: BackupSchedule?
    /// The Unix time.
    let now: @Sendable () -> Double
    let notify: @Sendable (DriverEvent) -> Void

    public init(
        store: StudyStore, runner: JobRunner, holder: LeaseHolder, isRoot: Bool,
        detaches: Bool = false, backups: BackupSchedule? = nil,
        now: @escaping @Sendable () -> Double,
        notify: @escaping @Sendable (DriverEvent) -> Void
    ) {
        self.store = store
        self.runner = runner
        self.holder = holder
        self.isRoot = isRoot
        self.detaches = detaches
        self.backups = backups
        self.now = now
        self.notify = notify
    }

    /// Drives the study named `name` to its end. Takes the lease and gives it back.
    ///
    /// - Parameter change: what is to be different from now on (a larger budget); made once the lease is held.
    public func drive(
        _ name: String, changing change: (inout StudySetUp) -> Void = { _ in }
    ) async throws -> StudyEnd {
        let known = try store.study(named: name)
        try store.takeLease(ofStudy: known, for: holder, isGone: DriverProcess.isGone)
        defer { giveUpLease(of: known) }
        let record = try store.update(known, heldBy: holder, change)
        try desk(of: record).settle(goesOn: true)
        try store.open(record, heldBy: holder, at: now())
        let end = try await withHeartbeat(record) {
            try await driveUntilAskedToLeave(record, DrivingSession())
        }
        backUp {
            try backups?.backUpIfChanged(now: now())
            try store.takeInLog()
        }
        return end
    }

    func driveUntilAskedToLeave(_ record: StudyRecord, _ begun: DrivingSession) async throws -> StudyEnd {
        let calibrator = Calibrator(driver: self)
        var session = begun
        do {
            // Before anything is submitted.
            try attend(record)
            if let study = try calibrator.makeshift(record) {
                if let pending = try await collectRounds(of: study, session: &session) {
                    return .detached(runs: pending)
                }
                if session.isHopeless { return try await driveRounds(of: study, session) }
            }
            switch try await calibrator.sized(try store.study(named: record.name)) {
            case .sized(let study): return try await driveRounds(of: study, session)
            case .leaves(let end): return end
            }
        } catch let departure as RequestDesk.Departure {
            let request = departure.request
            guard request.request?.endsStudy == true else { return .paused(by: request.sender) }
            return try await cancelStudy(record, by: request.sender)
        } catch let question as Question {
            return try ask(question, record)
        }
    }

    func desk(of record: StudyRecord) -> RequestDesk {
        RequestDesk(store: store, study: record, holder: holder, now: now)
    }

    /// Answers what others ask; throws `RequestDesk.Departure` when they ask to leave.
    func attend(_ record: StudyRecord) throws {
        for (request, answer) in try desk(of: record).attend() {
            notify(.answered(request, answer: answer))
        }
    }

    /// A backup that cannot be made must not stop the driving.
    private func backUp(_ make: () throws -> Void) {
        do {
            try make()
        } catch {
            notify(.warning("\(error)"))
        }
    }

    /// A lease that cannot be given back ends by itself a minute later; that must not hide how the driving ended.
    func giveUpLease(of record: StudyRecord) {
        do {
            try store.giveUpLease(ofStudy: record, for: holder)
        } catch {
            notify(.warning("\(error)"))
        }
    }

    /// Says every few seconds that this driver is alive; stops driving when another one took over.
    func withHeartbeat<Value: Sendable>(
        _ record: StudyRecord, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    try await ContinuousClock().sleep(for: .seconds(10))
                    do {
                        try store.renewLease(ofStudy: record, for: holder, at: now())
                    } catch let error as StoreError where error != .leaseLost(study: record.name) {
                        notify(.warning(error.description))
                    }
                    backUp { try backups?.backUpIfDue(now: now()) }
                }
            }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            throw CancellationError()
        }
    }
}

/// Something in hpltune itself is at odds.
public enum DriverError: Error, Sendable, CustomStringConvertible {
    case strategyWaits(strategy: String)
    /// No job that is allowed has room for a run. Seconds.
    case tooLong(n: Int, needed: Double, allowed: Double, partition: String?)
    /// A study is not cancelled whose results would be lost by that.
    case outOfSight(job: String, directory: String, study: String)
    /// The work directory has nothing of what the study's jobs have left in it.
    case unmounted(directory: String, study: String)
    /// Nothing can be written into the work directory.
    case unwritable(directory: String, DiskFault, study: String)
    /// The scheduler does not answer; the request for it stays.
    case notCancelledYet(study: String, reason: String)

    public var description: String {
        switch self {
        case .strategyWaits(let strategy):
            "the strategy `\(strategy)` waits for results although no run is pending; this is a mistake in hpltune"
        case .outOfSight(let job, let directory, let study):
            "the results of \(job) cannot be seen: \(directory) is away; mount it again and cancel once more, or give them "
                + "up with `hpltune cancel \(study) --abandon`"
        case .unmounted(let directory, let study):
            "nothing is submitted: \(directory)/\(study), where its earlier jobs were made, cannot be seen; "
                + "mount it again, then `hpltune resume \(study)`; if it was deleted for good: "
                + "`hpltune cancel \(study) --abandon`, then `hpltune resume \(study)`"
        case .unwritable(let directory, let fault, let study):
            "the work directory \(directory) cannot be written: \(fault.reason); \(fault.remedy), then `hpltune resume \(study)`"
        case .notCancelledYet(let study, let reason):
            "study `\(study)` is not cancelled yet: \(SlurmComplaint.plain(reason)); `hpltune cancel \(study)` again, or let "
                + "the next `hpltune sync` do it"
        case .tooLong(let n, let needed, let allowed, let partition):
            "a run of N=\(n) needs a job of \(minutes(needed)), and "
                + (partition.map { "partition `\($0)`" } ?? "its `time`")
                + " allows \(minutes(allowed)); take "
                + (needed <= JobLimit.shortest ? "" : "a smaller N or run time, more nodes, or ")
                + (partition == nil ? "a longer `time`, or `time: auto`" : "another partition")
        }
    }
    private func minutes(_ seconds: Double) -> String { "\(Int((seconds / 60).rounded(.up))) min" }
}
