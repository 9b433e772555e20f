import Glibc
import Search

/// The answer of a study: the best point, and what its runs gave.
public struct BestConfiguration: Sendable {
    /// The best single run of the point.
    public let trial: TrialRecord
    /// Gflops of every run of the point at the top level.
    public let runs: [Double]
    /// The best of the other points that were run more than once, when chance alone could make the difference.
    public let rival: ReplicatedPoint?
    /// As a share of the expert default's mean; `nil` when that was not measured.
    public let gainOverDefault: Double?

    /// - Parameter recommended: the point the strategy would run from now on; the one with the best single run, which
    ///   was probably lucky, when it does not say.
    /// - Returns: `nil` when nothing was measured yet.
    public init?(of trials: [TrialRecord], progress: StudyProgress, recommended: PointHash? = nil) {
        guard let luckiest = progress.best else { return nil }
        let racing = trials.filter {
            $0.candidate.level == luckiest.candidate.level && $0.candidate.point.hash == recommended
        }
        let best =
            racing.max { ($0.measurement?.gflops ?? 0) < ($1.measurement?.gflops ?? 0) }
            .flatMap { $0.measurement == nil ? nil : $0 } ?? luckiest
        func gflops(of trial: TrialRecord) -> [Double] {
            trials.filter { $0.isSameExperiment(as: trial) }.compactMap(\.measurement?.gflops)
        }
        self.trial = best
        let runs = gflops(of: best)
        self.runs = runs
        let replicated = ReplicatedPoint.all(in: trials)
        let hash = best.candidate.point.hash
        if let own = replicated.first(where: { $0.hash == hash }),
            let next = replicated.first(where: { $0.hash != hash }), !own.differs(from: next)
        {
            rival = next
        } else {
            rival = nil
        }
        gainOverDefault = progress.expertDefault.map { Self.mean(runs) / Self.mean(gflops(of: $0)) - 1 }
    }

    public var mean: Double { Self.mean(runs) }

    /// The 95 % confidence interval of the mean by Student's t; `nil` for a single run.
    public var interval: ClosedRange<Double>? {
        guard runs.count >= 2 else { return nil }
        let variance = runs.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(runs.count - 1)
        let half = Self.studentT(degreesOfFreedom: runs.count - 1) * sqrt(variance / Double(runs.count))
        return (mean - half)...(mean + half)
    }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    /// The 97.5 % quantile of Student's t. Tabulated to 10 degrees of freedom, beyond by Cornish and Fisher's expansion
    /// (Abramowitz and Stegun 1964, 26.7.5), which is within 0.001 there.
    public static func studentT(degreesOfFreedom: Int) -> Double {
        let table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
        if degreesOfFreedom <= table.count { return table[degreesOfFreedom - 1] }
        let z = 1.959964
        let n = Double(degreesOfFreedom)
        let first = (pow(z, 3) + z) / 4
        let second = (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / 96
        let third = (3 * pow(z, 7) + 19 * pow(z, 5) + 17 * pow(z, 3) - 15 * z) / 384
        return z + first / n + second / (n * n) + third / (n * n * n)
    }
}
