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
    let limitSeconds: Double?
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
    /// Runs of this length foretell those of hours: the part that grows with N³ rules by then.
    static let longestAim = 60.0
    private static let queuedRuns = 4
    /// What a run may take beyond its share: hundreds of ranks on many nodes begin slowly.
    private static let startUpSeconds = 20.0
    /// How many times longer than the longest should take any of them may.
    private static let patience = 4.0
    /// For the job itself, and the time before the end of a job in which SLURM already ends it.
    private static let jobSeconds = 240.0
    static let shortestJob = 300.0

    /// Four runs, each with twice the N and so about eight times the time of the one before. The longest takes `seconds`,
    /// a minute at most, if `guess` is right; where a machine is a hundred times slower, the first two still end within
    /// their limits, and where it is ten times faster, the last one is still long enough to go by.
    ///
    /// - Parameters:
    ///   - seconds: how long the runs are that are to be foretold.
    ///   - largestN: what the memory allows.
    ///   - most: what the job may ask for, in seconds.
    static func queued(
        reaching seconds: Double, upTo largestN: Int, guess: RunTimeModel, within most: Double = .infinity
    ) -> CalibrationPlan {
        let share = (most - jobSeconds) / (Double(queuedRuns) * patience)
        let aim = min(seconds, longestAim, max(1, share))
        let top = max(1, min(guess.n(forSeconds: aim, multipleOf: 8), largestN))
        let limit = (aim * patience + startUpSeconds).rounded(.up)
        // Halved rather than doubled, so that the last one is what was meant.
        let sizes = (0..<queuedRuns).map { top >> $0 }.reversed()
        let runs = sizes.filter { $0 >= min(top, 64) }.map { Run(n: $0, limitSeconds: limit) }
        let wanted = jobSeconds + limit * Double(runs.count)
        // SLURM counts minutes, and rounds up.
        let minutes = min((wanted / 60).rounded(.up), (most / 60).rounded(.down))
        return CalibrationPlan(runs: runs, limitSeconds: max(shortestJob, minutes * 60))
    }
}
