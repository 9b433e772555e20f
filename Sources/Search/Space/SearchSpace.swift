/// The set of experiments a study may run: parameters, the rules that a point must obey, and an expert's first guesses.
public struct SearchSpace: Sendable {
    /// A condition on points, with the text a user recognises it by.
    public struct Rule: Sendable {
        public let text: String
        public let holds: @Sendable (Point) -> Bool

        public init(_ text: String, holds: @escaping @Sendable (Point) -> Bool) {
            self.text = text
            self.holds = holds
        }
    }

    public let parameters: [Parameter]
    public let rules: [Rule]
    /// Maps a point to the one that stands for all points that run the same experiment (inert knobs at their first
    /// value). Idempotent, and maps valid points to valid points.
    public let canonicalize: @Sendable (Point) -> Point
    /// What an expert would try first, best guess first. Canonical and valid; the first one is the *expert default*
    /// that gains are measured against.
    public let firstPoints: [Point]

    public init(
        parameters: [Parameter],
        rules: [Rule] = [],
        canonicalize: @escaping @Sendable (Point) -> Point = { $0 },
        firstPoints: [Point] = []
    ) {
        self.parameters = parameters
        self.rules = rules
        self.canonicalize = canonicalize
        self.firstPoints = firstPoints
    }

    public var names: [String] { parameters.map(\.name) }

    public func isValid(_ point: Point) -> Bool {
        rules.allSatisfy { $0.holds(point) }
    }
}
