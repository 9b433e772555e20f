import Execution
import HPL
import Search

/// Round after round: collect what is under way, decide what is next, plan it.
extension StudyDriver {
    func driveRounds(of sized: LoadedStudy, _ begun: DrivingSession) async throws -> StudyEnd {
        var session = begun
        var study = sized
        while true {
            try Task.checkCancellation()
            if !session.isHopeless, let pending = try await collectRounds(of: study, session: &session) {
                return .detached(runs: pending)
            }
            if session.isHopeless {
                let forgiven = session.forgivable
                try store.forgive(forgiven, forStudy: study.record, heldBy: holder, at: now())
                return try finish(.everythingFails(runs: forgiven.count), study, state: .open)
            }
            try attend(study.record)
            // Read back rather than carried along: what was asked for meanwhile is in the store, and a resumed driver
            // starts from exactly this.
            let stored = try store.study(named: study.record.name)
            study = study.with(stored)
            let trials = try store.trials(ofStudy: study.record.id)
            try warnOfSlowNodes(study.record, trials)
            let calibrations = try store.calibrations(ofStudy: study.record.id)
            let times = RunTimeModel(fitting: calibrations, trials)
            switch try decision(study, trials, calibrations, times) {
            case .stop(let end):
                try await endStraysAtLast(of: study.record)
                return try finish(end, study, state: .finished)
            case .propose(let count):
                if let end = try await planRound(of: count, study, trials, times, session: &session) {
                    try await endStraysAtLast(of: study.record)
                    return try finish(end, study, state: .finished)
                }
            }
        }
    }

    /// Once for each: a node that is slow makes every configuration look bad that happens to meet it.
    private func warnOfSlowNodes(_ record: StudyRecord, _ trials: [TrialRecord]) throws {
        guard record.setUp.jobLimit != nil else { return }
        for effect in NodeEffect.all(in: trials) where effect.isSlow {
            let text = "\(effect); leave it out with `--exclude` under `sbatch:`, or tell the administrators"
            if try store.warn(
                text, onceAs: "node \(effect.node) is ", ofStudy: record, heldBy: holder, at: now())
            {
                notify(.warning(text))
            }
        }
    }

    private func decision(
        _ study: LoadedStudy, _ trials: [TrialRecord], _ calibrations: [Calibration], _ times: RunTimeModel?
    ) throws -> StopRule.Decision {
        let setUp = study.record.setUp
        let n = try study.space.settings(for: study.space.searchSpace.firstPoints[0], at: .full).n
        let decision = StopRule(budget: setUp.budget, batch: setUp.batch).decide(
            after: study.progress(trials, calibrations), secondsPerRun: times?.seconds(n: n) ?? 0,
            nodes: setUp.resources.nodes)
        // What a job of a queue may cost is more than its run: that figure is the one to tell.
        if setUp.jobLimit != nil, case .stop(.nodeHoursReached) = decision { return .propose(1) }
        return decision
    }

    private func finish(_ end: StudyEnd, _ study: LoadedStudy, state: StudyRecord.State) throws -> StudyEnd {
        try store.setState(state, reason: end.description, ofStudy: study.record, heldBy: holder, at: now())
        return end
    }

    /// - Returns: why the study is over, `nil` when a round was planned.
    private func planRound(
        of count: Int, _ study: LoadedStudy, _ trials: [TrialRecord], _ times: RunTimeModel?,
        session: inout DrivingSession
    ) async throws -> StudyEnd? {
        let record = study.record
        let progress = study.progress(trials)
        let left = record.setUp.budget.trials - progress.taught - progress.pending
        let (proposal, generator) = try await ProposalQueue.propose(
            count, by: study.strategy, after: trials.history(remaining: left), using: record.generator)
        switch proposal {
        case .finished(let reason):
            return .strategyFinished(reason)
        case .waitForResults:
            // Every round was collected before this one was asked for: there is nothing to wait for.
            throw DriverError.strategyWaits(strategy: record.strategyName)
        case .candidates(let candidates) where candidates.isEmpty:
            return .strategyFinished(.spaceExhausted)
        case .candidates(let candidates):
            if let end = GainRule(limit: record.setUp.budget.stopBelowGain).decide(proposal, after: trials) {
                return end
            }
            let planner = RunPlanner(study: study, isRoot: isRoot)
            let token = JobToken.random()
            let round = (trials.map(\.round).max() ?? 0) + 1
            let wanted = try trials.distinct(candidates).map { try planner.plannedTrial($0, times: times) }
            let left = try store.nodeSecondsLeft(of: record)
            let (planned, terms): ([RoundPlan.PlannedTrial], JobTerms?)
            switch try planner.fit(wanted, left: left) {
            case .round(let trials, let asked): (planned, terms) = (trials, asked)
            case .tooCostly(let nodeSeconds):
                let limit = record.setUp.budget.nodeHours ?? 0
                return .nodeHoursReached(
                    spent: limit - (left ?? 0) / 3600, limit: limit, next: nodeSeconds / 3600)
            }
            let plan = RoundPlan(
                job: PlannedJob(
                    token: token, directory: jobDirectory(record, "round-\(round)", token), terms: terms),
                trials: planned, generatorBefore: record.generator, generatorAfter: generator)
            runner.passes(.nextRoundPlanned)
            // The proposal may have taken its time: who asked to leave meanwhile need not wait for another round.
            try attend(record)
            let job = try store.plan(plan, forStudy: record, heldBy: holder, at: now())
            runner.passes(.intentStored)
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
        let own = calibrations.filter { $0.gflops != nil }.map { ($0.n, $0.seconds) }
        self.init(fitting: own + runs)
    }
}
