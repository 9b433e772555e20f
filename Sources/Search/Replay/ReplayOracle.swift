/// Answers as the machine would: one of the table's single runs, drawn by the seed.
///
/// Strategies see a value that is to be made large: the objective itself when it is to be maximized, else 1 ÷ objective
/// (runs per unit of time), whose logarithm is minus that of the objective. All values are above 0.
public struct ReplayOracle: Sendable {
    /// What came of one evaluation.
    public struct Evaluation: Sendable {
        /// The point's place in the table's valid set; `nil` when the table does not have it.
        public let index: Int?
        /// The level that was run: the one nearest to the level asked for, by ratio, that the table has of this point.
        public let level: FidelityLevel
        public let state: Trial.State
        /// Seconds, or 1 when the table has no column of costs.
        public let cost: Double
    }

    private let table: ReplayTable
    private let seed: UInt64

    public init(_ table: ReplayTable, seed: UInt64) {
        self.table = table
        self.seed = seed
    }

    /// The same candidate always gets the same answer, whatever was asked before: strategies that are compared on a seed
    /// meet the same noise. Repetitions go through the point's single runs in an order drawn by the seed, and begin
    /// again when all were used. A point that the table does not have fails, at no cost.
    public func evaluate(_ candidate: Candidate) -> Evaluation {
        let hash = candidate.point.hash
        guard let index = table.valid.index(of: hash),
            let entry = nearest(to: candidate.level, among: table.entries[index])
        else {
            return Evaluation(
                index: nil, level: candidate.level, state: .failed(.configuration), cost: 0)
        }
        let state: Trial.State =
            switch entry.measurement {
            case .failed: .failed(.configuration)
            case .measured(_, let replicates):
                .measured(
                    value: value(draw(replicates, hash, entry.level, candidate.replicate)),
                    seconds: entry.cost)
            }
        return Evaluation(index: index, level: entry.level, state: state, cost: entry.cost)
    }

    private func value(_ observed: Double) -> Double {
        table.columns.direction == .minimize ? 1 / observed : observed
    }

    private func nearest(to level: FidelityLevel, among entries: [ReplayEntry]) -> ReplayEntry? {
        func distance(_ entry: ReplayEntry) -> Double {
            let ratio = entry.level.fraction / level.fraction
            return max(ratio, 1 / ratio)
        }
        // Of two equally near ones the larger tells more about the full level.
        return entries.reversed().min { distance($0) < distance($1) }
    }

    private func draw(
        _ replicates: [Double], _ hash: PointHash, _ level: FidelityLevel, _ number: Int
    ) -> Double {
        var mixer = FNV1a()
        mixer.mix("\(seed) \(hash) \(level.fraction)".utf8)
        var generator = SeededGenerator(seed: mixer.bits)
        var left = replicates
        for _ in 0..<(max(number, 0) % replicates.count) {
            left.swapAt(generator.next(below: left.count), left.count - 1)
            left.removeLast()
        }
        return left[generator.next(below: left.count)]
    }
}
