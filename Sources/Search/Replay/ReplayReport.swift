/// Several searches of one strategy on one table, and what they come to.
public struct ReplayReport: Sendable, Hashable {
    /// Mean and least of a score over the seeds.
    public struct Summary: Sendable, Hashable {
        public let mean: Double
        public let min: Double
    }

    public let table: String
    public let strategy: String
    public let batch: Int
    public let budget: Int
    /// One for each seed, `budget` values in each of their curves; at least one.
    public let runs: [ReplayRun]

    public init(table: String, strategy: String, batch: Int, budget: Int, runs: [ReplayRun]) {
        precondition(!runs.isEmpty, "a report is about at least one run")
        self.table = table
        self.strategy = strategy
        self.batch = batch
        self.budget = budget
        self.runs = runs
    }

    /// The numbers of evaluations that are reported: 25, 50 and 100 as far as the budget goes, and the budget.
    public var marks: [Int] { [25, 50, 100].filter { $0 < budget } + [budget] }

    /// - Parameters:
    ///   - scores: `\.recommended` or `\.curve`.
    ///   - count: after how many evaluations, from 1 to the budget.
    public func summary(of scores: KeyPath<ReplayRun, [Double]>, after count: Int) -> Summary {
        let values = runs.map { $0[keyPath: scores][count - 1] }
        let least = values.min() ?? 0
        // Rounding must not put the mean of equal values below them.
        return Summary(mean: max(least, values.reduce(0, +) / Double(values.count)), min: least)
    }

    /// The mean over the seeds after 1, 2, … evaluations.
    public func meanCurve(of scores: KeyPath<ReplayRun, [Double]>) -> [Double] {
        (1...budget).map { summary(of: scores, after: $0).mean }
    }

    /// After how many evaluations the recommended point is at most `share` worse than the best of the table for the first
    /// time: the median over the seeds, `nil` when too few of them get there for a median.
    public func evaluations(within share: Double) -> Double? {
        let median = runs.map { $0.evaluations(within: share).map(Double.init) ?? .infinity }.median
        return median.isFinite ? median : nil
    }

    /// The most that a seed used of the budget.
    public var evaluations: Int { runs.map(\.evaluations).max() ?? 0 }
    public var duplicates: Int { runs.reduce(0) { $0 + $1.duplicates } }
    public var invalid: Int { runs.reduce(0) { $0 + $1.invalid } }
    public var failures: Int { runs.reduce(0) { $0 + $1.failures } }

    /// Over all proposals of all seeds.
    public var millisecondsPerProposal: (median: Double, max: Double) {
        let milliseconds = runs.flatMap(\.secondsPerProposal).map { $0 * 1_000 }
        return (milliseconds.median, milliseconds.max() ?? 0)
    }

    /// The mean over the seeds of what the whole budget cost.
    public var meanCost: Double {
        runs.reduce(0) { $0 + ($1.cost.last ?? 0) } / Double(runs.count)
    }
}

extension [Double] {
    /// 0 when there is none.
    fileprivate var median: Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
