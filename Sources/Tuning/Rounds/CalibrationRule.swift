import HPL
import Search

/// Whether a study has to be calibrated before its next round, and by which runs. Pure.
struct CalibrationRule: Sendable {
    enum Next: Sendable {
        case make(CalibrationPlan)
        /// Enough is known, or no calibration is possible.
        case settle
        /// What is left of the node-hours does not suffice for one: so many node-seconds would have to be.
        case tooCostly(nodeSeconds: Double)
    }

    let record: StudyRecord
    /// It has run something in its rounds.
    let hasRuns: Bool
    /// The calibration's runs with a result, in the order they were made.
    let samples: [Calibration]
    /// Node-seconds that may be spent; `nil` without a limit.
    let left: Double?

    /// Runs as long as this, or a quarter of it, tell how long larger ones take.
    private static let tellingSeconds = 2.0
    /// A queue lets a job of an hour through as gladly as a short one: not worth another wait to foretell it better.
    private static let unforetoldSeconds = 3600.0

    func next() throws -> Next {
        guard let wanted = try wanted() else { return .settle }
        if let limit = record.setUp.jobLimit {
            return samples.isEmpty ? queued(wanted, within: limit) : .settle
        }
        guard let n = CalibrationPlan.nextN(after: samples, reaching: wanted.seconds, upTo: wanted.largestN)
        else { return .settle }
        let limit = RunPlanner.limitSeconds(n: n, times: nil)
        return .make(CalibrationPlan(runs: [.init(n: n, limitSeconds: limit)], terms: nil))
    }

    private func queued(_ wanted: (seconds: Double, largestN: Int), within limit: JobLimit) -> Next {
        let plan = CalibrationPlan.queued(
            reaching: wanted.seconds, upTo: wanted.largestN, guess: .guess(for: record.setUp.resources),
            within: limit, left: left, leaving: leastForRound(within: limit))
        switch plan {
        case .job(let plan): return .make(plan)
        // The round will say so, with numbers.
        case .tooLong: return .settle
        case .tooCostly(let nodeSeconds): return .tooCostly(nodeSeconds: nodeSeconds)
        }
    }

    /// The node-seconds of the shortest job; where none is allowed, none.
    private func leastForRound(within limit: JobLimit) -> Double {
        guard case .job(_, let terms) = limit.fit([JobLimit.Run(predicted: 0, limit: 0)]) else { return 0 }
        return limit.nodeSeconds(of: terms, runs: 1)
    }

    /// How long the runs are that are to be foretold, in seconds, and the largest N there may be; `nil` when nothing is
    /// to be learnt.
    private func wanted() throws -> (seconds: Double, largestN: Int)? {
        if record.setUp.problemSize == nil {
            let seconds =
                record.setUp.runSeconds
                ?? Calibrator.defaultRunSeconds(nodes: record.setUp.resources.nodes)
            return (seconds, try record.memoryN())
        }
        if hasRuns { return nil }
        let n = try record.expertN()
        guard let limit = record.setUp.jobLimit else { return (Self.tellingSeconds, n) }
        if isForetold(n, within: limit) { return nil }
        return (RunTimeModel.guess(for: record.setUp.resources).seconds(n: n), n)
    }

    /// Whether the first round may be submitted without knowing how long its runs take: a cautious guess asks for a job
    /// that is allowed and not long. What is left of the node-hours does not count: with too little of them a study would
    /// begin with a calibration, and end after it.
    private func isForetold(_ n: Int, within limit: JobLimit) -> Bool {
        let run = JobLimit.Run(
            predicted: RunPlanner.cautiousSeconds(n: n), limit: RunPlanner.limitSeconds(n: n, times: nil))
        let runs = [JobLimit.Run](
            repeating: run, count: min(record.setUp.batch, record.setUp.budget.trials))
        guard case .job(let fitting, let terms) = limit.fit(runs) else { return false }
        return fitting == runs && terms.limitSeconds <= Self.unforetoldSeconds
    }
}

extension StudyRecord {
    /// N of the expert default.
    fileprivate func expertN() throws -> Int {
        let space = try space()
        return try space.settings(for: space.searchSpace.firstPoints[0], at: .full).n
    }

    /// The largest N of the expert default that the memory allows.
    func memoryN() throws -> Int { try sized(.memory(fraction: Calibrator.memoryFraction)).expertN() }
}
