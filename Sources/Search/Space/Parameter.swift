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

    public init(name: String, kind: Kind, values: [ParameterValue]) {
        precondition(!values.isEmpty, "a parameter has at least one value")
        precondition(Set(values).count == values.count, "a parameter has no value twice")
        self.name = name
        self.kind = kind
        self.values = values
    }
}
