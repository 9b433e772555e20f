/// Decides what to run next. Pure: the same history and the same generator give the same proposal.
/// No clock, no storage, no logger.
public protocol Strategy: Sendable {
    /// - Parameter count: how many candidates are wanted; fewer may come.
    func propose(_ count: Int, after history: History, using generator: inout SeededGenerator) throws
        -> Proposal
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
