/// An experiment a strategy asks for.
public struct Candidate: Sendable, Hashable {
    public let point: Point
    public let level: FidelityLevel
    /// 0 for the first run of this point at this level, 1 for its first deliberate repetition, …
    public let replicate: Int
    /// Why this one, in words a user can follow.
    public let why: String

    public init(point: Point, level: FidelityLevel = .full, replicate: Int = 0, why: String) {
        self.point = point
        self.level = level
        self.replicate = replicate
        self.why = why
    }
}
