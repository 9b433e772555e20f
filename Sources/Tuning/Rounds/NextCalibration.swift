/// The calibration that a study in a queue would begin with, for looking at before anything is stored or submitted.
public struct NextCalibration: Sendable, Hashable {
    /// N of its runs.
    public let sizes: [Int]
    /// What its job asks for.
    public let limitSeconds: Double

    /// - Returns: `nil` when there is none, or no queue.
    public init?(of record: StudyRecord, after trials: [TrialRecord], _ calibrations: [Calibration]) throws {
        let setUp = record.setUp
        let spent = StudyProgress(
            trials: trials, calibrations: calibrations, nodes: setUp.resources.nodes, expertDefault: nil
        ).nodeSeconds
        let rule = CalibrationRule(
            record: record, hasRuns: !trials.allSatisfy(\.isImported),
            samples: calibrations.filter { $0.gflops != nil },
            left: setUp.budget.nodeHours.map { $0 * 3600 - spent })
        guard case .make(let plan) = try rule.next(), let terms = plan.terms else { return nil }
        sizes = plan.runs.map(\.n)
        limitSeconds = terms.limitSeconds
    }
}
