/// What a model expects a run to show, in units of the objective.
public struct Expectation: Sendable, Hashable, Codable {
    /// The value expected.
    public let mean: Double
    /// The standard deviation of the value: doubt about the point and the noise of a run together.
    public let deviation: Double
    /// What the best point so far is expected to show.
    public let incumbent: Double
    /// By how much the point is expected to be better than the best so far, the chance of being worse counted as no
    /// gain: E[max(f − incumbent, 0)], without the noise.
    public let improvement: Double

    public init(mean: Double, deviation: Double, incumbent: Double, improvement: Double) {
        self.mean = mean
        self.deviation = deviation
        self.incumbent = incumbent
        self.improvement = improvement
    }

    /// By what share of the best so far the mean is above it; negative when it is below. `nil` without a positive best.
    public var gain: Double? { incumbent > 0 ? mean / incumbent - 1 : nil }

    /// By how many standard deviations a value that was measured is above the mean.
    public func surprise(of value: Double) -> Double? {
        deviation > 0 ? (value - mean) / deviation : nil
    }
}

extension Proposal {
    /// The largest improvement expected of a candidate, as a share of the best so far: what one more round may bring.
    /// `nil` when no candidate says what it expects.
    public var expectedGain: Double? {
        guard case .candidates(let candidates) = self else { return nil }
        return candidates.compactMap { candidate in
            candidate.expectation.flatMap { $0.incumbent > 0 ? $0.improvement / $0.incumbent : nil }
        }.max()
    }
}
