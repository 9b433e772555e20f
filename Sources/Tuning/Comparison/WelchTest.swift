import Glibc

/// Whether two means differ, when neither the variances nor the numbers of runs need be equal (Welch 1947, The
/// generalization of 'Student's' problem when several different population variances are involved, Biometrika 34).
///
/// Two intervals that overlap do not tell: means may differ all the same (Schenker and Gentleman 2001, On judging the
/// significance of differences by examining the overlap between confidence intervals, The American Statistician 55).
public struct WelchTest: Sendable, Hashable {
    /// The first mean less the second, over the standard error of that difference; infinite where no run scatters.
    public let t: Double
    /// By Welch and Satterthwaite, at least 1.
    public let degreesOfFreedom: Double

    /// `nil` unless each has two values.
    public init?(_ first: [Double], _ second: [Double]) {
        guard first.count >= 2, second.count >= 2 else { return nil }
        let (one, other) = (Self.moments(first), Self.moments(second))
        let error = one.errorSquared + other.errorSquared
        let difference = one.mean - other.mean
        guard error > 0 else {
            t = difference == 0 ? 0 : difference * .infinity
            degreesOfFreedom = Double(first.count + second.count - 2)
            return
        }
        t = difference / sqrt(error)
        let parts =
            one.errorSquared * one.errorSquared / Double(first.count - 1)
            + other.errorSquared * other.errorSquared / Double(second.count - 1)
        degreesOfFreedom = max(1, error * error / parts)
    }

    /// Chance alone makes a difference as large as this in less than one of 20 comparisons.
    public var isSignificant: Bool {
        abs(t) > Self.studentT(degreesOfFreedom: min(max(1, degreesOfFreedom), 1e6))
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

    private static func moments(_ values: [Double]) -> (mean: Double, errorSquared: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return (mean, variance / count)
    }
}
