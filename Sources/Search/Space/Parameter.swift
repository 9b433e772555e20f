/// One knob: its name and the finite list of values it may take.
public struct Parameter: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// The values have an order, and neighbours in it behave alike (NB, DEPTH).
        case ordinal
        /// The values are names without an order (BCAST, layout).
        case categorical
    }

    public let name: String
    public let kind: Kind
    /// At least one value, no value twice; ordinal ones in rising order.
    public let values: [ParameterValue]
    /// For each value the numbers that say what it is like, one per feature and of any scale: what a model should measure
    /// likeness by. `nil` leaves that to the model: the place in the list of an ordinal, names without likeness for a
    /// categorical.
    public let features: [[Double]]?

    public init(name: String, kind: Kind, values: [ParameterValue], features: [[Double]]? = nil) {
        precondition(!values.isEmpty, "a parameter has at least one value")
        precondition(Set(values).count == values.count, "a parameter has no value twice")
        if let features {
            precondition(
                features.count == values.count && Set(features.map(\.count)).count == 1
                    && features.joined().allSatisfy(\.isFinite),
                "every value has a finite number for each feature")
        }
        self.name = name
        self.kind = kind
        self.values = values
        self.features = features
    }
}
