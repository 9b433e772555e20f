/// The identity of a point: 64-bit FNV-1a (Fowler, Noll, Vo 1991) over its `name=value` pairs in order of name.
///
/// Swift's own `Hasher` is seeded per process; this one is stored and compared across years.
/// 200,000 points collide with a probability of 1e-9.
public struct PointHash: Sendable, Hashable {
    public let bits: UInt64

    public init(of point: Point) {
        var hash = FNV1a()
        for (name, value) in zip(point.names, point.values).sorted(by: { $0.0 < $1.0 }) {
            hash.mix("\(name)=\(value)\n".utf8)
        }
        bits = hash.bits
    }

    init(bits: UInt64) {
        self.bits = bits
    }

    /// Reads the 16 hexadecimal digits that `description` writes.
    public init?(_ text: String) {
        guard text.utf8.count == 16, let bits = UInt64(text, radix: 16) else { return nil }
        self.bits = bits
    }
}

extension PointHash: CustomStringConvertible {
    public var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
