/// The covariance of two points, σ² times the product of a correlation in every dimension (see `DimensionKernel`).
///
/// Levels are finitely many, so each correlation is a table, and a covariance is a product of looked-up numbers.
public struct ProductKernel: Sendable {
    /// d dimensions.
    public let dimensions: [Dimension]
    /// θ, with as many dimensions.
    public let hyperparameters: Hyperparameters

    /// Of as many dimensions as the hyper-parameters have.
    public init(_ dimensions: [Dimension], _ hyperparameters: Hyperparameters) {
        precondition(
            dimensions.count == hyperparameters.dimensions.count, "each dimension has its hyper-parameters")
        self.dimensions = dimensions
        self.hyperparameters = hyperparameters
    }

    func dimension(_ index: Int) -> DimensionKernel {
        DimensionKernel(dimension: dimensions[index], theta: hyperparameters.dimensions[index])
    }

    /// k(x, x') for two points, each with a level in every dimension.
    public func covariance(_ x: [UInt16], _ other: [UInt16]) -> Double {
        dimensions.indices.reduce(hyperparameters.signalVariance) {
            $0 * dimension($1).correlation(Int(x[$1]), Int(other[$1]))
        }
    }

    /// The covariances (n×n, full) among the rows of `points` (n×d).
    public func covariance(of points: LevelMatrix) -> Matrix {
        let pairs = LevelPairs(of: points, dimensions)
        var values = [Double](repeating: hyperparameters.signalVariance, count: pairs.count)
        for index in dimensions.indices {
            pairs.multiply(&values, in: index, by: pairs.table(in: index, dimension(index).correlation))
        }
        return pairs.matrix(values) { _ in hyperparameters.signalVariance }
    }
}
