/// A search on a table while it goes on: the trials so far, and the book that is kept of them.
struct ReplayCourse {
    /// What must not be evaluated twice.
    private struct Experiment: Hashable {
        let index: Int
        let level: FidelityLevel
        let replicate: Int
    }

    private(set) var trials: [Trial] = []
    private let table: ReplayTable
    private var result: ReplayRun
    private var seen: Set<Experiment> = []
    private var bestObserved: (value: Double, score: Double)?

    init(of table: ReplayTable, seed: UInt64) {
        self.table = table
        result = ReplayRun(seed: seed)
    }

    mutating func note(secondsForProposal seconds: Double) {
        result.secondsPerProposal.append(seconds)
    }

    mutating func observe(_ candidate: Candidate, _ evaluation: ReplayOracle.Evaluation) {
        trials.append(Trial(candidate, evaluation.state))
        if let index = evaluation.index {
            let experiment = Experiment(
                index: index, level: evaluation.level, replicate: candidate.replicate)
            if !seen.insert(experiment).inserted { result.duplicates += 1 }
            switch evaluation.state {
            case .measured(let value, _):
                if evaluation.level == .full, value > bestObserved?.value ?? 0 {
                    bestObserved = (value, table.score(at: index))
                }
            case .failed: result.failures += 1
            case .pending: break
            }
        } else {
            result.invalid += 1
        }
        result.curve.append(bestObserved?.score ?? 0)
        result.cost.append((result.cost.last ?? 0) + evaluation.cost)
    }

    /// - Parameter point: what the strategy recommends now.
    mutating func score(_ point: Point?) {
        result.recommended.append(point.map(table.score(of:)) ?? 0)
    }

    /// The search as it stands; its last values stand for the evaluations up to `budget` that it did not need.
    func run(carriedOnTo budget: Int) -> ReplayRun {
        var run = result
        run.evaluations = result.curve.count
        func carryOn(_ values: inout [Double]) {
            values += Array(repeating: values.last ?? 0, count: budget - values.count)
        }
        carryOn(&run.curve)
        carryOn(&run.recommended)
        carryOn(&run.cost)
        return run
    }
}
