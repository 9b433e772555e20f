/// The rates that count of several runs of one point, by the rule of `competing(among:)`.
public struct TrustedRuns: Sendable, Hashable {
    /// Gflops, in the order they were run.
    public let gflops: [Double]
    /// How many of them shared the machine with another hpltune.
    public let sharedCount: Int

    public init(of trials: [TrialRecord]) {
        let measured = trials.indices.filter { trials[$0].measurement != nil }
        let measurements = trials.competing(among: measured).compactMap { trials[$0].measurement }
        gflops = measurements.map(\.gflops)
        sharedCount = measurements.count(where: \.isContaminated)
    }

    /// They all shared the machine: the point may be faster.
    public var areDoubtful: Bool { sharedCount > 0 && sharedCount == gflops.count }

    public var mean: Double { gflops.reduce(0, +) / Double(gflops.count) }
}

extension [TrialRecord] {
    /// Which of some measured trials, by their places, say how fast they can be. Another load makes a run slower, if
    /// anything: the rate of a run that shared the machine is a lower bound. It counts when it is above all of those that
    /// had the machine to themselves, or when there are none of these. A smaller N is an easier race: compare only what
    /// ran at the same level.
    func competing(among places: [Int]) -> [Int] {
        let undisturbed = places.lazy.compactMap { self[$0].measurement }.filter { !$0.isContaminated }
        guard let fastest = undisturbed.map(\.gflops).max() else { return places }
        return places.filter { place in
            self[place].measurement.map { !$0.isContaminated || $0.gflops > fastest } ?? false
        }
    }

    /// The place of the fastest of some measured trials; of equals one that had the machine to itself, then the first.
    public func fastest(among places: [Int]) -> Int? {
        places.max { left, right in
            guard let left = self[left].measurement, let right = self[right].measurement else { return false }
            return left.gflops == right.gflops
                ? left.isContaminated && !right.isContaminated : left.gflops < right.gflops
        }
    }
}
