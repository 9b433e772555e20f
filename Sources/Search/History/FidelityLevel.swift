/// How large an experiment is, as a share of the full one, in (0, 1]. HPL maps it to the problem size N:
/// level 0.5 is half the top N, at about an eighth of the cost.
public struct FidelityLevel: Sendable, Hashable {
    public let fraction: Double

    public static let full = FidelityLevel(1)

    public init(_ fraction: Double) {
        precondition(fraction > 0 && fraction <= 1, "a fidelity level is in (0, 1]")
        self.fraction = fraction
    }
}

extension FidelityLevel: Comparable {
    public static func < (left: FidelityLevel, right: FidelityLevel) -> Bool {
        left.fraction < right.fraction
    }
}
