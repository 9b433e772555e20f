import Glibc
import Search

/// A configuration that was run more than once at the largest level, with what its runs gave.
public struct ReplicatedPoint: Sendable {
    public let hash: PointHash
    public let point: Point
    /// Gflops in the order they were run.
    public let runs: [Double]

    public init(hash: PointHash, point: Point, runs: [Double]) {
        self.hash = hash
        self.point = point
        self.runs = runs
    }

    public var mean: Double { runs.reduce(0, +) / Double(runs.count) }

    /// Of a run, with n − 1 in the denominator.
    public var variance: Double {
        runs.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(runs.count - 1)
    }

    /// The 95 % confidence interval of the mean by Student's t, no rate being below zero.
    public var interval: ClosedRange<Double> {
        let half =
            BestConfiguration.studentT(degreesOfFreedom: runs.count - 1)
            * sqrt(variance / Double(runs.count))
        return max(0, mean - half)...(mean + half)
    }

    /// All of them, the best mean first.
    public static func all(in trials: [TrialRecord]) -> [ReplicatedPoint] {
        let measured = trials.filter { $0.measurement != nil }
        let top = measured.map(\.candidate.level).max()
        let racing = measured.filter { $0.candidate.level == top }
        return Dictionary(grouping: racing) { $0.candidate.point.hash }.values
            .compactMap { trials -> ReplicatedPoint? in
                let runs = TrustedRuns(of: trials).gflops
                guard runs.count > 1, let first = trials.first else { return nil }
                return ReplicatedPoint(
                    hash: first.candidate.point.hash, point: first.candidate.point, runs: runs)
            }
            // Equal means must not stand in a dictionary's order.
            .sorted { ($0.mean, $0.hash.bits) > ($1.mean, $1.hash.bits) }
    }

    /// Whether the means of two points differ by more than chance.
    public func differs(from other: ReplicatedPoint) -> Bool {
        WelchTest(runs, other.runs)?.isSignificant ?? false
    }
}
