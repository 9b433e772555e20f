/// Everything a strategy may know: completed, failed and pending trials in the order they were planned.
public struct History: Sendable {
    public let trials: [Trial]
    /// How many runs the budget still allows, those that are asked for now included; `nil` when nobody knows. Strategies
    /// that keep their last runs for a purpose go by it.
    public let remaining: Int?

    public init(_ trials: [Trial] = [], remaining: Int? = nil) {
        self.trials = trials
        self.remaining = remaining
    }
}

/// A planned candidate with what came of it.
public struct Trial: Sendable {
    public enum State: Sendable, Hashable {
        case pending
        /// `value` is to be made large (Gflops); `seconds` is what the run took.
        case measured(value: Double, seconds: Double)
        case failed(FailureClass)
    }

    public let candidate: Candidate
    public let state: State

    public init(_ candidate: Candidate, _ state: State) {
        self.candidate = candidate
        self.state = state
    }
}

/// What a failure teaches the search.
public enum FailureClass: String, Sendable, Hashable, Codable {
    /// The point itself is bad: never run it again, and keep away from its like.
    case configuration
    /// The run took longer than its limit: the point is slow, by at least that much.
    case timeout
    /// Nothing to do with the point (node failure, cancelled): it may be run again.
    case infrastructure
}
