/// Decides what to run next. Pure: the same history and the same generator give the same proposal.
/// No clock, no storage, no logger.
public protocol Strategy: Sendable {
    /// - Parameter count: how many candidates are wanted; fewer may come.
    func propose(_ count: Int, after history: History, using generator: inout SeededGenerator) throws
        -> Proposal

    /// What this strategy would run from now on, were the search to end here; `nil` when it cannot say. Pure as well.
    /// It need not be the point with the best single value: that one was probably lucky.
    func recommend(after history: History) -> Point?
}

public enum Proposal: Sendable, Hashable {
    case candidates([Candidate])
    /// Nothing sensible to add until a pending trial has ended.
    case waitForResults
    case finished(StopReason)
}

/// Why a search ended by itself.
public enum StopReason: Sendable, Hashable {
    /// Every valid point has been tried.
    case spaceExhausted
}
