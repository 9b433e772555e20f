import Execution

/// What a job took on each of its nodes, from the start of its script to its end, and in all its starts when it was started
/// again. Pure.
struct JobCost: Sendable {
    let job: JobRecord
    let observation: JobObservation
    /// Unix seconds.
    let now: Double
    /// Seconds between the first and the last signal at a job's end.
    let killWait: Double

    /// What a launcher takes until ranks compute, as long as nothing was run: a guess, in seconds.
    static let startUp = 3.0

    static let handling = Double(JobObservation.handlingSeconds)

    /// In seconds; `nil` for jobs that no scheduler limits, which cost what their runs cost, and for arrays, whose tasks
    /// tell their own (`overhead(ofTask:)`).
    ///
    /// Where neither the scheduler nor the script tells the end, it is taken for the latest that there can be: what was
    /// spent is not told too low. A job that nobody saw running costs nothing.
    var elapsedSeconds: Double? {
        guard let limit = job.limitSeconds, !job.isArray else { return nil }
        return Self.elapsedSeconds(
            of: observation, startedAt: job.startedAt,
            isDone: job.attempts.allSatisfy { observation.steps[$0.step] != nil }, limit: limit,
            killWait: killWait, now: now)
    }

    /// Of the tasks of an array, by the names of their steps: what each took, run or no run. As above, and those that nobody
    /// saw are left out.
    var taskSeconds: [String: Double] {
        guard let limit = job.limitSeconds, job.isArray else { return [:] }
        let told = observation.stepEndings.compactMapValues(\.seconds)
        let seen = observation.taskScripts.compactMapValues { script -> (Double, Double?)? in
            script.startedAt.map { ($0, script.endedAt) }
        }
        let estimated = Dictionary(
            uniqueKeysWithValues: seen.map { step, span in
                let ended = span.1 ?? observation.steps[step]?.finishedAt ?? now
                return (step, bounded(ended - span.0, limit: limit))
            })
        var all = told.merging(estimated) { told, _ in told }
        for (step, earlier) in observation.earlierSeconds { all[step, default: 0] += earlier }
        return all
    }

    private func bounded(_ seconds: Double, limit: Double) -> Double {
        min(max(0, seconds) + Self.handling, limit + killWait + JobLimit.lateness)
    }

    /// - Parameters:
    ///   - startedAt: when its script began, as earlier looks told.
    ///   - isDone: all of its runs have ended.
    static func elapsedSeconds(
        of observation: JobObservation, startedAt: Double?, isDone: Bool, limit: Double, killWait: Double,
        now: Double
    ) -> Double {
        let earlier = observation.earlierSeconds.values.max() ?? 0
        if let seconds = observation.schedulerEnding?.seconds { return earlier + seconds }
        let steps = observation.steps.values
        let given = observation.secondsRunning.map { now - $0 }
        let starts =
            // Between two starts it waited again.
            earlier > 0
            ? [observation.startedAt, given].compactMap { $0 }
            : [startedAt, observation.startedAt, given].compactMap { $0 } + steps.compactMap(\.jobStartedAt)
        guard let began = starts.min() else { return earlier }
        let ended = observation.endedAt ?? (isDone ? steps.map(\.finishedAt).max() : nil) ?? now
        return earlier + min(max(0, ended - began) + handling, limit + killWait + JobLimit.lateness)
    }

    /// What an array's task took beside its run, in seconds.
    static func overhead(ofTask record: StepRecord) -> Double {
        handling + max(0, record.startedAt - (record.jobStartedAt ?? record.startedAt))
    }
}
