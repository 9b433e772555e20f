/// What a history says about the points at one fidelity level.
struct Rung: Sendable {
    struct Entry: Sendable {
        let point: Point
        let hash: PointHash
        /// The next replicate's number.
        var replicate = 0
        var values: [Double] = []
        var hasFailed = false
        var pending = 0
        var losses = 0

        var mean: Double { values.reduce(0, +) / Double(values.count) }
        /// Nothing more is to be run here: measured, failed, still running, or lost too often.
        var isTaken: Bool {
            !values.isEmpty || hasFailed || pending > 0
                || losses >= TriedPoints.infrastructureFailuresAllowed
        }
    }

    let level: FidelityLevel
    /// In the order of their first trials.
    private(set) var entries: [Entry] = []
    private var place: [PointHash: Int] = [:]
    /// Measured points, best mean first; of equals the one run first.
    let ranked: [(point: Point, hash: PointHash, mean: Double)]

    init(at level: FidelityLevel, of history: History) {
        self.level = level
        var entries: [Entry] = []
        var place: [PointHash: Int] = [:]
        for trial in history.trials where trial.candidate.level == level {
            let point = trial.candidate.point
            let hash = point.hash
            let index = place[hash] ?? entries.count
            if index == entries.count {
                entries.append(Entry(point: point, hash: hash))
                place[hash] = index
            }
            entries[index].replicate = max(entries[index].replicate, trial.candidate.replicate + 1)
            switch trial.state {
            case .measured(let value, _) where value.isFinite: entries[index].values.append(value)
            case .measured, .failed(.configuration), .failed(.timeout): entries[index].hasFailed = true
            case .failed(.infrastructure): entries[index].losses += 1
            case .pending: entries[index].pending += 1
            }
        }
        self.entries = entries
        self.place = place
        ranked = entries.enumerated().filter { !$0.element.values.isEmpty }
            .sorted { ($0.element.mean, $1.offset) > ($1.element.mean, $0.offset) }
            .map { ($0.element.point, $0.element.hash, $0.element.mean) }
    }

    /// How many points are done here. One that failed is done: it ranks behind all others.
    var finished: Int { entries.count { !$0.values.isEmpty || $0.hasFailed } }

    func mean(of hash: PointHash) -> Double? {
        place[hash].flatMap { entries[$0].values.isEmpty ? nil : entries[$0].mean }
    }

    func isTaken(_ hash: PointHash) -> Bool { place[hash].map { entries[$0].isTaken } ?? false }

    func nextReplicate(of hash: PointHash) -> Int { place[hash].map { entries[$0].replicate } ?? 0 }
}
