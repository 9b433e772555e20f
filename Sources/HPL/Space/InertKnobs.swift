import Search

/// Finds out which knobs do nothing at a point, and gives all points that run the same experiment one name.
///
/// A knob that does nothing takes the first of its values with which every constraint of the user's still
/// holds: with `DEPTH == 1` demanded, the points of a one-column grid are named by DEPTH=1 although 0 comes
/// first. So an experiment is in the space when any of its names is.
struct InertKnobs: Sendable {
    let decoder: PointDecoder
    let parameters: [Parameter]
    /// The user's constraints alone: nothing else looks at knobs that can be inert.
    let constraints: [SearchSpace.Rule]

    func canonical(_ point: Point) -> Point {
        guard let settings = decoder.settings(point) else { return point }
        var point = point
        var choices: [(name: String, values: [ParameterValue])] = []
        for parameter in parameters {
            guard let own = point[parameter.name] else { continue }
            let same = Self.interchangeable(parameter.name, own, parameter.values, at: settings)
            if same.count > 1 { choices.append((parameter.name, same)) }
        }
        for choice in choices { point = point.replacing(choice.name, with: choice.values[0]) }
        if constraints.isEmpty || isAllowed(point) { return point }
        return firstAllowed(point, choices[...]) ?? point
    }

    private func isAllowed(_ point: Point) -> Bool { constraints.allSatisfy { $0.holds(point) } }

    /// The first allowed combination, the last knob turning fastest.
    private func firstAllowed(
        _ point: Point, _ choices: ArraySlice<(name: String, values: [ParameterValue])>
    ) -> Point? {
        guard let choice = choices.first else { return isAllowed(point) ? point : nil }
        for value in choice.values {
            let next = point.replacing(choice.name, with: value)
            if let found = firstAllowed(next, choices.dropFirst()) { return found }
        }
        return nil
    }

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
            let rings: Set<ParameterValue> = Set(
                [Broadcast.ring1, .ring1Modified, .ring2, .ring2Modified].map { .text($0.name) })
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
