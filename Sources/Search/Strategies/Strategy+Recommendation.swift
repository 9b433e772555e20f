extension Strategy {
    /// The point with the best mean of its measured values, at the largest level that anything was measured at; of
    /// equals the one measured first. `nil` when nothing was measured.
    public func recommend(after history: History) -> Point? { recommendByMeans(after: history) }

    func recommendByMeans(after history: History) -> Point? {
        var measured: [(point: Point, hash: PointHash, level: FidelityLevel, value: Double)] = []
        for trial in history.trials {
            if case .measured(let value, _) = trial.state {
                let point = trial.candidate.point
                measured.append((point, point.hash, trial.candidate.level, value))
            }
        }
        guard let top = measured.map(\.level).max() else { return nil }
        var points: [Point] = []
        var values: [[Double]] = []
        var places: [PointHash: Int] = [:]
        for (point, hash, level, value) in measured where level == top {
            if let place = places[hash] {
                values[place].append(value)
            } else {
                places[hash] = points.count
                points.append(point)
                values.append([value])
            }
        }
        var best: (point: Point, mean: Double)?
        for (point, values) in zip(points, values) {
            let mean = values.reduce(0, +) / Double(values.count)
            if mean > best?.mean ?? -.infinity { best = (point, mean) }
        }
        return best?.point
    }
}
