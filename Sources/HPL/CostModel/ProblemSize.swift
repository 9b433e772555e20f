import Search

/// How large a study's matrices are at the top fidelity.
public enum ProblemSize: Sendable, Hashable, Codable {
    /// Orders of the matrix, at least one, all positive. The largest is level 1, the others are levels n ÷
    /// largest.
    case fixed([Int])
    /// As large as this share of the memory allows, in (0, 1].
    case memory(fraction: Double)
}

extension ProblemSize {
    /// The fidelity levels a list of N names, the full one among them; empty when any share of N can be run.
    public var levels: [FidelityLevel] {
        guard case .fixed(let orders) = self, orders.count > 1, let largest = orders.max() else { return [] }
        return Set(orders).sorted().map { FidelityLevel(Double($0) / Double(largest)) }
    }
}

extension ProblemSize: CustomStringConvertible {
    /// `N = 20000`, `N = 20000 (smaller levels: 5000, 10000)`, `N up to 80 % of the memory`
    public var description: String {
        switch self {
        case .fixed(let orders):
            let sorted = orders.sorted().map(String.init)
            let smaller = sorted.dropLast().joined(separator: ", ")
            return "N = \(sorted.last ?? "?")" + (smaller.isEmpty ? "" : " (smaller levels: \(smaller))")
        case .memory(let fraction):
            let percent = (fraction * 1000).rounded() / 10
            let text = percent == percent.rounded() ? String(Int(percent)) : String(percent)
            return "N up to \(text) % of the memory"
        }
    }
}
