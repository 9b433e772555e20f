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

    func points(_ encoding: FeatureEncoding) -> Matrix {
        Matrix(tuples.map(encoding.features(of:)), columns: encoding.count)
    }
}
