/// PFACT and RFACT: the variant of LU that factors a panel, and the one used in the recursion above it.
public enum PanelFactorization: String, LetteredParameter, Codable {
    case left
    case crout
    case right

    public var code: Int {
        switch self {
        case .left: 0
        case .crout: 1
        case .right: 2
        }
    }

    public var letter: Character {
        switch self {
        case .left: "L"
        case .crout: "C"
        case .right: "R"
        }
    }

    public var name: String { rawValue }

    public var otherNames: [String] { [String(letter)] }
}
