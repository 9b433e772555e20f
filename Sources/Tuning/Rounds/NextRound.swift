import Execution
import HPL
import Search

/// The round a study would run next, and its job, without storing or submitting anything.
public struct NextRound: Sendable {
    /// None when the strategy has nothing left.
    public let candidates: [Candidate]
    public let job: JobSpecification
    /// What the candidates will take on all nodes, in seconds; `nil` before anything has been run.
    public let seconds: Double?
    /// The longest that one of its runs may take before it is ended, in seconds.
    public let limitSeconds: Double
    /// What its job asks the scheduler for; `nil` where none is told.
    public let terms: JobTerms?
    /// The most that the scheduler may count for its job, in node-seconds; `nil` where none is told.
    public let nodeSeconds: Double?
    /// What a scheduler counts for each of its jobs beside the runs, at least, in seconds on each node; 0 where there is none.
    public let handlingSeconds: Double
    /// The node-hours do not suffice for the job, not even with its first run alone: that is what it shows.
    public let isTooCostly: Bool

    /// Why no job that is allowed has room for its first run, should the guess be right; it shows the longest job there
    /// may be. Only where run times are guessed: what is known to be too long is thrown.
    public let guessedTooLong: DriverError?

    /// - Parameters:
    ///   - trials: what the study has run so far.
    ///   - count: how many candidates are wanted.
    ///   - nodeSecondsLeft: of the study's node-hours; `nil` without a limit.
    ///   - guess: how long runs take, for their time limits as long as nothing was run: before it runs anything else a
    ///     study calibrates.
    /// - Throws: `DriverError.tooLong` when no job that is allowed has room for a run.
    public init(
        of study: LoadedStudy, after trials: [TrialRecord], _ calibrations: [Calibration], count: Int,
        nodeSecondsLeft: Double? = nil, guess: RunTimeModel? = nil, isRoot: Bool
    ) async throws {
        let progress = study.progress(trials)
        let remaining = study.record.setUp.budget.trials - progress.taught - progress.pending
        let (proposal, _) = try await ProposalQueue.propose(
            count, by: study.strategy, after: trials.history(remaining: remaining),
            using: study.record.generator)
        let proposed = if case .candidates(let candidates) = proposal { candidates } else { [Candidate]() }
        let planner = RunPlanner(study: study, isRoot: isRoot)
        let times = RunTimeModel(fitting: calibrations, trials)
        let token = JobToken.random()
        let setUp = study.record.setUp
        let directory = JobDirectory.path(
            results: setUp.resultsDirectory, study: study.record.name,
            part: "round-\((trials.map(\.round).max() ?? 0) + 1)", token: token)
        let wanted = try proposed.map { try planner.plannedTrial($0, times: times ?? guess) }
        var planned: [RoundPlan.PlannedTrial] = []
        var terms: JobTerms?
        var isTooCostly = false
        var guessedTooLong: DriverError?
        do {
            switch try planner.fit(wanted, left: nodeSecondsLeft) {
            case .round(let trials, let asked): (planned, terms) = (trials, asked)
            case .tooCostly:
                isTooCostly = true
                if case .round(let trials, let asked) = try planner.fit(Array(wanted.prefix(1)), left: nil) {
                    (planned, terms) = (trials, asked)
                }
            }
        } catch let error as DriverError where times == nil && guess != nil {
            guard case .tooLong(_, _, let allowed, _) = error else { throw error }
            guessedTooLong = error
            terms = JobTerms(
                limitSeconds: (allowed / 60).rounded(.down) * 60, isArray: setUp.jobLimit?.isArray ?? false)
            planned = wanted.prefix(1).map {
                var trial = $0
                trial.limitSeconds = min(trial.limitSeconds, allowed)
                return trial
            }
        }
        self.isTooCostly = isTooCostly
        self.guessedTooLong = guessedTooLong
        handlingSeconds = setUp.jobLimit == nil ? 0 : JobCost.handling
        nodeSeconds = terms.flatMap {
            setUp.jobLimit?.nodeSeconds(of: $0, runs: planned.count)
        }
        var steps: [JobStep] = []
        for (index, trial) in planned.enumerated() {
            let candidate = trial.candidate
            let step = JobDirectory.step(trial: trials.count + index + 1, attempt: 1)
            steps.append(
                try planner.step(
                    named: step, directory: "\(directory)/\(step)",
                    settings: try study.space.settings(for: candidate.point, at: candidate.level),
                    point: candidate.point, limitSeconds: trial.limitSeconds))
        }
        candidates = planned.map(\.candidate)
        seconds = times.map { times in planned.reduce(0) { $0 + times.seconds(n: $1.n) } }
        limitSeconds = planned.map(\.limitSeconds).max() ?? 0
        self.terms = terms
        job = planner.specification(token: token, directory: directory, steps: steps, terms: terms)
    }
}
