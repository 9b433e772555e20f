/// A value for every parameter of a space, in the space's order.
///
/// Two points are the same experiment exactly when their hashes are equal: make them canonical
/// (`SearchSpace.canonicalize`) before comparing.
public struct Point: Sendable, Hashable {
    public let names: [String]
    public let values: [ParameterValue]

    public init(names: [String], values: [ParameterValue]) {
        precondition(names.count == values.count, "a point has one value for each name")
        self.names = names
        self.values = values
    }

    public init(_ pairs: KeyValuePairs<String, ParameterValue>) {
        self.init(names: pairs.map(\.key), values: pairs.map(\.value))
    }

    public subscript(name: String) -> ParameterValue? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// The same point with another value for `name`; unchanged when the point has no such parameter.
    public func replacing(_ name: String, with value: ParameterValue) -> Point {
        guard let index = names.firstIndex(of: name) else { return self }
        var values = values
        values[index] = value
        return Point(names: names, values: values)
    }

    /// A hash that is the same in every process and for every order of the parameters.
    public var hash: PointHash { PointHash(of: self) }
}

extension Point: CustomStringConvertible {
    /// `NB=192 grid=1x2 BCAST=1ringM`
    public var description: String {
        zip(names, values).map { "\($0)=\($1)" }.joined(separator: " ")
    }
}
