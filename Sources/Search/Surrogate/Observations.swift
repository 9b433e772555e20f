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

    /// Places in `places` of the points with a value.
    var measured: [Int] { places.indices.filter { places[$0].isMeasured } }
}

extension SpaceIndexing {
    /// `nil` for a point of another space.
    func knownTuple(of point: Point) -> [UInt32]? {
        do throws(SpaceError) { return try tuple(of: point) } catch { return nil }
    }
}
