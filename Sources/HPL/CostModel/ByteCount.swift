/// An amount of memory, written for people in powers of 1024: `1.5 GiB`.
public struct ByteCount: Sendable, Hashable {
    public let bytes: Double

    public init(_ bytes: Int) { self.bytes = Double(bytes) }
    public init(_ bytes: Double) { self.bytes = bytes }
}

extension ByteCount: CustomStringConvertible {
    public var description: String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var value = bytes
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        // One digit behind the point, none for whole numbers and from 100 on.
        let rounded = value >= 100 || unit == 0 ? value.rounded() : (value * 10).rounded() / 10
        return rounded == rounded.rounded() && rounded < 1e15
            ? "\(Int(rounded)) \(units[unit])" : "\(rounded) \(units[unit])"
    }
}
