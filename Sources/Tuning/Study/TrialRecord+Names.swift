extension TrialRecord {
    /// Its study was cancelled before it had run.
    public var isCancelled: Bool { failure?.kind == TrialFailure.cancelledKind }

    /// As `stateName`, with `cancelled` for people; files and JSON have that as the failure.
    public var stateWord: String { isCancelled ? TrialFailure.cancelledKind : stateName }

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
