import GaussianProcesses
import Glibc

/// Points as features in [0, 1], for a Gaussian process.
///
/// What a value is like is told by, in this order: the parameter's own table (`Parameter.features`); for values `PxQ` the
/// logarithms of P/Q and of P·Q; for an ordinal its place in the list, or the logarithm of its number; for a categorical
/// an indicator for each value, of size 1/√2, so that any two values are at distance 1. A table's column is scaled to
/// [0, 1]; a column, and a parameter, of one value has no feature.
///
/// An ordinal of three up to `indicators` values has indicators beside its place: a block size of 32 may be good
/// where 16 and 48 are not, which no smooth function of the place can say. Which of the two counts, the length scales
/// tell, for each parameter.
struct FeatureEncoding: Sendable, Hashable {
    /// How the numbers of an ordinal parameter become a feature.
    enum Scale: String, Sendable, CaseIterable {
        /// Steps in the list are of one size.
        case index
        /// Steps are as large as the ratio of the numbers. Lists with numbers that are not positive stay with `index`.
        case logarithm
    }

    /// For each parameter and each of its values the features.
    private let tables: [[[Double]]]
    /// The number of features.
    let count: Int
    /// For each feature the number of the length scale it shares with others: the indicators of a category have one.
    let sharing: [Int]
    /// For each length scale whether it is that of indicators beside an ordinal's own feature.
    let isBeside: [Bool]

    init(of parameters: [Parameter], ordinals scale: Scale, indicators: Int = 0) {
        var tables: [[[Double]]] = []
        var sharing: [Int] = []
        var isBeside: [Bool] = []
        for parameter in parameters {
            let columns = Self.columns(of: parameter, scale: scale)
            var features = columns.features
            sharing += features.indices.map { isBeside.count + (columns.share ? 0 : $0) }
            isBeside += Array(
                repeating: false, count: columns.share ? min(1, features.count) : features.count)
            if !columns.share, parameter.values.count > 2, parameter.values.count <= indicators {
                let own = Self.indicators(of: parameter)
                features += own
                sharing += own.map { _ in isBeside.count }
                isBeside.append(true)
            }
            tables.append(parameter.values.indices.map { value in features.map { $0[value] } })
        }
        self.tables = tables
        self.sharing = sharing
        self.isBeside = isBeside
        count = sharing.count
    }

    func features(of tuple: some Sequence<UInt32>) -> [Double] {
        zip(tables, tuple).flatMap { $0[Int($1)] }
    }

    /// m×d for m points.
    func matrix(of valid: ValidSet) -> Matrix {
        var elements: [Double] = []
        elements.reserveCapacity(valid.count * count)
        for (parameter, table) in tables.enumerated() {
            for feature in table[0].indices {
                for index in valid.indices {
                    elements.append(table[valid.valueIndex(of: parameter, at: index)][feature])
                }
            }
        }
        return Matrix(rows: valid.count, columns: count, elements: elements)
    }

    private static func columns(
        of parameter: Parameter, scale: Scale
    ) -> (features: [[Double]], share: Bool) {
        let values = parameter.values
        if let table = parameter.features {
            return (normalized(table), false)
        }
        let grids = values.map(Self.grid)
        if grids.allSatisfy({ $0 != nil }) {
            let logarithms = grids.compactMap { $0.map { [log($0.p / $0.q), log($0.p * $0.q)] } }
            return (normalized(logarithms), false)
        }
        guard parameter.kind == .categorical else {
            let numbers = values.compactMap(\.number)
            if scale == .logarithm, numbers.count == values.count, numbers.allSatisfy({ $0 > 0 }) {
                return (normalized(numbers.map { [log($0)] }), false)
            }
            return (normalized(values.indices.map { [Double($0)] }), false)
        }
        if values.count <= 2 { return (normalized(values.indices.map { [Double($0)] }), false) }
        return (indicators(of: parameter), true)
    }

    /// For each value a column that is 1/√2 there and 0 elsewhere.
    private static func indicators(of parameter: Parameter) -> [[Double]] {
        let size = 0.5.squareRoot()
        let values = parameter.values.indices
        return values.map { one in values.map { $0 == one ? size : 0 } }
    }

    /// Rows of numbers as columns in [0, 1], constant ones left out.
    private static func normalized(_ rows: [[Double]]) -> [[Double]] {
        rows[0].indices.compactMap { column in
            let numbers = rows.map { $0[column] }
            guard let least = numbers.min(), let largest = numbers.max(), largest - least > 1e-12 else {
                return nil
            }
            return numbers.map { ($0 - least) / (largest - least) }
        }
    }

    /// P and Q of the text `PxQ`.
    private static func grid(_ value: ParameterValue) -> (p: Double, q: Double)? {
        guard case .text(let text) = value else { return nil }
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let p = Int(parts[0]), let q = Int(parts[1]), p > 0, q > 0 else { return nil }
        return (Double(p), Double(q))
    }
}
