import HPL
import Search

/// One study of a comparison.
public struct ComparedStudy: Sendable {
    public let record: StudyRecord
    public let progress: StudyProgress
    /// `nil` when nothing was measured yet.
    public let best: BestConfiguration?
    /// What the best configuration runs with, by the names of the study file, those included that the study does not
    /// vary; empty without a best one.
    public let values: [String: ParameterValue]
    /// Those that the study varies, in its order.
    public let varied: [String]

    public init(_ study: LoadedStudy, trials: [TrialRecord], calibrations: [Calibration]) throws {
        record = study.record
        progress = study.progress(trials, calibrations)
        let best = study.best(of: trials)
        self.best = best
        values = try best.map { try study.space.values(for: $0.trial.candidate.point) } ?? [:]
        varied = study.space.searchSpace.names
    }

    public var name: String { record.name }

    /// Of the best configuration's runs.
    public var n: Int? { best.map { $0.trial.measurement?.n ?? $0.trial.n } }

    public var nodeHours: Double { progress.nodeSeconds / 3600 }

    /// Where its own runs are made.
    public var machine: String {
        let nodes = record.setUp.resources.nodes
        let machine = record.setUp.machine
        return
            "\(nodes == 1 ? "" : "\(nodes) × ")\(machine.hostname), \(machine.cores) cores, \(machine.cpuModel)"
    }
}
