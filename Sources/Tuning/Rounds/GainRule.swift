import Search

/// Ends a study when its model has promised too little for two rounds in a row. One round may promise little by chance.
struct GainRule {
    /// A share of the best so far; `nil` never ends anything.
    let limit: Double?

    func decide(_ proposal: Proposal, after trials: [TrialRecord]) -> StudyEnd? {
        guard let limit, let expected = proposal.expectedGain, expected < limit else { return nil }
        let last = trials.map(\.round).max()
        let before = Proposal.candidates(trials.filter { $0.round == last }.map(\.candidate)).expectedGain
        guard let before, before < limit else { return nil }
        return .gainTooSmall(expected: expected, limit: limit)
    }
}
