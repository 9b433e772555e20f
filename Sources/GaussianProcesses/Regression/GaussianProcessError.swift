/// Why observations make no model.
public enum GaussianProcessError: Error, Hashable, CustomStringConvertible {
    /// There is nothing to learn from.
    case noObservations
    /// The numbers of points, observations or noise scales differ.
    case countMismatch(points: Int, values: Int)
    /// A point has another number of features than the model.
    case featureMismatch(expected: Int, found: Int)
    /// A feature, an observation or a noise scale is infinite or not a number, or a noise scale is not positive.
    case badValue(row: Int)
    /// The hyper-parameters do not fit the points or are not positive.
    case badHyperparameters

    public var description: String {
        switch self {
        case .noObservations: "a model needs an observation; measure a point first"
        case .countMismatch(let points, let values):
            "\(points) points, but \(values) values; give one for each"
        case .featureMismatch(let expected, let found):
            "a point of \(found) features for a model of \(expected); encode both alike"
        case .badValue(let row):
            "observation \(row) is infinite or not a number, or its noise scale not positive; leave it out"
        case .badHyperparameters:
            "hyper-parameters must be positive, one length scale for each feature; fit them anew"
        }
    }
}
