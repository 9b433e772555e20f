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

    /// - Parameters:
    ///   - trials: what the study has run so far.
    ///   - count: how many candidates are wanted.
    ///   - guess: how long runs take, for their time limits as long as nothing was run: before it runs anything else a
    ///     study calibrates.
    public init(
        of study: LoadedStudy, after trials: [TrialRecord], _ calibrations: [Calibration], count: Int,
        guess: RunTimeModel? = nil, isRoot: Bool
    ) async throws {
        let progress = study.progress(trials)
        let remaining = study.record.setUp.budget.trials - progress.taught - progress.pending
        let (proposal, _) = try await ProposalQueue.propose(
            count, by: study.strategy, after: trials.history(remaining: remaining),
            using: study.record.generator)
        candidates = if case .candidates(let candidates) = proposal { candidates } else { [] }
        let planner = RunPlanner(study: study, isRoot: isRoot)
        let times = RunTimeModel(fitting: calibrations, trials)
        let token = JobToken.random()
        let setUp = study.record.setUp
        let directory = JobDirectory.path(
            results: setUp.resultsDirectory, study: study.record.name,
            part: "round-\((trials.map(\.round).max() ?? 0) + 1)", token: token)
        var steps: [JobStep] = []
        var seconds = 0.0
        var longest = 0.0
        for (index, candidate) in candidates.enumerated() {
            let settings = try study.space.settings(for: candidate.point, at: candidate.level)
            let limit = planner.limitSeconds(n: settings.n, times: times ?? guess)
            longest = max(longest, limit)
            let step = JobDirectory.step(trial: trials.count + index + 1, attempt: 1)
            steps.append(
                try planner.step(
                    named: step, directory: "\(directory)/\(step)", settings: settings,
                    point: candidate.point,
                    limitSeconds: limit))
            seconds += times?.seconds(n: settings.n) ?? 0
        }
        self.seconds = times == nil ? nil : seconds
        limitSeconds = longest
        job = planner.specification(token: token, directory: directory, steps: steps)
    }
}
