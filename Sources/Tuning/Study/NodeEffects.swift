import Glibc
import Search

/// How much slower or faster each node is than the others, from runs that can be compared. Pure.
///
/// Additive model of the logarithm of the rate: log Gflops = configuration + node + noise. A run on a node is compared
/// with runs elsewhere: those of the same point at the same level, and where there are none, those of the same round at
/// the same level (tasks of an array run on different nodes). Its residual is the difference to their median; the node's
/// effect is the median of its residuals, with 1.2533 · 1.4826 · MAD / √n as its standard error (the error of a median of
/// normal values; Hampel's estimate of their deviation). Medians, because a neighbour's load slows single runs by factors.
///
/// HPL waits for its slowest node, so a run on several nodes counts for each of them.
public struct NodeEffect: Sendable, Hashable {
    public let node: String
    /// A share: -0.07 is 7 % slower than the others.
    public let effect: Double
    /// Of the logarithm, about that of `effect`.
    public let standardError: Double
    /// Runs that could be compared.
    public let runs: Int

    static let fewestRuns = 3
    /// What is smaller is not worth a word.
    static let notable = 0.02

    /// Slower than can be put down to chance, and by more than a little.
    public var isSlow: Bool { effect < -Self.notable && log1p(effect) < -2 * standardError }

    /// The nodes with enough runs that can be compared, the slowest first. Contaminated runs are left out.
    public static func all(in trials: [TrialRecord]) -> [NodeEffect] {
        let runs = trials.compactMap(Run.init)
        let byExperiment = Dictionary(grouping: runs, by: \.experiment)
        let byRound = Dictionary(grouping: runs, by: \.round)
        var known: [Run.Group: [String: Double?]] = [:]
        func elsewhere(than node: String, _ group: Run.Group, _ runs: [Run]?) -> Double? {
            if let median = known[group]?[node] { return median }
            let others = (runs ?? []).filter { !$0.nodes.contains(node) }
            let median = median(others.map(\.logRate))
            known[group, default: [:]][node] = .some(median)
            return median
        }
        var residuals: [String: [Double]] = [:]
        for run in runs {
            for node in run.nodes {
                let reference =
                    elsewhere(than: node, run.experiment, byExperiment[run.experiment])
                    ?? elsewhere(than: node, run.round, byRound[run.round])
                if let reference { residuals[node, default: []].append(run.logRate - reference) }
            }
        }
        return residuals.compactMap { node, values in
            guard values.count >= fewestRuns, let center = median(values),
                let spread = median(values.map { abs($0 - center) })
            else { return nil }
            return NodeEffect(
                node: node, effect: expm1(center),
                standardError: 1.2533 * 1.4826 * spread / Double(values.count).squareRoot(),
                runs: values.count)
        }.sorted { ($0.effect, $0.node) < ($1.effect, $1.node) }
    }

    private struct Run {
        struct Group: Hashable {
            let key: String
            let level: FidelityLevel
        }

        let experiment: Group
        let round: Group
        let nodes: Set<String>
        let logRate: Double

        init?(_ trial: TrialRecord) {
            guard let measurement = trial.measurement, !measurement.isContaminated, !trial.isImported,
                !trial.hosts.isEmpty
            else { return nil }
            let level = trial.candidate.level
            experiment = Group(key: trial.candidate.point.hash.description, level: level)
            round = Group(key: String(trial.round), level: level)
            nodes = Set(trial.hosts)
            logRate = log(measurement.gflops)
        }
    }

    private static func median(_ values: [Double]) -> Double? {
        if values.isEmpty { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension NodeEffect: CustomStringConvertible {
    /// `node n2 is 7 % slower (5 runs)`
    public var description: String {
        let percent = (abs(effect) * 1_000).rounded() / 10
        let text = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
        return "node \(node) is \(text) % \(effect < 0 ? "slower" : "faster") (\(counted(runs, "run")))"
    }
}
