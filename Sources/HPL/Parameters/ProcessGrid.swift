/// P rows by Q columns of processes.
public struct ProcessGrid: Sendable, Hashable, Codable {
    public let p: Int
    public let q: Int

    public init(p: Int, q: Int) {
        self.p = p
        self.q = q
    }

    /// Reads `4x64`; `nil` for anything else, also when P or Q is less than 1.
    public init?(_ text: String) {
        let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let p = Int(parts[0]), let q = Int(parts[1]), p >= 1, q >= 1 else {
            return nil
        }
        self.init(p: p, q: q)
    }

    /// How many processes the grid uses; `Int.max` when that is more than can be counted.
    public var processes: Int {
        let (product, overflow) = p.multipliedReportingOverflow(by: q)
        return overflow ? Int.max : product
    }
}

extension ProcessGrid: CustomStringConvertible {
    /// `4x64`
    public var description: String { "\(p)x\(q)" }
}
