import Glibc

/// A measured number as the texts of events have it: what a clock or a rate can mean, not all that a `Double` holds.
/// Digits before the point always stay.
struct SignificantDigits: CustomStringConvertible {
    let value: Double
    let digits: Int

    init(_ value: Double, digits: Int = 4) {
        self.value = value
        self.digits = digits
    }

    var description: String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        let behindPoint = max(0, digits - 1 - Int(log10(value.magnitude).rounded(.down)))
        let scale = pow(10, Double(behindPoint))
        // Numbers as small as 1e-300 have no such scale.
        guard scale.isFinite, (value * scale).isFinite else { return "\(value)" }
        let rounded = (value * scale).rounded() / scale
        return behindPoint == 0 && rounded.magnitude < 1e15 ? String(Int(rounded)) : "\(rounded)"
    }
}
