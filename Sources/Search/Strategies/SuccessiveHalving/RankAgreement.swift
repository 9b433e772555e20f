/// How far two fidelity levels agree on which points are better.
public struct RankAgreement: Sendable, Hashable {
    public let lower: FidelityLevel
    public let upper: FidelityLevel
    /// How many points have been measured at both.
    public let points: Int
    /// Kendall's τ of their means; `nil` when that cannot be said.
    public let tau: Double?

    /// Of each pair of successive levels, by the points that a history has measured at both.
    public static func between(_ levels: [FidelityLevel], after history: History) -> [RankAgreement] {
        let rungs = levels.map { Rung(at: $0, of: history) }
        return zip(rungs, rungs.dropFirst()).map { RankAgreement($0, $1) }
    }

    init(_ lower: Rung, _ upper: Rung) {
        self.lower = lower.level
        self.upper = upper.level
        let pairs = lower.ranked.compactMap { entry in
            upper.mean(of: entry.hash).map { (lower: entry.mean, upper: $0) }
        }
        points = pairs.count
        tau = KendallTau.value(pairs.map(\.lower), pairs.map(\.upper))
    }
}

extension RankAgreement: CustomStringConvertible {
    /// `levels 25 % and 50 % rank 9 points alike (τ = 0.72)`
    public var description: String {
        guard let tau else {
            return
                "levels \(percent(lower)) and \(percent(upper)) have too few points in common to compare their ranks"
        }
        return "levels \(percent(lower)) and \(percent(upper)) \(verdict(tau)) "
            + "(τ = \((tau * 100).rounded() / 100))"
    }

    /// τ is the share of pairs ranked alike less that of pairs ranked the other way round: at 0.7 and more 17 of 20 agree,
    /// between ±0.3 it is about as many as chance gives.
    private func verdict(_ tau: Double) -> String {
        let these = counted(points, "point")
        return switch tau {
        case 0.7...: "rank \(these) alike"
        case 0.3..<0.7: "rank \(these) partly alike"
        case ...(-0.3): "rank \(these) opposite ways"
        default: "do not rank \(these) alike"
        }
    }

    private func percent(_ level: FidelityLevel) -> String { "\(Int((level.fraction * 100).rounded())) %" }
}
