/// An experiment a strategy asks for.
public struct Candidate: Sendable, Hashable {
    public let point: Point
    public let level: FidelityLevel
    /// 0 for the first run of this point at this level, 1 for its first deliberate repetition, …
    public let replicate: Int
    /// Why this one, in words a user can follow.
    public let why: String
    /// What the strategy's model expects of the run; `nil` from a strategy without one.
    public let expectation: Expectation?

    public init(
        point: Point, level: FidelityLevel = .full, replicate: Int = 0, why: String,
        expectation: Expectation? = nil
    ) {
        self.point = point
        self.level = level
        self.replicate = replicate
        self.why = why
        self.expectation = expectation
    }
}
