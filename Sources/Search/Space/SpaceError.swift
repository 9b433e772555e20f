/// Why a space has no point to run.
public enum SpaceError: Error, Sendable, Hashable {
    /// No combination obeys these rules together; without any of them some would.
    /// `tried` combinations were looked at: all of them, or a sample when `sampled`.
    case contradictory(rules: [String], tried: Int, sampled: Bool)
    /// The space's canonical form of a point uses a value that the parameter does not list.
    case notCanonical(parameter: String, value: String)
}

extension SpaceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .contradictory(let rules, let tried, let sampled):
            let names = rules.map { "`\($0)`" }
            let what =
                names.count == 1
                ? "no point obeys \(names[0]): it excludes all \(tried)"
                : "no point obeys \(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) together: "
                    + "they exclude all \(tried)"
            let scope = sampled ? " that were tried at random" : tried == 1 ? " point" : " points"
            return what + scope + "; loosen \(names.count == 1 ? "it" : "one of them") or add values"
        case .notCanonical(let parameter, let value):
            return
                "the canonical form of a point gives \(parameter) the value \(value), which is not in its list; "
                + "add it there"
        }
    }
}
