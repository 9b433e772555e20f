import Glibc
import Search
import Tuning

/// A configuration that was run more than once at the largest level, with what its runs gave.
struct ReplicatedPoint: Sendable {
    let hash: PointHash
    let point: Point
    /// Gflops in the order they were run.
    let runs: [Double]

    var mean: Double { runs.reduce(0, +) / Double(runs.count) }

    /// Of a run, with n − 1 in the denominator.
    var variance: Double {
        runs.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(runs.count - 1)
    }

    /// The 95 % interval of the mean, as `BestConfiguration` has it.
    var interval: ClosedRange<Double> {
        let half =
            BestConfiguration.studentT(degreesOfFreedom: runs.count - 1)
            * sqrt(variance / Double(runs.count))
        return (mean - half)...(mean + half)
    }

    /// All of them, the best mean first.
    static func all(in trials: [TrialRecord]) -> [ReplicatedPoint] {
        let measured = trials.filter { $0.measurement != nil }
        let top = measured.map(\.candidate.level).max()
        let racing = measured.filter { $0.candidate.level == top }
        return Dictionary(grouping: racing) { $0.candidate.point.hash }.values
            .compactMap { trials -> ReplicatedPoint? in
                guard trials.count > 1, let first = trials.first else { return nil }
                return ReplicatedPoint(
                    hash: first.candidate.point.hash, point: first.candidate.point,
                    runs: trials.compactMap(\.measurement?.gflops))
            }
            // Equal means must not stand in a dictionary's order.
            .sorted { ($0.mean, $0.hash.bits) > ($1.mean, $1.hash.bits) }
    }

    /// Whether the means of two points differ by more than chance: Welch's t-test (1947) at 5 %, two-sided, the degrees of
    /// freedom by Welch and Satterthwaite.
    func differs(from other: ReplicatedPoint) -> Bool {
        let (mine, others) = (variance / Double(runs.count), other.variance / Double(other.runs.count))
        let error = mine + others
        guard error > 0 else { return mean != other.mean }
        let freedom =
            error * error
            / (mine * mine / Double(runs.count - 1) + others * others / Double(other.runs.count - 1))
        return abs(mean - other.mean) > Self.studentT(degreesOfFreedom: max(1, freedom)) * sqrt(error)
    }

    /// The 97.5 % quantile of Student's t between whole degrees of freedom: straight in 1/ν, which is too large by 2 %
    /// at 2.5, by 0.1 % at 4.5, and only where there are less than 2 by more (18 % at 1.5): never too sure.
    private static func studentT(degreesOfFreedom freedom: Double) -> Double {
        let whole = Int(freedom)
        let low = BestConfiguration.studentT(degreesOfFreedom: whole)
        let high = BestConfiguration.studentT(degreesOfFreedom: whole + 1)
        let (most, least) = (1 / Double(whole), 1 / Double(whole + 1))
        return high + (low - high) * (1 / freedom - least) / (most - least)
    }
}
