/// The calibration that a study in a queue would begin with, for looking at before anything is stored or submitted.
public struct NextCalibration: Sendable, Hashable {
    /// N of its runs.
    public let sizes: [Int]
    /// What its job asks for.
    public let limitSeconds: Double
    /// The most that the scheduler may count for it.
    public let nodeSeconds: Double
    /// The node-hours do not suffice for it, not even with the first of its runs alone: that is what it shows.
    public let isTooCostly: Bool

    /// - Returns: `nil` when there is none, or no queue.
    public init?(of record: StudyRecord, after trials: [TrialRecord], _ calibrations: [Calibration]) throws {
        let setUp = record.setUp
        let spent = StudyProgress(
            trials: trials, calibrations: calibrations, nodes: setUp.resources.nodes, expertDefault: nil
        ).nodeSeconds
        func following(left: Double?) throws -> CalibrationRule.Next {
            try CalibrationRule(
                record: record, hasRuns: !trials.allSatisfy(\.isImported),
                samples: calibrations.filter { $0.gflops != nil }, left: left
            ).next()
        }
        var next = try following(left: setUp.budget.nodeHours.map { $0 * 3600 - spent })
        var needed: Double?
        if case .tooCostly(let nodeSeconds) = next {
            needed = nodeSeconds
            next = try following(left: nodeSeconds)
        }
        guard case .make(let plan) = next, let terms = plan.terms else { return nil }
        isTooCostly = needed != nil
        sizes = plan.runs.map(\.n)
        limitSeconds = terms.limitSeconds
        nodeSeconds =
            needed ?? setUp.jobLimit?.nodeSeconds(of: terms, runs: plan.runs.count) ?? terms.limitSeconds
    }
}
