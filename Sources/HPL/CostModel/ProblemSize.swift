/// How large a study's matrices are at the top fidelity.
public enum ProblemSize: Sendable, Hashable, Codable {
    /// Orders of the matrix, at least one, all positive. The largest is level 1, the others are levels n ÷
    /// largest.
    case fixed([Int])
    /// As large as this share of the memory allows, in (0, 1].
    case memory(fraction: Double)
}

extension ProblemSize: CustomStringConvertible {
    /// `N = 20000`, `N up to 80 % of the memory`
    public var description: String {
        switch self {
        case .fixed(let orders):
            return "N = " + orders.sorted().map(String.init).joined(separator: ", ")
        case .memory(let fraction):
            let percent = (fraction * 1000).rounded() / 10
            let text = percent == percent.rounded() ? String(Int(percent)) : String(percent)
            return "N up to \(text) % of the memory"
        }
    }
}
