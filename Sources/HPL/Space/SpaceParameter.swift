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

    var kind: Parameter.Kind {
        switch values {
        case .integers: .ordinal
        case .words: .categorical
        }
    }

    static let all: [SpaceParameter] = [
        integers("NB", minimum: 1, "a block has at least one column") { $0.nb = $1 },
        coded("BCAST", Broadcast.self) { $0.bcast = $1 },
        coded("PMAP", ProcessMapping.self) { $0.pmap = $1 },
        integers("DEPTH", minimum: 0, "0 means no look-ahead") { $0.depth = $1 },
        coded("SWAP", Swap.self) { settings, swap in
            settings.swap = swap
            // The level between binary exchange and spread-roll: the update of one block goes the one way,
            // what is wider the other.
            settings.swapThreshold = settings.nb
        },
        integers("NBMIN", minimum: 1, "the recursion stops at one column at the latest") { $0.nbmin = $1 },
        integers("NDIV", minimum: 2, "the recursion divides into at least two panels") { $0.ndiv = $1 },
        coded("PFACT", PanelFactorization.self) { $0.pfact = $1 },
        coded("RFACT", PanelFactorization.self) { $0.rfact = $1 },
        either("L1", yes: "transposed", no: "no-transposed", yesCode: 0) { $0.l1Transposed = $1 },
        either("U", yes: "transposed", no: "no-transposed", yesCode: 0) { $0.uTransposed = $1 },
        either("EQUIL", yes: "yes", no: "no", yesCode: 1) { $0.equilibration = $1 },
        integers("ALIGN", minimum: 1, "memory is aligned to at least one number") { $0.alignment = $1 },
    ]

    static func named(_ name: String) -> SpaceParameter? { all.first { $0.name == name } }

    private static func integers(
        _ name: String, minimum: Int, _ reason: String,
        set: @escaping @Sendable (inout HPLSettings, Int) -> Void
    ) -> SpaceParameter {
        @Sendable func setter(_ value: ParameterValue) -> Setter? {
            guard let number = value.integer else { return nil }
            return { settings in set(&settings, number) }
        }
        return SpaceParameter(
            name: name, values: .integers(minimum: minimum, reason: reason), setter: setter)
    }

    private static func coded<Value: CodedParameter>(
        _ name: String, _ type: Value.Type, set: @escaping @Sendable (inout HPLSettings, Value) -> Void
    ) -> SpaceParameter {
        @Sendable func setter(_ value: ParameterValue) -> Setter? {
            guard let decoded = Value(value.description) else { return nil }
            return { settings in set(&settings, decoded) }
        }
        let names = Value.allCases.map { value in value.name }
        return SpaceParameter(
            name: name, values: .words(known: names, read: { text in Value(text)?.name }), setter: setter)
    }

    private static func either(
        _ name: String, yes: String, no: String, yesCode: Int,
        set: @escaping @Sendable (inout HPLSettings, Bool) -> Void
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
            return { settings in set(&settings, word == yes) }
        }
        return SpaceParameter(name: name, values: .words(known: [yes, no], read: read), setter: setter)
    }
}
