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
    /// Runs as long as this, or a quarter of it, tell how long larger ones take.
    private static let tellingSeconds = 2.0
    /// How long one run takes when nobody says N or time.
    public static let defaultRunSeconds = 4.0
    /// A queue lets a job of an hour through as gladly as a short one: not worth another wait to foretell it better.
    private static let unforetoldSeconds = 3600.0

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
        var isNew = false
        while true {
            if let job = try driver.store.openCalibration(ofStudy: record.id) {
                if let end = try await follow(job, isNew: isNew, record) { return .leaves(end) }
            }
            switch try next(for: record) {
            case .settle: return .sized(try settled(record))
            case .stop(let end): return .leaves(end)
            case .make(let plan): try self.plan(plan, record)
            }
            isNew = true
        }
    }

    private enum Next {
        case make(CalibrationPlan)
        /// Enough is known, or no run succeeds.
        case settle
        case stop(StudyEnd)
    }

    private func next(for record: StudyRecord) throws -> Next {
        guard let wanted = try wanted(for: record) else { return .settle }
        let vain = try driver.store.vainCalibrations(ofStudy: record.id)
        guard vain.failed == 0, vain.lost < LossRule.attemptLimit else { return .settle }
        let calibrations = try driver.store.calibrations(ofStudy: record.id)
        let samples = calibrations.filter { $0.gflops != nil }
        if record.setUp.queuesJobs {
            return samples.isEmpty ? try queued(wanted, spent: calibrations, record) : .settle
        }
        guard let n = CalibrationPlan.nextN(after: samples, reaching: wanted.seconds, upTo: wanted.largestN)
        else { return .settle }
        let limit = RunPlanner(study: try expert(n, record).study, isRoot: driver.isRoot)
            .limitSeconds(n: n, times: nil)
        return .make(CalibrationPlan(runs: [.init(n: n, limitSeconds: limit)], limitSeconds: nil))
    }

    private func queued(
        _ wanted: (seconds: Double, largestN: Int), spent: [Calibration], _ record: StudyRecord
    ) throws -> Next {
        var most = record.setUp.clusterFacts?.partition.maxSeconds ?? .infinity
        if let nodeHours = record.setUp.budget.nodeHours {
            let nodes = Double(record.setUp.resources.nodes)
            let trials = try driver.store.trials(ofStudy: record.id)
            let progress = StudyProgress(
                trials: trials, calibrations: spent, nodes: record.setUp.resources.nodes, expertDefault: nil)
            let killWait = Double(record.setUp.clusterFacts?.capabilities.killWait ?? 30)
            let room = (nodeHours * 3600 - progress.nodeSeconds) / nodes - killWait - 60
            if room < CalibrationPlan.shortestJob {
                let least = (CalibrationPlan.shortestJob + killWait + 60) * nodes / 3600
                let end = StudyEnd.nodeHoursReached(
                    spent: progress.nodeSeconds / 3600, limit: nodeHours, next: least)
                try driver.store.setState(
                    .finished, reason: end.description, ofStudy: record, heldBy: driver.holder,
                    at: driver.now())
                return .stop(end)
            }
            most = min(most, room)
        }
        return .make(
            .queued(
                reaching: wanted.seconds, upTo: wanted.largestN, guess: .guess(for: record.setUp.resources),
                within: most))
    }

    /// How long the runs are that are to be foretold, in seconds, and the largest N there may be; `nil` when nothing is
    /// to be learnt.
    private func wanted(for record: StudyRecord) throws -> (seconds: Double, largestN: Int)? {
        if record.setUp.problemSize == nil {
            return (record.setUp.runSeconds ?? Self.defaultRunSeconds, try memoryN(record))
        }
        guard try driver.store.trials(ofStudy: record.id).allSatisfy(\.isImported) else { return nil }
        let study = try LoadedStudy(record)
        let n = try study.space.settings(for: study.space.searchSpace.firstPoints[0], at: .full).n
        guard record.setUp.queuesJobs else { return (Self.tellingSeconds, n) }
        // Only for a time limit that is far from the truth, or that costs node-hours set apart in vain.
        let limit = RunPlanner(study: study, isRoot: driver.isRoot).limitSeconds(n: n, times: nil)
        let round = limit * Double(min(record.setUp.batch, record.setUp.budget.trials))
        let isLong = round > min(Self.unforetoldSeconds, record.setUp.clusterFacts?.partition.maxSeconds ?? .infinity)
        let isDear =
            record.setUp.budget.nodeHours.map {
                round * Double(record.setUp.resources.nodes) > $0 * 3600
            } ?? false
        guard isLong || isDear else { return nil }
        return (RunTimeModel.guess(for: record.setUp.resources).seconds(n: n), n)
    }

    /// The largest N of the expert default.
    private func memoryN(_ record: StudyRecord) throws -> Int {
        let largest = try record.sized(.memory(fraction: Self.memoryFraction)).space()
        return try largest.settings(for: largest.searchSpace.firstPoints[0], at: .full).n
    }

    private func settled(_ record: StudyRecord) throws -> LoadedStudy {
        if record.setUp.problemSize != nil { return try LoadedStudy(record) }
        let largestN = try memoryN(record)
        guard let times = RunTimeModel(fitting: try driver.store.calibrations(ofStudy: record.id), []) else {
            // The trials will show what is wrong. Only when one of them succeeds does this N stay.
            return try LoadedStudy(record.sized(.fixed([max(64, min(Self.firstN, largestN))])))
        }
        let seconds = record.setUp.runSeconds ?? Self.defaultRunSeconds
        let n = max(64, min(times.n(forSeconds: seconds, multipleOf: 64), largestN))
        let sized = try driver.store.update(record, heldBy: driver.holder) { $0.problemSize = .fixed([n]) }
        driver.notify(.sizeChosen(n: n, seconds: times.seconds(n: n)))
        return try LoadedStudy(sized)
    }
}

extension StudySetUp {
    /// Jobs wait for their turn, rather than begin at once.
    var queuesJobs: Bool { cluster?.scheduler == .slurm }
}
