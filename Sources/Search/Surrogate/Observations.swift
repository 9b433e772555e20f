/// What a history says about the points of a space at one fidelity level, point by point in the order of their first
/// trials. Points of other spaces and runs that the machine lost are left out.
struct Observations: Sendable {
    struct Run: Sendable {
        /// The place of the trial in the history, counted from 1.
        let number: Int
        let value: Double
    }

    struct Place: Sendable {
        let point: Point
        let hash: PointHash
        let tuple: [UInt32]
        /// The place in the history, counted from 1, of the first trial.
        let number: Int
        var runs: [Run] = []
        /// Runs that failed through the point.
        var failures = 0
        /// Runs that have not ended.
        var pending = 0
        /// The next replicate's number.
        var replicate = 0

        var isMeasured: Bool { !runs.isEmpty }
        /// Failures count only where nothing has succeeded.
        var hasFailed: Bool { runs.isEmpty && failures > 0 }
    }

    let places: [Place]
    let scale: ObjectiveScale

    init(_ history: History, at level: FidelityLevel = .full, in indexing: SpaceIndexing) {
        var places: [Place] = []
        var placeOfHash: [PointHash: Int] = [:]
        for (index, trial) in history.trials.enumerated() where trial.candidate.level == level {
            let point = trial.candidate.point
            let hash = point.hash
            if placeOfHash[hash] == nil, let tuple = indexing.knownTuple(of: point) {
                placeOfHash[hash] = places.count
                places.append(Place(point: point, hash: hash, tuple: tuple, number: index + 1))
            }
            guard let place = placeOfHash[hash] else { continue }
            places[place].replicate = max(places[place].replicate, trial.candidate.replicate + 1)
            switch trial.state {
            case .measured(let value, _) where value.isFinite:
                places[place].runs.append(Run(number: index + 1, value: value))
            case .measured, .failed(.configuration), .failed(.timeout): places[place].failures += 1
            case .failed(.infrastructure): break
            case .pending: places[place].pending += 1
            }
        }
        self.places = places
        scale = ObjectiveScale(of: places.lazy.flatMap(\.runs).map(\.value))
    }

    private init(places: [Place], scale: ObjectiveScale) {
        self.places = places
        self.scale = scale
    }

    /// About so many runs at most, for a model whose work grows with the cube of their number.
    ///
    /// Three quarters of the points are the best measured ones, where the model has to tell small differences; the others
    /// are taken evenly from all the rest, by rank, so that it still knows where it is bad. Points that are running are
    /// always in it. Of a point that was run very often an even selection of its runs counts.
    func thinned(to limit: Int) -> Observations {
        guard places.reduce(0, { $0 + max(1, $1.runs.count) }) > limit else { return self }
        let kept = places.count > limit ? chosen(limit) : Array(places.indices)
        let most = max(2, limit / kept.count)
        let thinned = kept.map { index in
            var place = places[index]
            let runs = place.runs
            if runs.count > most { place.runs = (0..<most).map { runs[$0 * runs.count / most] } }
            return place
        }
        return Observations(places: thinned, scale: scale)
    }

    private func chosen(_ limit: Int) -> [Int] {
        func value(_ place: Int) -> Double { places[place].runs.map(\.value).max() ?? -.infinity }
        let values = places.indices.map(value)
        let ranking = places.indices.sorted { (values[$0], $1) > (values[$1], $0) }
        var kept = Set(ranking.prefix(limit * 3 / 4))
        let rest = ranking.dropFirst(kept.count)
        let stride = max(1, rest.count / max(1, limit - kept.count))
        for (rank, place) in rest.enumerated() where rank % stride == 0 && kept.count < limit {
            kept.insert(place)
        }
        return (kept.union(places.indices.filter { places[$0].pending > 0 })).sorted()
    }

    /// Places in `places` of the points with a value.
    var measured: [Int] { places.indices.filter { places[$0].isMeasured } }
}

extension SpaceIndexing {
    /// `nil` for a point of another space.
    func knownTuple(of point: Point) -> [UInt32]? {
        do throws(SpaceError) { return try tuple(of: point) } catch { return nil }
    }
}
