import Search

/// Finds out which knobs do nothing at a point, and gives all points that run the same experiment one name.
///
/// A knob that does nothing takes the first of its values with which every constraint of the user's still
/// holds: with `DEPTH == 1` demanded, the points of a one-column grid are named by DEPTH=1 although 0 comes
/// first. So an experiment is in the space when any of its names is.
struct InertKnobs: Sendable {
    private let decoder: PointDecoder
    /// The user's constraints alone: nothing else looks at knobs that can be inert.
    private let constraints: [SearchSpace.Rule]
    private let names: [String]
    /// Parameters with several values, one of the knobs below, and their place in a point.
    private let knobs: [(index: Int, name: String, values: [ParameterValue])]

    init(decoder: PointDecoder, parameters: [Parameter], constraints: [SearchSpace.Rule]) {
        self.decoder = decoder
        self.constraints = constraints
        names = parameters.map(\.name)
        knobs = parameters.enumerated().compactMap { index, parameter in
            Self.names.contains(parameter.name) && parameter.values.count > 1
                ? (index, parameter.name, parameter.values) : nil
        }
    }

    func canonical(_ point: Point) -> Point {
        guard !knobs.isEmpty, let settings = decoder.settings(point) else { return point }
        var values = decoder.ordered(point)
        var choices: [(index: Int, values: [ParameterValue])] = []
        for knob in knobs {
            let same = Self.interchangeable(knob.name, values[knob.index], knob.values, at: settings)
            guard same.count > 1 else { continue }
            values[knob.index] = same[0]
            choices.append((knob.index, same))
        }
        guard !choices.isEmpty else { return point }
        let first = Point(names: names, values: values)
        if constraints.isEmpty || isAllowed(first) { return first }
        return firstAllowed(values, choices[...]) ?? first
    }

    private func isAllowed(_ point: Point) -> Bool { constraints.allSatisfy { $0.holds(point) } }

    /// The first allowed combination, the last knob turning fastest.
    private func firstAllowed(
        _ values: [ParameterValue], _ choices: ArraySlice<(index: Int, values: [ParameterValue])>
    ) -> Point? {
        guard let choice = choices.first else {
            let point = Point(names: names, values: values)
            return isAllowed(point) ? point : nil
        }
        var values = values
        for value in choice.values {
            values[choice.index] = value
            if let found = firstAllowed(values, choices.dropFirst()) { return found }
        }
        return nil
    }

    /// The knobs that `interchangeable` knows.
    private static let names: Set<String> = [
        "DEPTH", "BCAST", "PMAP", "SWAP", "EQUIL", "NBMIN", "NDIV", "RFACT", "PFACT",
    ]

    private static let rings: Set<ParameterValue> = Set(
        Broadcast.allCases.filter(\.isRing).map { .text($0.name) })

    /// Those of `values` that run the same experiment as `own` does at these settings, in their order; `own`
    /// is one.
    static func interchangeable(
        _ name: String, _ own: ParameterValue, _ values: [ParameterValue], at settings: HPLSettings
    ) -> [ParameterValue] {
        let (p, q) = (settings.p, settings.q)
        // A panel is factored by recursion only while it is wider than NBMIN (HPL_pdrpan*).
        let recurses = settings.nbmin < settings.nb
        switch name {
        case "DEPTH" where q == 1:
            // Look-ahead overlaps the broadcast of the next panel, and there is nobody to send it to.
            return values
        case "BCAST" where q == 1:
            // Panels travel along rows of processes; this row has one.
            return values
        case "BCAST" where q == 2:
            // With one receiver every ring is a single message; spread-and-roll still splits it.
            return rings.contains(own) ? values.filter { rings.contains($0) } : [own]
        case "PMAP" where p == 1 || q == 1:
            // In a single row or column both orders number the ranks alike.
            return values
        case "SWAP" where p == 1:
            // Rows are swapped between the processes of a column; this column has one.
            return values
        case "EQUIL" where p == 1 || settings.swap == .binary:
            // Equilibration evens out the spreading of U in the spread-roll swap, which is not used then.
            return values
        case "NBMIN" where !recurses:
            // Any NBMIN of a whole panel or more: no recursion.
            return values.filter { ($0.integer ?? 0) >= settings.nb }
        case "NDIV" where !recurses, "RFACT" where !recurses:
            // Both shape the recursion.
            return values
        case "PFACT" where settings.nbmin == 1 || settings.nb == 1:
            // The recursion goes down to single columns, for which left, Crout and right are the same.
            return values
        default:
            return [own]
        }
    }
}
