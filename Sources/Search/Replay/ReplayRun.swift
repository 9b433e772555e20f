/// One search on a table, from one seed.
public struct ReplayRun: Sendable, Hashable {
    public let seed: UInt64
    /// For k = 1 to the budget: the score of the point whose observed value at the full level was the best so far; 0 while
    /// nothing has succeeded. A search that ended early carries its last value on.
    public var curve: [Double] = []
    /// The same for the point that the strategy recommends after k evaluations.
    public var recommended: [Double] = []
    /// What had been spent after k evaluations: seconds, or runs when the table has no column of costs.
    public var cost: [Double] = []
    /// How many evaluations the strategy wanted: less than the budget when it had nothing left to try.
    public var evaluations = 0
    /// Evaluations of what had been evaluated before: the same point, level and replicate. None is right.
    public var duplicates = 0
    /// Evaluations of points that the table does not have. None is right.
    public var invalid = 0
    /// Evaluations of points that the table knows to fail.
    public var failures = 0
    /// How long each call of the strategy took.
    public var secondsPerProposal: [Double] = []

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The first k after which the recommended point is at most `share` worse than the best of the table, `nil` when it
    /// never is.
    public func evaluations(within share: Double) -> Int? {
        recommended.firstIndex { $0 >= 1 - share }.map { $0 + 1 }
    }
}
