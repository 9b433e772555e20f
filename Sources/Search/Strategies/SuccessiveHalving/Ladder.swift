/// The rungs of a successive halving as a history has left them, and what to run next, one run after the other.
struct Ladder {
    private typealias Promotion = (point: Point, hash: PointHash, rung: Int, why: String)

    private let strategy: SuccessiveHalvingStrategy
    /// Lowest first.
    let rungs: [Rung]
    /// Nothing begins below this rung.
    let floor: Int
    /// Points that have a trial on some rung or were chosen here.
    private var started: Set<PointHash>
    /// For each rung what was chosen here.
    private var chosen: [Set<PointHash>]
    private var remaining: Int?

    init(_ strategy: SuccessiveHalvingStrategy, _ history: History) {
        self.strategy = strategy
        let rungs = strategy.levels.map { Rung(at: $0, of: history) }
        self.rungs = rungs
        var floor = 0
        while floor + 1 < rungs.count {
            let agreement = RankAgreement(rungs[floor], rungs[floor + 1])
            guard agreement.points >= strategy.minimumPoints, agreement.tau ?? 1 < strategy.minimumTau else {
                break
            }
            floor += 1
        }
        self.floor = floor
        started = Set(rungs.flatMap { rung in rung.entries.filter(\.isTaken).map(\.hash) })
        chosen = Array(repeating: [], count: rungs.count)
        remaining = history.remaining
    }

    /// `nil` when there is nothing to run before results come, or at all.
    mutating func next(using generator: inout SeededGenerator) -> Candidate? {
        defer { remaining = remaining.map { $0 - 1 } }
        let early = lastChance() ?? promotion(quota: { Int(Double($0.finished) / strategy.eta) }, from: floor)
        if let early { return run(early) }
        if let start = begin(using: &generator) { return start }
        // Every point has begun: what budget is left goes to the best that are not at full size yet.
        return promotion(quota: { $0.ranked.count }, from: 0).map { run($0) }
    }

    /// The best-ranked point, of the highest rung that has one, which may go up and has not.
    private func promotion(quota: (Rung) -> Int, from floor: Int) -> Promotion? {
        for rung in (floor..<max(floor, rungs.count - 1)).reversed() {
            let entries = rungs[rung].ranked
            for (rank, entry) in entries.prefix(quota(rungs[rung])).enumerated()
            where !isTaken(entry.hash, above: rung) {
                return (
                    entry.point, entry.hash, rung + 1,
                    "promoted: rank \(rank + 1) of \(rungs[rung].finished) at level "
                        + Self.text(strategy.levels[rung])
                )
            }
        }
        return nil
    }

    /// Once the budget has just the runs left that bring a point to full size, the best one goes up, whatever its rung's
    /// quota: a search without a run at full size has no answer.
    private func lastChance() -> Promotion? {
        let top = rungs.count - 1
        guard let remaining, !rungs[top].entries.contains(where: \.isTaken), chosen[top].isEmpty,
            let rung = (0..<top).last(where: { !rungs[$0].ranked.isEmpty }), remaining <= top - rung
        else { return nil }
        return promotion(quota: { $0.ranked.count }, from: rung)
    }

    private mutating func begin(using generator: inout SeededGenerator) -> Candidate? {
        let planned = strategy.plan.first { !started.contains($0.hash) }?.candidate
        let start =
            planned ?? strategy.valid.draw(1, excluding: started, using: &generator).first
        guard let start else { return nil }
        let suffix = rungs.count > 1 ? "; begins at level \(Self.text(strategy.levels[floor]))" : ""
        return run((start.point, start.point.hash, floor, start.why + suffix))
    }

    private mutating func run(_ promotion: Promotion) -> Candidate {
        started.insert(promotion.hash)
        chosen[promotion.rung].insert(promotion.hash)
        return Candidate(
            point: promotion.point, level: strategy.levels[promotion.rung],
            replicate: rungs[promotion.rung].nextReplicate(of: promotion.hash), why: promotion.why)
    }

    private func isTaken(_ hash: PointHash, above rung: Int) -> Bool {
        (rung + 1..<rungs.count).contains { rungs[$0].isTaken(hash) || chosen[$0].contains(hash) }
    }

    private static func text(_ level: FidelityLevel) -> String {
        "\((level.fraction * 1_000).rounded() / 1_000)"
    }
}
