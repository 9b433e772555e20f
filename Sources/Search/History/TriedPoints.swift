/// What strategies without a model know of the past: the points they must not propose again.
struct TriedPoints: Sendable {
    /// A point whose run was lost to the machine this often is left alone, or a broken point would be tried for ever.
    static let infrastructureFailuresAllowed = 3

    /// Hashes of the points at full fidelity that are pending, measured, failed, or lost too often.
    let hashes: Set<PointHash>
    /// Whether a trial at full fidelity is still pending.
    let hasPending: Bool

    init(_ history: History) {
        var hashes: Set<PointHash> = []
        var losses: [PointHash: Int] = [:]
        var hasPending = false
        for trial in history.trials where trial.candidate.level == .full {
            let hash = trial.candidate.point.hash
            switch trial.state {
            case .failed(.infrastructure):
                losses[hash, default: 0] += 1
                if losses[hash] == Self.infrastructureFailuresAllowed { hashes.insert(hash) }
            case .pending:
                hasPending = true
                hashes.insert(hash)
            case .measured, .failed(.configuration), .failed(.timeout): hashes.insert(hash)
            }
        }
        self.hashes = hashes
        self.hasPending = hasPending
    }
}
