/// What a table has about one point at one fidelity level.
struct ReplayEntry: Sendable {
    let level: FidelityLevel
    let measurement: ReplayRow.Measurement
    /// What a run costs: seconds, or 1 when the table has no column for it; 0 where a failed run left it empty.
    let cost: Double

    /// `nil` for a point that fails.
    var mean: Double? {
        if case .measured(let mean, _) = measurement { mean } else { nil }
    }

    /// - Parameters:
    ///   - rows: of one point, complete.
    ///   - top: the size that is fidelity level 1.
    /// - Returns: one for each level, levels rising.
    static func entries(of rows: [ReplayRow], top: Double) -> [ReplayEntry] {
        Dictionary(grouping: rows) { $0.size ?? top }.sorted { $0.key < $1.key }.map { size, rows in
            ReplayEntry(level: FidelityLevel(size / top), rows: rows)
        }
    }

    private init(level: FidelityLevel, rows: [ReplayRow]) {
        self.level = level
        var means: [Double] = []
        var replicates: [Double] = []
        for case .measured(let mean, let singles) in rows.map(\.measurement) {
            means.append(mean)
            replicates += singles
        }
        measurement =
            means.isEmpty
            ? .failed
            : .measured(mean: means.reduce(0, +) / Double(means.count), replicates: replicates)
        let costs = rows.compactMap(\.cost)
        cost = costs.isEmpty ? 0 : costs.reduce(0, +) / Double(costs.count)
    }
}
