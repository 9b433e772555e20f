/// SWAP: how rows are exchanged within a process column.
public enum Swap: String, CodedParameter, Codable {
    /// Binary exchange.
    case binary = "bin"
    /// Spread and roll.
    case long
    /// Binary exchange for at most `threshold` columns, spread and roll beyond.
    case mix

    public var code: Int {
        switch self {
        case .binary: 0
        case .long: 1
        case .mix: 2
        }
    }

    public var name: String { rawValue }

    public var otherNames: [String] {
        switch self {
        case .binary: ["binary", "bin-exch", "binary-exchange"]
        case .long: ["spread-roll"]
        case .mix: []
        }
    }
}
