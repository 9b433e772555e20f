import Search

/// Why driving a study came to an end.
public enum StudyEnd: Sendable, Hashable {
    case budgetReached(trials: Int)
    case nodeHoursReached(spent: Double, limit: Double, next: Double)
    case strategyFinished(StopReason)
    /// The model has promised less than `limit` for two rounds; shares of the best so far.
    case gainTooSmall(expected: Double, limit: Double)
    /// The round, or the calibration that comes before the first, is submitted, and that was all that was asked for.
    case detached(runs: Int, isCalibration: Bool = false)
    /// The first runs all failed; going on would only burn time. The last failure explains.
    case everythingFails(runs: Int)
    /// Somebody asked the driver to leave; the jobs go on.
    case paused(by: String)
    /// Somebody else has ended a job of the study; its user has to say whether its runs are to be made again.
    /// `round` is `nil` for a calibration.
    case jobCancelled(id: String, round: Int?, runs: Int, ending: String)
    /// Somebody ended the study and so many of its runs, or its calibration.
    case cancelled(by: String, runs: Int, calibration: Bool = false)
}

extension StudyEnd: CustomStringConvertible {
    public var description: String {
        switch self {
        case .budgetReached(let trials):
            "the budget of \(counted(trials, "run")) is used up"
        case .nodeHoursReached(let spent, let limit, let next):
            "the next job may take \(Self.neededHours(next)) node-hours, "
                + Self.balance(spent: spent, limit: limit)
                + "; allow `--max-node-hours \(Self.neededHours(spent + next))` to go on"
        case .strategyFinished(let reason):
            reason.description
        case .gainTooSmall(let expected, let limit):
            "the next round promises \(percent(expected)), less than \(percent(limit)) as did the one before"
        case .detached(let runs, isCalibration: true):
            "the calibration is submitted, \(counted(runs, "short run")) in one job"
        case .detached(let runs, isCalibration: false):
            "\(counted(runs, "run")) \(runs == 1 ? "is" : "are") submitted"
        case .everythingFails(let runs):
            runs == StopRule.hopelessRuns ? "all 3 runs failed" : "the last \(runs) runs failed"
        case .paused(let sender):
            "\(sender) asked to stop driving it"
        case .jobCancelled(let id, nil, _, let ending):
            "job \(id), the calibration, was cancelled by somebody else\(remark(ending)); `resume` goes on with the study, "
                + "`cancel` ends it"
        case .jobCancelled(let id, let round?, let runs, let ending):
            "job \(id) of round \(round) was cancelled by somebody else\(remark(ending)), and "
                + (runs == 1
                    ? "its run waits: `resume` makes it" : "its \(runs) runs wait: `resume` makes them")
                + " again, `cancel` ends the study"
        case .cancelled(let sender, _, _):
            "cancelled by \(sender)"
        }
    }

    /// What a cancelling came to, in words for whoever asked for it.
    public var outcomeText: String {
        switch self {
        case .cancelled(_, 0, calibration: true): "cancelled; its calibration was ended or will not begin"
        case .cancelled(_, 0, calibration: false): "cancelled; nothing of it was running"
        case .cancelled(_, 1, calibration: false): "cancelled; 1 run was ended or will not begin"
        case .cancelled(_, let runs, let calibration):
            "cancelled; \(calibration ? "its calibration and " : "")\(counted(runs, "run")) \(runs == 1 && !calibration ? "was" : "were") ended or will not begin"
        default: description
        }
    }

    /// What the scheduler says beyond that it was cancelled.
    private func remark(_ ending: String) -> String { ending == "it was cancelled" ? "" : " (\(ending))" }

    private func percent(_ share: Double) -> String {
        "\((share * 10_000).rounded() / 100) %"
    }

    /// What is needed, never less than that: whoever writes it behind `--max-node-hours` has enough.
    public static func neededHours(_ value: Double) -> String {
        let scale = scale(of: value)
        var count = (value * scale - 1e-6).rounded(.up)
        while count / scale * 3600 < value * 3600 { count += 1 }
        return text(count / scale)
    }

    /// `and 0.05 of 0.101 are spent`
    public static func balance(spent: Double, limit: Double) -> String {
        let scale = scale(of: spent)
        return "and \(text((spent * scale).rounded() / scale)) of \(text(limit)) are spent"
    }

    /// Small studies spend thousandths of an hour.
    private static func scale(of hours: Double) -> Double { hours > 0 && hours < 0.1 ? 1e6 : 1_000 }

    private static func text(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
