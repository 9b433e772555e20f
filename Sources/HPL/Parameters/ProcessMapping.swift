/// PMAP: how MPI ranks are laid out over the process grid.
public enum ProcessMapping: String, LetteredParameter, Codable {
    case row
    case column

    public var code: Int {
        switch self {
        case .row: 0
        case .column: 1
        }
    }

    public var letter: Character {
        switch self {
        case .row: "R"
        case .column: "C"
        }
    }

    public var name: String { rawValue }

    public var otherNames: [String] {
        switch self {
        case .row: ["row-major", "R"]
        case .column: ["column-major", "col", "C"]
        }
    }
}
