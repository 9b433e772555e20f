/// The rates that count of several runs of one point: those of runs that had the machine to themselves, and all of them
/// when none had.
public struct TrustedRuns: Sendable, Hashable {
    /// Gflops, in the order they were run.
    public let gflops: [Double]
    /// They all shared the machine with another hpltune.
    public let areDoubtful: Bool

    public init(of trials: [TrialRecord]) {
        let measured = trials.compactMap(\.measurement)
        let clean = measured.filter { !$0.isContaminated }
        gflops = (clean.isEmpty ? measured : clean).map(\.gflops)
        areDoubtful = clean.isEmpty && !measured.isEmpty
    }

    public var mean: Double { gflops.reduce(0, +) / Double(gflops.count) }
}
