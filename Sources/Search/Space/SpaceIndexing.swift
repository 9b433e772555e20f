/// The points of a space as tuples of value indices: which value each parameter has, in the space's order.
///
/// Tuples are compared, sorted and counted far faster than points; ranks (the tuple read as a number in mixed radix, the
/// first parameter weighing most) faster still.
struct SpaceIndexing: Sendable {
    let parameters: [Parameter]
    let names: [String]
    private let indexOfValue: [[ParameterValue: Int]]

    init(_ parameters: [Parameter]) {
        self.parameters = parameters
        names = parameters.map(\.name)
        indexOfValue = parameters.map { parameter in
            Dictionary(uniqueKeysWithValues: parameter.values.enumerated().map { ($1, $0) })
        }
    }

    /// The product of the value counts. As a number without end: 15 parameters of 20 values are more than `Int` holds.
    var combinations: Double {
        parameters.reduce(1) { $0 * Double($1.values.count) }
    }

    func point(at tuple: some Sequence<UInt32>) -> Point {
        Point(names: names, values: zip(parameters, tuple).map { $0.values[Int($1)] })
    }

    /// Error: a value that its parameter does not list, or a parameter that is missing.
    func tuple(of point: Point) throws(SpaceError) -> [UInt32] {
        var tuple: [UInt32] = []
        tuple.reserveCapacity(parameters.count)
        // Points of a space carry its own array of names, and comparing an array with itself is immediate.
        let isInOrder = point.names == names
        for (position, parameter) in parameters.enumerated() {
            let value = isInOrder ? point.values[position] : point[parameter.name]
            guard let value, let index = indexOfValue[position][value] else {
                throw .notCanonical(parameter: parameter.name, value: value.map { "\($0)" } ?? "nothing")
            }
            tuple.append(UInt32(index))
        }
        return tuple
    }

    /// Only where `combinations` fits.
    func rank(of tuple: [UInt32]) -> Int {
        zip(parameters, tuple).reduce(0) { $0 * $1.0.values.count + Int($1.1) }
    }

    func tuple(atRank rank: Int) -> [UInt32] {
        var tuple = [UInt32](repeating: 0, count: parameters.count)
        var rest = rank
        for position in parameters.indices.reversed() {
            (rest, tuple[position]) = (
                rest / parameters[position].values.count, UInt32(rest % parameters[position].values.count)
            )
        }
        return tuple
    }
}
