import Search

/// A knob of HPL.dat that a space may vary: its name, how its values are written, and what they set.
///
/// A new knob is one entry in `all`. `grid`, `layout` and `launch` are not here: they depend on one another
/// and on the resources.
struct SpaceParameter: Sendable {
    enum Values: Sendable {
        /// Whole numbers, at least `minimum`; `reason` says why not less.
        case integers(minimum: Int, reason: String)
        /// Words; `read` also understands abbreviations and HPL.dat's numbers and gives the word of `known`.
        case words(known: [String], read: @Sendable (String) -> String?)
    }

    typealias Setter = @Sendable (inout HPLSettings) -> Void

    let name: String
    let values: Values
    /// What a value does to the settings, decided once per value rather than once per point; `nil` for a
    /// value that the parameter does not have.
    let setter: @Sendable (ParameterValue) -> Setter?
    /// The value that settings have.
    let value: @Sendable (HPLSettings) -> ParameterValue

    var kind: Parameter.Kind {
        switch values {
        case .integers: .ordinal
        case .words: .categorical
        }
    }

    static let all: [SpaceParameter] = [
        integers("NB", \.nb, minimum: 1, "a block has at least one column"),
        coded("BCAST", \.bcast),
        coded("PMAP", \.pmap),
        integers("DEPTH", \.depth, minimum: 0, "0 means no look-ahead"),
        // `mix` is the level between binary exchange and spread-roll: the update of one block goes the one way, what is
        // wider the other.
        coded("SWAP", \.swap) { $0.swapThreshold = $0.nb },
        integers("NBMIN", \.nbmin, minimum: 1, "the recursion stops at one column at the latest"),
        integers("NDIV", \.ndiv, minimum: 2, "the recursion divides into at least two panels"),
        coded("PFACT", \.pfact),
        coded("RFACT", \.rfact),
        either("L1", \.l1Transposed, yes: "transposed", no: "no-transposed", yesCode: 0),
        either("U", \.uTransposed, yes: "transposed", no: "no-transposed", yesCode: 0),
        either("EQUIL", \.equilibration, yes: "yes", no: "no", yesCode: 1),
        integers("ALIGN", \.alignment, minimum: 1, "memory is aligned to at least one number"),
    ]

    static func named(_ name: String) -> SpaceParameter? { all.first { $0.name == name } }

    private typealias Place<Value> = WritableKeyPath<HPLSettings, Value> & Sendable

    private static func integers(
        _ name: String, _ place: Place<Int>, minimum: Int, _ reason: String
    ) -> SpaceParameter {
        @Sendable func setter(_ value: ParameterValue) -> Setter? {
            guard let number = value.integer else { return nil }
            return { settings in settings[keyPath: place] = number }
        }
        return SpaceParameter(
            name: name, values: .integers(minimum: minimum, reason: reason), setter: setter,
            value: { .integer($0[keyPath: place]) })
    }

    /// - Parameter following: what else changes with the value.
    private static func coded<Value: CodedParameter>(
        _ name: String, _ place: Place<Value>,
        following: @escaping @Sendable (inout HPLSettings) -> Void = { _ in }
    ) -> SpaceParameter {
        @Sendable func setter(_ value: ParameterValue) -> Setter? {
            guard let decoded = Value(value.description) else { return nil }
            return { settings in
                settings[keyPath: place] = decoded
                following(&settings)
            }
        }
        let names = Value.allCases.map { $0.name }
        return SpaceParameter(
            name: name, values: .words(known: names, read: { Value($0)?.name }), setter: setter,
            value: { .text($0[keyPath: place].name) })
    }

    private static func either(
        _ name: String, _ place: Place<Bool>, yes: String, no: String, yesCode: Int
    ) -> SpaceParameter {
        let isYes: Set<String> = [yes, String(yesCode), yes == "yes" ? "on" : "t", "true"]
        let isNo: Set<String> = [no, String(1 - yesCode), no == "no" ? "off" : "n", "false"]
        @Sendable func read(_ text: String) -> String? {
            let word = text.lowercased()
            return isYes.contains(word) ? yes : isNo.contains(word) ? no : nil
        }
        @Sendable func setter(_ value: ParameterValue) -> Setter? {
            let word = value.description
            guard word == yes || word == no else { return nil }
            return { settings in settings[keyPath: place] = word == yes }
        }
        return SpaceParameter(
            name: name, values: .words(known: [yes, no], read: read), setter: setter,
            value: { .text($0[keyPath: place] ? yes : no) })
    }
}
