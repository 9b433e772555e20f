import GaussianProcesses

/// What a model of the objective is fitted to: a row for every run, and one for every point that failed.
///
/// A failed point is taken to be as bad as the worst that was measured: bad enough to keep away from its like, and not so
/// bad that the model has to bend for it.
struct TrainingRows: Sendable {
    private(set) var tuples: [[UInt32]] = []
    /// On the observations' scale.
    private(set) var values: [Double] = []
    /// Factors on the noise variance.
    var noiseScales: [Double] = []
    /// For each row its place in the observations.
    private(set) var places: [Int] = []

    init(of observations: Observations) {
        for (index, place) in observations.places.enumerated() {
            for run in place.runs { add(place.tuple, observations.scale.modelled(run.value), at: index) }
        }
        guard let worst = values.min() else { return }
        for (index, place) in observations.places.enumerated() where place.hasFailed {
            add(place.tuple, worst, at: index)
        }
    }

    private mutating func add(_ tuple: [UInt32], _ value: Double, at place: Int) {
        tuples.append(tuple)
        values.append(value)
        noiseScales.append(1)
        places.append(place)
    }

    /// The same rows, those weighing less that are slower than the fastest run of their point: what disturbs a run makes it
    /// slower, hardly ever faster, so a mean that takes all runs alike punishes a point for having been repeated. The noise
    /// of a run z standard deviations behind is (1 + z²)/2 times as large (from z = 1 on): the weights of Cauchy's
    /// distribution (Holland and Welsch 1977).
    /// - Parameter noise: the variance of a run.
    func doubtingSlowRepeats(noise: Double) -> TrainingRows {
        var rows = self
        var fastest: [Int: Double] = [:]
        for (row, place) in places.enumerated() {
            fastest[place] = max(fastest[place] ?? -.infinity, values[row])
        }
        for (row, place) in places.enumerated() {
            let behind = (fastest[place] ?? values[row]) - values[row]
            rows.noiseScales[row] = max(1, (1 + behind * behind / noise) / 2)
        }
        return rows
    }

    func points(_ encoding: LevelEncoding) -> LevelMatrix {
        LevelMatrix(tuples.map(encoding.levels(of:)), columns: encoding.dimensions.count)
    }
}
