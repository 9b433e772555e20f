import Glibc
import Search

/// The answer of a study: the best point, and what its runs gave.
public struct BestConfiguration: Sendable {
    /// The best single run of the point.
    public let trial: TrialRecord
    /// Gflops of the point's runs at the top level that count: those that had the machine to themselves, and any that were
    /// faster though they shared it.
    public let runs: [Double]
    /// How many of them shared the machine: the point may be faster still, so it is to be repeated.
    public let sharedRuns: Int
    /// The best of the other points that were run more than once, when chance alone could make the difference.
    public let rival: ReplicatedPoint?
    /// As a share of the expert default's mean; `nil` when that was not measured, or only while it shared the machine.
    public let gainOverDefault: Double?
    /// None of the expert default's runs had the machine to itself.
    public let isDefaultDoubtful: Bool
    /// Whether the gain is more than chance; `nil` when either was run only once, or they are the same.
    public let isGainSignificant: Bool?

    /// - Parameter recommended: the point the strategy would run from now on; the one with the best single run, which
    ///   was probably lucky, when it does not say, or names one that only ran while it shared the machine and was slower
    ///   than others that did not.
    /// - Returns: `nil` when nothing was measured yet.
    public init?(of trials: [TrialRecord], progress: StudyProgress, recommended: PointHash? = nil) {
        guard let luckiest = progress.best else { return nil }
        let racing = trials.indices.filter {
            trials[$0].candidate.level == luckiest.candidate.level && trials[$0].measurement != nil
        }
        let competing = trials.competing(among: racing)
        let best =
            trials.fastest(among: competing.filter { trials[$0].candidate.point.hash == recommended })
            .map { trials[$0] } ?? luckiest
        func runs(of trial: TrialRecord) -> TrustedRuns {
            TrustedRuns(of: trials.filter { $0.isSameExperiment(as: trial) })
        }
        self.trial = best
        var own = runs(of: best)
        // What is below other points' undisturbed runs says nothing of a point that is above them.
        if own.areDoubtful {
            own = TrustedRuns(of: competing.map { trials[$0] }.filter { $0.isSameExperiment(as: best) })
        }
        self.runs = own.gflops
        sharedRuns = own.sharedCount
        let replicated = ReplicatedPoint.all(in: trials)
        let hash = best.candidate.point.hash
        if let mine = replicated.first(where: { $0.hash == hash }),
            let next = replicated.first(where: { $0.hash != hash }), !mine.differs(from: next)
        {
            rival = next
        } else {
            rival = nil
        }
        let standard = progress.expertDefault.map(runs(of:))
        let mean = own.mean
        gainOverDefault = standard.flatMap { $0.areDoubtful ? nil : mean / $0.mean - 1 }
        isDefaultDoubtful = standard?.areDoubtful ?? false
        let isDefault = progress.expertDefault?.candidate.point.hash == best.candidate.point.hash
        let rates = own.gflops
        isGainSignificant =
            isDefault || isDefaultDoubtful
            ? nil : standard.flatMap { WelchTest(rates, $0.gflops)?.isSignificant }
    }

    /// None of the runs that count had the machine to itself.
    public var isDoubtful: Bool { sharedRuns > 0 && sharedRuns == runs.count }

    public var mean: Double { runs.reduce(0, +) / Double(runs.count) }

    /// The 95 % confidence interval of the mean by Student's t, no rate being below zero; `nil` for a single run.
    public var interval: ClosedRange<Double>? {
        guard runs.count >= 2 else { return nil }
        let point = trial.candidate.point
        return ReplicatedPoint(hash: point.hash, point: point, runs: runs).interval
    }

    /// As `interval`, where it says something: by Student's t the interval of two runs is nine times as wide as they are
    /// apart, so of runs that differ much it reaches from nothing to twice their mean. `nil` then.
    public var tellingInterval: ClosedRange<Double>? {
        interval.flatMap { $0.upperBound - mean > mean / 4 ? nil : $0 }
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
