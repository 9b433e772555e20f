import HPL
import Search

/// A stored study with everything that follows from what is stored: the space, its valid points, the strategy.
public struct LoadedStudy: Sendable {
    public let record: StudyRecord
    public let space: HPLSpace
    public let valid: ValidSet
    public let strategy: any Strategy

    public init(_ record: StudyRecord) throws {
        let setUp = record.setUp
        space = try record.space()
        valid = try ValidSet(enumerating: space.searchSpace)
        strategy = try StrategyFile(text: record.strategy, file: "the strategy of study `\(record.name)`")
            .strategy(
                for: space.searchSpace, valid: valid, seed: setUp.seed,
                levels: setUp.problemSize?.levels ?? [])
        self.record = record
    }

    private init(_ study: LoadedStudy, record: StudyRecord) {
        self.record = record
        space = study.space
        valid = study.valid
        strategy = study.strategy
    }

    /// The same study as it is stored by now; what its space follows from has not changed.
    func with(_ stored: StudyRecord) -> LoadedStudy {
        LoadedStudy(self, record: record.setUp.problemSize.map { stored.sized($0) } ?? stored)
    }

    /// The point that gains are measured against.
    public var expertDefault: PointHash? { space.searchSpace.firstPoints.first?.hash }

    /// Whether a result is known, or a failure that counts, of every point of the space at full level.
    public func isExhausted(by trials: [TrialRecord]) -> Bool {
        let run = trials.filter { $0.candidate.level == .full && ($0.teaches || $0.isImported) }
            .map(\.candidate.point.hash)
        return valid.isExhaustive && Set(run).count >= valid.count
    }

    /// The answer so far; `nil` when nothing was measured yet.
    public func best(of trials: [TrialRecord]) -> BestConfiguration? {
        BestConfiguration(
            of: trials, progress: progress(trials),
            recommended: strategy.recommend(after: trials.history(remaining: nil))?.hash)
    }

    public func progress(_ trials: [TrialRecord], _ calibrations: [Calibration] = []) -> StudyProgress {
        StudyProgress(
            trials: trials, calibrations: calibrations, nodes: record.setUp.resources.nodes,
            expertDefault: expertDefault)
    }
}
