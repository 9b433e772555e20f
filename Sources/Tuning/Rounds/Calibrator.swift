import Execution
import HPL
import Search

/// Learns how long HPL takes on this machine by a few short runs of the expert default, and finds the N for a wanted
/// run time. These runs are no trials and do not count against the budget.
///
/// Where runs begin at once it makes one at a time, each chosen by those before it; where jobs wait in a queue it makes
/// all in one job (`CalibrationPlan`). Either way a calibration is a job like any other: written down before it is
/// submitted, found by its token after a crash, left alone when the driver leaves, and followed by the next one.
public struct Calibrator: Sendable {
    public static let firstN = CalibrationPlan.firstN
    /// A share of the memory that is free, which no run may exceed.
    public static let memoryFraction = 0.8
    /// How long one run takes when nobody says N or time: seconds tell apart the configurations of one node; ranks on
    /// several take longer to be more than start-up.
    public static func defaultRunSeconds(nodes: Int) -> Double { nodes > 1 ? 60 : 4 }

    let driver: StudyDriver

    enum Sizing {
        /// The study with its N settled.
        case sized(LoadedStudy)
        /// Nothing more can be done now.
        case leaves(StudyEnd)
    }

    /// The study at the makeshift N of runs that are under way although N is not settled, since no calibration succeeded;
    /// `nil` when there are none. What comes of them is read before anything else.
    func makeshift(_ record: StudyRecord) throws -> LoadedStudy? {
        guard record.setUp.problemSize == nil,
            let trial = try driver.store.trials(ofStudy: record.id).first(where: \.isPending)
        else { return nil }
        return try LoadedStudy(record.sized(.fixed([trial.n])))
    }

    /// Calibrates when that has not happened yet, and settles N.
    func sized(_ record: StudyRecord) async throws -> Sizing {
        while true {
            if let job = try driver.store.openCalibration(ofStudy: record.id) {
                if let end = try await follow(job, record) { return .leaves(end) }
            }
            switch try next(for: record) {
            case .settle: return .sized(try settled(record))
            case .tooCostly(let nodeSeconds): return .leaves(try finish(record, before: nodeSeconds))
            case .make(let plan): try self.plan(plan, record)
            }
        }
    }

    private func next(for record: StudyRecord) throws -> CalibrationRule.Next {
        let vain = try driver.store.vainCalibrations(ofStudy: record.id)
        guard vain.failed == 0, vain.lost < LossRule.attemptLimit else { return .settle }
        return try CalibrationRule(
            record: record,
            hasRuns: !driver.store.trials(ofStudy: record.id).allSatisfy(\.isImported),
            samples: driver.store.calibrations(ofStudy: record.id).filter { $0.gflops != nil },
            left: driver.store.nodeSecondsLeft(of: record)
        ).next()
    }

    /// The node-hours do not suffice for so many node-seconds.
    private func finish(_ record: StudyRecord, before nodeSeconds: Double) throws -> StudyEnd {
        let limit = record.setUp.budget.nodeHours ?? 0
        let left = try driver.store.nodeSecondsLeft(of: record) ?? 0
        let end = StudyEnd.nodeHoursReached(
            spent: limit - left / 3600, limit: limit, next: nodeSeconds / 3600)
        try driver.store.setState(
            .finished, reason: end.description, ofStudy: record, heldBy: driver.holder, at: driver.now())
        return end
    }

    private func settled(_ record: StudyRecord) throws -> LoadedStudy {
        if record.setUp.problemSize != nil { return try LoadedStudy(record) }
        let largestN = try record.memoryN()
        guard let times = RunTimeModel(fitting: try driver.store.calibrations(ofStudy: record.id), []) else {
            // The trials will show what is wrong. Only when one of them succeeds does this N stay.
            return try LoadedStudy(record.sized(.fixed([max(64, min(Self.firstN, largestN))])))
        }
        let seconds = record.setUp.runSeconds ?? Self.defaultRunSeconds(nodes: record.setUp.resources.nodes)
        let n = max(64, min(times.n(forSeconds: seconds, multipleOf: 64), largestN))
        let sized = try driver.store.update(record, heldBy: driver.holder) { $0.problemSize = .fixed([n]) }
        driver.notify(.sizeChosen(n: n, seconds: times.seconds(n: n)))
        return try LoadedStudy(sized)
    }
}
