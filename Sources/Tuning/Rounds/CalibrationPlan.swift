import HPL

/// The runs that are to tell how long HPL takes, chosen before any of them is made. Pure.
struct CalibrationPlan: Sendable, Hashable {
    struct Run: Sendable, Hashable {
        let n: Int
        let limitSeconds: Double
    }

    /// The smallest N first.
    let runs: [Run]
    /// What the scheduler is asked for; `nil` where there is no queue.
    let terms: JobTerms?
}

/// One at a time, where a run can begin at once: each is chosen by those before it.
extension CalibrationPlan {
    /// Small enough for any machine, large enough to be more than start-up.
    static let firstN = 1_000
    private static let mostRuns = 4

    /// The next run's N; `nil` when those that were made tell enough.
    ///
    /// - Parameters:
    ///   - samples: what was run so far, in that order.
    ///   - seconds: how long the runs are that are to be foretold.
    ///   - largestN: what the memory allows.
    static func nextN(after samples: [Calibration], reaching seconds: Double, upTo largestN: Int) -> Int? {
        guard let last = samples.last, let times = RunTimeModel(fitting: samples, []) else {
            return min(firstN, largestN)
        }
        guard samples.count < mostRuns, last.seconds < seconds * 0.6 else { return nil }
        // Not in one leap: short runs are mostly start-up and tell little about long ones.
        let n = min(last.n * 3, times.n(forSeconds: seconds * 0.8, multipleOf: 8), largestN)
        // A run of nearly the same size tells nothing new.
        return n < last.n + last.n / 10 ? nil : n
    }
}

/// All in one job, where each job waits in a queue.
extension CalibrationPlan {
    enum Queued: Hashable {
        case job(CalibrationPlan)
        /// No job that is allowed has room for even the smallest run.
        case tooLong
        /// What is left of the node-hours does not suffice: so many node-seconds would have to be.
        case tooCostly(nodeSeconds: Double)
    }

    /// Runs of this length foretell those of hours: the part that grows with N³ rules by then.
    static let longestAim = 60.0
    private static let queuedRuns = 4
    /// What a run may take beyond its share: hundreds of ranks on many nodes begin slowly.
    private static let startUpSeconds = 20.0
    /// How many times longer than the longest should take any of them may.
    private static let patience = 4.0

    /// Four runs, each with twice the N and so about eight times the time of the one before. The longest takes `seconds`,
    /// a minute at most, if `guess` is right. Where a machine is a hundred times slower, the first two still end within
    /// their limits; where it is ten times faster, the last one is still long enough to go by. Where no job is allowed
    /// that is as long as that takes, they are shorter.
    ///
    /// - Parameters:
    ///   - seconds: how long the runs are that are to be foretold.
    ///   - largestN: what the memory allows.
    ///   - left: node-seconds that the job may cost; `nil` without a limit.
    ///   - rest: how many of them have to be left when it has cost what it should: without a round after it, it is in vain.
    static func queued(
        reaching seconds: Double, upTo largestN: Int, guess: RunTimeModel, within limit: JobLimit,
        left: Double? = nil, leaving rest: Double = 0
    ) -> Queued {
        var limit = limit
        // One job for all, however the rounds' runs are packed.
        limit.isArray = false
        var aim = min(seconds, longestAim)
        while true {
            let sizes = sizes(upTo: max(1, min(guess.n(forSeconds: aim, multipleOf: 8), largestN)))
            let seconds = (aim * patience + startUpSeconds).rounded(.up)
            let runs = sizes.map { JobLimit.Run(predicted: guess.seconds(n: $0), limit: seconds) }
            let expected = runs.reduce(JobCost.handling) { $0 + $1.predicted + JobCost.startUp }
            let needed = expected * Double(limit.nodes) + rest
            let fit = limit.fit(runs, left: left)
            if case .job(let fitting, let terms) = fit, fitting.count == runs.count || aim <= 1 {
                if needed <= left ?? .infinity {
                    return .job(
                        CalibrationPlan(
                            runs: zip(sizes, fitting).map { Run(n: $0, limitSeconds: $1.limit) },
                            terms: terms))
                }
                if aim <= 1 { return .tooCostly(nodeSeconds: needed) }
            } else if aim <= 1 {
                guard case .tooCostly(let nodeSeconds) = fit else { return .tooLong }
                return .tooCostly(nodeSeconds: max(nodeSeconds, needed))
            }
            aim /= 2
        }
    }

    /// Halved from the last one, which is what was meant; none is nothing but start-up.
    private static func sizes(upTo top: Int) -> [Int] {
        (0..<queuedRuns).map { top >> $0 }.filter { $0 >= min(top, 64) }.reversed()
    }
}
