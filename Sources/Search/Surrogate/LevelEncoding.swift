import GaussianProcesses
import Glibc

/// Points as levels of dimensions, for a Gaussian process.
///
/// What a value is like is told by, in this order: the parameter's own table (`Parameter.features`), a dimension for each of its
/// columns; for values `PxQ` the logarithms of P/Q and of P·Q, a dimension each; for an ordinal its place in the list, or the
/// logarithm of its number. The values of any other parameter have no order. A column, and a parameter, of one value is no
/// dimension.
///
/// Levels of an ordered parameter of not too many values can be special: a block size of 32 may be good where 16 and 48 are
/// not, which no smooth function of the place can say. How much of that there is, the model finds out.
struct LevelEncoding: Sendable, Hashable {
    /// How the numbers of an ordinal parameter become places.
    enum Scale: String, Sendable, CaseIterable {
        /// Steps in the list are of one size.
        case index
        /// Steps are as large as the ratio of the numbers. Lists with numbers that are not positive stay with `index`.
        case logarithm
    }

    /// The dimensions of the model.
    let dimensions: [Dimension]
    /// For each dimension its parameter, and the level of each of the parameter's values.
    private let sources: [Source]

    private struct Source: Sendable, Hashable {
        let parameter: Int
        let levels: [UInt16]
    }

    /// - Parameter special: up to how many values an ordered parameter has levels that may be special.
    init(of parameters: [Parameter], ordinals scale: Scale, special: Int) {
        var dimensions: [Dimension] = []
        var sources: [Source] = []
        for (number, parameter) in parameters.enumerated() where parameter.values.count > 1 {
            guard let columns = Self.columns(of: parameter, scale: scale) else {
                dimensions.append(Dimension(unordered: parameter.values.count))
                sources.append(
                    Source(parameter: number, levels: parameter.values.indices.map { UInt16(clamping: $0) }))
                continue
            }
            for column in columns {
                let (places, levels) = Self.levels(column)
                guard places.count > 1 else { continue }
                dimensions.append(Dimension(places: places, hasSpecialLevels: places.count <= special))
                sources.append(Source(parameter: number, levels: levels))
            }
        }
        self.dimensions = dimensions
        self.sources = sources
    }

    /// The level of a point in each dimension.
    func levels(of tuple: [UInt32]) -> [UInt16] { sources.map { $0.levels[Int(tuple[$0.parameter])] } }

    /// m×d for m points.
    func matrix(of valid: ValidSet) -> LevelMatrix {
        var elements: [UInt16] = []
        elements.reserveCapacity(valid.count * dimensions.count)
        for source in sources {
            for index in valid.indices {
                elements.append(source.levels[valid.valueIndex(of: source.parameter, at: index)])
            }
        }
        return LevelMatrix(rows: valid.count, columns: dimensions.count, elements: elements)
    }

    /// More places of a dimension are not told apart: a thousandth of its range is far below every length scale.
    private static let mostPlaces = 1_000

    /// The places in [0, 1] that numbers have, and for each number which of them it is. Equal numbers are one.
    private static func levels(_ numbers: [Double]) -> (places: [Double], levels: [UInt16]) {
        guard let least = numbers.min(), let largest = numbers.max(), largest - least > 1e-12 else {
            return ([], [])
        }
        var all = numbers.map { ($0 - least) / (largest - least) }
        if Set(all).count > mostPlaces {
            let steps = Double(mostPlaces - 1)
            all = all.map { ($0 * steps).rounded() / steps }
        }
        let places = Set(all).sorted()
        let levelOfPlace = Dictionary(uniqueKeysWithValues: zip(places, places.indices.map { UInt16($0) }))
        return (places, all.compactMap { levelOfPlace[$0] })
    }

    /// For each dimension of a parameter a number for each of its values; `nil` when they have no order.
    private static func columns(of parameter: Parameter, scale: Scale) -> [[Double]]? {
        let values = parameter.values
        if let table = parameter.features {
            return table[0].indices.map { column in table.map { $0[column] } }
        }
        let grids = values.compactMap(Self.grid)
        if grids.count == values.count {
            return [grids.map { log($0.p / $0.q) }, grids.map { log($0.p * $0.q) }]
        }
        guard parameter.kind != .categorical else { return nil }
        let numbers = values.compactMap(\.number)
        if scale == .logarithm, numbers.count == values.count, numbers.allSatisfy({ $0 > 0 }) {
            return [numbers.map { log($0) }]
        }
        return [values.indices.map { Double($0) }]
    }

    /// P and Q of the text `PxQ`.
    private static func grid(_ value: ParameterValue) -> (p: Double, q: Double)? {
        guard case .text(let text) = value else { return nil }
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let p = Int(parts[0]), let q = Int(parts[1]), p > 0, q > 0 else { return nil }
        return (Double(p), Double(q))
    }
}
