extension TrialRecord {
    /// `pending`, `measured` or `failed`.
    public var stateName: String {
        switch state {
        case .pending: "pending"
        case .measured: "measured"
        case .failed: "failed"
        }
    }

    /// The same point at the same level; one may be a replicate of the other.
    public func isSameExperiment(as other: TrialRecord) -> Bool {
        candidate.level == other.candidate.level && candidate.point.hash == other.candidate.point.hash
    }
}
