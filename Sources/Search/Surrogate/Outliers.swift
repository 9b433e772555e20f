import GaussianProcesses

/// Runs that are far from what all other runs say of them.
///
/// A run that is too slow was probably disturbed (another load on the node), and counts little until a second run agrees
/// with it: two runs of a point vouch for each other. A run that is too fast may be the discovery, and keeps its weight.
/// Both are suspects while their point has no second run.
///
/// An outlier hides itself by making the model expect noise. So the run that leaving one out finds farthest off is taken
/// out of the fit, and judged by the model of the others; when it is found guilty, the next one is.
struct Outliers {
    /// The factor on the noise variance of a slow outlier: a tenth of the weight in standard deviations.
    private static let noiseScale = 100.0
    /// As good as left out.
    private static let absence = 1e6
    /// From how many deviations, hidden by itself, a run is looked at more closely.
    private static let conspicuous = 3.0
    /// Fewer runs cannot tell which of them is off.
    private static let fewestRows = 8
    /// At most so many at a time: where more are far off, it is the model that is wrong.
    private static let most = 3

    /// The farthest off first.
    private(set) var suspects: [Surrogate.Suspect] = []
    /// The model with what slow outliers count.
    private(set) var model: GaussianProcess

    /// - Parameter limit: how many standard deviations are too far; 0 finds nothing.
    init(
        in rows: TrainingRows, of observations: Observations, _ fit: SurrogateFit, beyond limit: Double
    ) throws {
        model = fit.model
        guard limit > 0, rows.values.count >= Self.fewestRows else { return }
        var rows = rows
        var judged: Set<Int> = []
        while judged.count < Self.most {
            let predicted = try model.leaveOneOut()
            let deviations = rows.values.indices.map { row in
                observations.places[rows.places[row]].isMeasured && !judged.contains(row)
                    ? abs(rows.values[row] - predicted.means[row]) / predicted.variances[row].squareRoot() : 0
            }
            guard let row = deviations.indices.max(by: { (deviations[$0], $1) < (deviations[$1], $0) }),
                deviations[row] > min(limit, Self.conspicuous)
            else { return }
            judged.insert(row)
            var without = rows
            without.noiseScales[row] = Self.absence
            let others = try fit.refitted(to: without)
            let (mean, variance) = others.predict(others.points.row(row))
            let distance = (rows.values[row] - mean) / (variance + others.noiseVariance).squareRoot()
            guard abs(distance) > limit else { return }
            let place = rows.places[row]
            if observations.places[place].runs.count == 1 {
                suspects.append(Surrogate.Suspect(place: place, deviations: distance, mean: mean))
            }
            if distance < 0 {
                rows.noiseScales[row] = Self.noiseScale
                model = try fit.refitted(to: rows)
            }
        }
    }
}
