import CLAPACKE

/// For every pair of n points and every length scale the squared differences of the features that share it, summed: they
/// stay the same while hyper-parameters are fitted, so a scaled distance is a product of a matrix with the precisions, and
/// so is the gradient.
///
/// Pairs are the lower triangle without the diagonal, column after column. Memory: 4·n²·groups bytes.
struct SquaredDifferences: Sendable {
    /// n.
    let points: Int
    /// How many length scales there are.
    let groups: Int
    /// n(n−1)/2.
    let pairs: Int
    /// pairs × groups.
    private let elements: Matrix

    /// - Parameter sharing: for each feature of the points (n×d) the number of its length scale.
    init(of points: Matrix, sharing: [Int]) {
        let count = points.rows
        let pairs = count * max(0, count - 1) / 2
        let groups = (sharing.max() ?? -1) + 1
        self.points = count
        self.groups = groups
        self.pairs = pairs
        elements = Matrix(rows: pairs, columns: groups) { buffer in
            buffer.initialize(repeating: 0)
            for (feature, group) in sharing.enumerated() {
                var index = group * pairs
                for column in 0..<count {
                    let value = points.elements[column + feature * count]
                    for row in column + 1..<max(count, column + 1) {
                        let difference = points.elements[row + feature * count] - value
                        buffer[index] += difference * difference
                        index += 1
                    }
                }
            }
        }
    }

    /// r² of every pair, from the precision 1/ℓ² of every group.
    func distances(_ precisions: [Double]) -> [Double] {
        product(with: precisions, transposed: false, count: pairs)
    }

    /// For every group the sum over pairs of a weight times the squared difference.
    func sums(_ weights: [Double]) -> [Double] { product(with: weights, transposed: true, count: groups) }

    private func product(with vector: [Double], transposed: Bool, count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: count)
        guard pairs > 0, groups > 0 else { return result }
        OpenBLAS.useOneThread
        cblas_dgemv(
            CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(pairs), Int32(groups), 1,
            elements.elements, Int32(pairs), vector, 1, 0, &result, 1)
        return result
    }
}
