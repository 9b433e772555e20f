import Execution
import HPL
import Search

/// Drives one study: recovers what an earlier driver left, then round after round until the study ends.
///
/// Between any two lines of this file the process may be killed: whatever was promised is in the store, and the next
/// driver goes on from there. Cancelling the task stops the driving, not the jobs.
public struct StudyDriver: Sendable {
    let store: StudyStore
    let runner: JobRunner
    let holder: LeaseHolder
    let isRoot: Bool
    /// Submit one round and leave.
    let detaches: Bool
    /// Copies of the database from time to time; `nil` makes none.
    let backups: BackupSchedule?
    /// The Unix time.
    let now: @Sendable () -> Double
    let notify: @Sendable (DriverEvent) -> Void

    public init(
        store: StudyStore, runner: JobRunner, holder: LeaseHolder, isRoot: Bool,
        detaches: Bool = false, backups: BackupSchedule? = nil, now: @escaping @Sendable () -> Double,
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
        let end = try await withHeartbeat(record) {
            let study = try await Calibrator(driver: self).sized(record)
            return try await driveRounds(of: study)
        }
        backUp {
            try backups?.backUpIfChanged(now: now())
            try store.takeInLog()
        }
        return end
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
    private func giveUpLease(of record: StudyRecord) {
        do {
            try store.giveUpLease(ofStudy: record, for: holder)
        } catch {
            notify(.warning("\(error)"))
        }
    }

    /// Says every few seconds that this driver is alive; stops driving when another one took over.
    private func withHeartbeat(
        _ record: StudyRecord, _ body: @escaping @Sendable () async throws -> StudyEnd
    ) async throws -> StudyEnd {
        try await withThrowingTaskGroup(of: StudyEnd?.self) { group in
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

    private func driveRounds(of study: LoadedStudy) async throws -> StudyEnd {
        let record = study.record
        if record.state != .open {
            try store.setState(.open, reason: nil, ofStudy: record, heldBy: holder, at: now())
        }
        var session = DrivingSession()
        while true {
            try Task.checkCancellation()
            if let pending = try await collectRounds(of: study, session: &session) {
                return .detached(runs: pending)
            }
            if session.isHopeless {
                let forgiven = session.forgivable
                try store.forgive(forgiven, forStudy: record, heldBy: holder, at: now())
                return try finish(.everythingFails(runs: forgiven.count), study, state: .open)
            }
            let trials = try store.trials(ofStudy: record.id)
            let calibrations = try store.calibrations(ofStudy: record.id)
            let times = RunTimeModel(fitting: calibrations, trials)
            let n = try study.space.settings(for: study.space.searchSpace.firstPoints[0], at: .full).n
            let rule = StopRule(budget: record.setUp.budget, batch: record.setUp.batch)
            let decision = rule.decide(
                after: study.progress(trials, calibrations), secondsPerRun: times?.seconds(n: n) ?? 0,
                nodes: record.setUp.resources.nodes)
            switch decision {
            case .stop(let end):
                return try finish(end, study, state: .finished)
            case .propose(let count):
                let progress = study.progress(trials)
                let left = record.setUp.budget.trials - progress.taught - progress.pending
                if let end = try await planRound(of: count, left: left, study, trials, times) {
                    return try finish(end, study, state: .finished)
                }
            }
        }
    }

    private func finish(_ end: StudyEnd, _ study: LoadedStudy, state: StudyRecord.State) throws -> StudyEnd {
        try store.setState(state, reason: end.description, ofStudy: study.record, heldBy: holder, at: now())
        return end
    }

    /// - Returns: why the study is over, `nil` when a round was planned.
    private func planRound(
        of count: Int, left: Int, _ study: LoadedStudy, _ trials: [TrialRecord], _ times: RunTimeModel?
    ) async throws -> StudyEnd? {
        // Read back rather than carried along: a resumed driver starts from exactly this.
        let generator = try store.study(named: study.record.name).generator
        let (proposal, after) = try await ProposalQueue.propose(
            count, by: study.strategy, after: trials.history(remaining: left), using: generator)
        switch proposal {
        case .finished(let reason):
            return .strategyFinished(reason)
        case .waitForResults:
            // Every round was collected before this one was asked for: there is nothing to wait for.
            throw DriverError.strategyWaits(strategy: study.record.strategyName)
        case .candidates(let candidates) where candidates.isEmpty:
            return .strategyFinished(.spaceExhausted)
        case .candidates(let candidates):
            if let end = GainRule(limit: study.record.setUp.budget.stopBelowGain).decide(
                proposal, after: trials)
            {
                return end
            }
            let planner = RunPlanner(study: study, isRoot: isRoot)
            let token = JobToken.random()
            let round = (trials.map(\.round).max() ?? 0) + 1
            let plan = RoundPlan(
                token: token, jobDirectory: jobDirectory(study.record, "round-\(round)", token),
                trials: try trials.distinct(candidates).map { try planner.plannedTrial($0, times: times) },
                generatorBefore: generator, generatorAfter: after)
            let job = try store.plan(plan, forStudy: study.record, heldBy: holder, at: now())
            notify(.roundPlanned(trials: job.attempts.map(\.trial), expectedGain: proposal.expectedGain))
            return nil
        }
    }

    func jobDirectory(_ record: StudyRecord, _ part: String, _ token: JobToken) -> String {
        JobDirectory.path(
            results: record.setUp.resultsDirectory, study: record.name, part: part, token: token)
    }
}

extension RunTimeModel {
    /// T(N) by all runs of a study so far; `nil` before the first one.
    init?(fitting calibrations: [Calibration], _ trials: [TrialRecord]) {
        let runs = trials.compactMap { trial -> (n: Int, seconds: Double)? in
            guard let measurement = trial.measurement, let seconds = trial.wallSeconds, seconds > 0 else {
                return nil
            }
            return (measurement.n, seconds)
        }
        self.init(fitting: calibrations.map { ($0.n, $0.seconds) } + runs)
    }
}

/// Something in hpltune itself is at odds.
public enum DriverError: Error, Sendable, CustomStringConvertible {
    case strategyWaits(strategy: String)

    public var description: String {
        switch self {
        case .strategyWaits(let strategy):
            "the strategy `\(strategy)` waits for results although no run is pending; this is a mistake in hpltune"
        }
    }
}
