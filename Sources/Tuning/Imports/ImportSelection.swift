import Search

/// Which results are new to a study. The same measurement must not count twice, however often and in whatever form its
/// file is imported; equal results in one file are runs of their own.
public struct ImportSelection: Sendable {
    /// New ones with their replicate numbers, in order.
    public private(set) var taken: [(trial: ImportedTrial, replicate: Int)] = []
    /// Those that the study has already.
    public private(set) var skipped: [ImportedTrial] = []

    private struct Experiment: Hashable {
        let point: PointHash
        let level: FidelityLevel
    }

    private struct Key: Hashable {
        let experiment: Experiment
        let gflops: Double
        let variant: String
    }

    private struct Place: Hashable {
        let file: String
        let line: Int
        let column: Int?
    }

    /// HPL prints hundredths of seconds; a time computed from N and the rate has more digits.
    private static let rounding = 0.011

    /// - Parameter trials: what the study has.
    public init(of imports: [ImportedTrial], after trials: [TrialRecord]) {
        var seconds: [Key: [Double]] = [:]
        var nextReplicate: [Experiment: Int] = [:]
        for trial in trials {
            let candidate = trial.candidate
            let experiment = Experiment(point: candidate.point.hash, level: candidate.level)
            nextReplicate[experiment] = max(nextReplicate[experiment] ?? 0, candidate.replicate + 1)
            guard let known = trial.measurement else { continue }
            let key = Key(experiment: experiment, gflops: known.gflops, variant: known.variant)
            seconds[key, default: []].append(known.seconds)
        }
        var places: Set<Place> = []
        // For each file the known results that have no twin in it yet.
        var free: [String: [Key: [Double]]] = [:]
        for trial in imports {
            let place = Place(file: trial.file, line: trial.line, column: trial.column)
            guard places.insert(place).inserted else { continue }
            let experiment = Experiment(point: trial.point.hash, level: trial.level)
            let own = trial.measurement
            let key = Key(experiment: experiment, gflops: own.gflops, variant: own.variant)
            // What this file adds itself comes later and is no twin of its own rows.
            var twins = free[trial.file]?[key] ?? seconds[key] ?? []
            let twin = twins.firstIndex { abs($0 - own.seconds) <= Self.rounding }
            if let twin { twins.remove(at: twin) }
            free[trial.file, default: [:]][key] = twins
            if twin != nil {
                skipped.append(trial)
                continue
            }
            let replicate = nextReplicate[experiment] ?? 0
            nextReplicate[experiment] = replicate + 1
            taken.append((trial, replicate))
            seconds[key, default: []].append(own.seconds)
        }
    }
}
