import Execution
import HPL
import Search

/// Which runs go into a job, and what is asked for it.
extension RunPlanner {
    enum RoundFit {
        /// The first of the runs, with the time each may take, and what is asked for their job.
        case round([RoundPlan.PlannedTrial], JobTerms?)
        /// What is left of the node-hours does not suffice for the first run's job.
        case tooCostly(nodeSeconds: Double)
    }

    /// - Parameter left: node-seconds that the job may cost; `nil` without a limit.
    /// - Throws: `DriverError.tooLong` when no job that is allowed has room for the first run.
    func fit(_ trials: [RoundPlan.PlannedTrial], left: Double?) throws -> RoundFit {
        guard let limit = setUp.jobLimit, let first = trials.first else { return .round(trials, nil) }
        let runs = trials.map {
            JobLimit.Run(
                predicted: $0.predictedSeconds ?? Self.cautiousSeconds(n: $0.n), limit: $0.limitSeconds)
        }
        switch limit.fit(runs, left: left) {
        case .tooLong(let seconds): throw tooLong(n: first.n, seconds: seconds, limit)
        case .tooCostly(let nodeSeconds): return .tooCostly(nodeSeconds: nodeSeconds)
        case .job(let runs, let terms):
            let fitting = zip(trials, runs).map { trial, run in
                var trial = trial
                trial.limitSeconds = run.limit
                return trial
            }
            return .round(fitting, terms)
        }
    }

    /// The jobs for runs that were lost: as many as it takes, since the time of a run may be told to be longer by now.
    ///
    /// - Parameter left: node-seconds that they may cost together; `nil` without a limit. Runs that find none are given up.
    func retries(
        of attempts: [OpenAttempt], times: RunTimeModel?, left: Double?,
        directory: (JobToken) -> String
    ) throws -> RetryPlan {
        func job(_ terms: JobTerms?) -> PlannedJob {
            let token = JobToken.random()
            return PlannedJob(token: token, directory: directory(token), terms: terms)
        }
        guard let limit = setUp.jobLimit else {
            let runs = attempts.map {
                RetryJob.Run(
                    attempt: $0, limitSeconds: $0.limitSeconds, predictedSeconds: $0.predictedSeconds)
            }
            return RetryPlan(jobs: [RetryJob(job: job(nil), runs: runs)])
        }
        var plan = RetryPlan()
        var (rest, left) = (attempts[...], left)
        while let first = rest.first {
            let runs = rest.prefix(max(1, setUp.batch)).map { attempt in
                let n = attempt.trial.n
                return JobLimit.Run(
                    predicted: times?.seconds(n: n) ?? Self.cautiousSeconds(n: n),
                    limit: Self.limitSeconds(n: n, times: times))
            }
            switch limit.fit(runs, left: left) {
            case .job(let runs, let terms):
                plan.jobs.append(
                    RetryJob(
                        job: job(terms),
                        runs: zip(rest, runs).map { attempt, run in
                            .init(
                                attempt: attempt, limitSeconds: run.limit,
                                predictedSeconds: times?.seconds(n: attempt.trial.n))
                        }))
                rest = rest.dropFirst(runs.count)
                if let reserved = terms.reservation?.nodeSeconds { left = left.map { $0 - reserved } }
            case .tooLong(let seconds):
                let failure = TrialFailure(
                    kind: "too-long", failureClass: .infrastructure,
                    message: "\(tooLong(n: first.trial.n, seconds: seconds, limit))")
                plan.givenUp.append((first, failure))
                rest = rest.dropFirst()
            case .tooCostly:
                plan.givenUp += rest.map { ($0, .noNodeHours) }
                rest = []
            }
        }
        return plan
    }

    /// Whether a job that was planned may still be submitted: the cluster allows as much, and the user wants rounds as large.
    func isAllowed(_ job: JobRecord) -> Bool {
        guard let limit = setUp.jobLimit else { return true }
        let count = job.attempts.count
        if count > max(1, setUp.batch) || job.isArray && count > limit.mostTasks { return false }
        return (job.limitSeconds ?? 0) <= max(limit.longest ?? .infinity, JobLimit.shortest)
    }

    /// The study's own `time` is shorter than what the partition allows.
    private var isOwnLimit: Bool {
        guard let own = setUp.cluster?.timeSeconds else { return false }
        return own < setUp.clusterFacts?.partition.maxSeconds ?? .infinity
    }

    private func tooLong(n: Int, seconds: Double, _ limit: JobLimit) -> DriverError {
        .tooLong(
            n: n, needed: seconds, allowed: limit.longest ?? 0,
            partition: isOwnLimit ? nil : setUp.clusterFacts?.partition.name)
    }
}

extension TrialFailure {
    /// The kind of a trial that was lost when there were no node-hours left to run it again.
    public static let nodeHoursKind = "node-hours"

    fileprivate static let noNodeHours = TrialFailure(
        kind: nodeHoursKind, failureClass: .infrastructure,
        message: "it was lost, and too few node-hours are left to run it again; raise --max-node-hours")
}
