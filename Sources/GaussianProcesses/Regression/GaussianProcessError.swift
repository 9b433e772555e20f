/// Why observations make no model.
public enum GaussianProcessError: Error, Hashable, CustomStringConvertible {
    /// There is nothing to learn from.
    case noObservations
    /// The numbers of points, observations or noise scales differ.
    case countMismatch(points: Int, values: Int)
    /// A point has another number of dimensions than the model.
    case dimensionMismatch(expected: Int, found: Int)
    /// An observation or a noise scale is infinite or not a number, a noise scale is not positive, or a level is none of its
    /// dimension.
    case badValue(row: Int)
    /// The hyper-parameters are not those of the dimensions, or out of their ranges.
    case badHyperparameters

    public var description: String {
        switch self {
        case .noObservations: "a model needs an observation; measure a point first"
        case .countMismatch(let points, let values):
            "\(points) points, but \(values) values; give one for each"
        case .dimensionMismatch(let expected, let found):
            "a point of \(found) dimensions for a model of \(expected); encode both alike"
        case .badValue(let row):
            "observation \(row) is infinite or not a number, its noise scale not positive, or a level unknown; leave it out"
        case .badHyperparameters:
            "hyper-parameters must be in their ranges, for as many dimensions as the points have; fit them anew"
        }
    }
}
