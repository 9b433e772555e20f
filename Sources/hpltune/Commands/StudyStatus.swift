import Reporting
import Search
import Tuning

/// Where a study stands, as text and as JSON.
struct StudyStatus {
    let record: StudyRecord
    let progress: StudyProgress
    let driver: LeaseHolder?
    let lastEvent: StoredEvent?
    /// Those that wait or run in a scheduler's queue.
    let jobs: [JobText]
    /// What becomes of the runs without a result: `1 running`, `3 planned`, or what else there is.
    let pending: [String]
    /// The slowest first; none for a study of one machine.
    let nodes: [NodeEffect]

    init(_ record: StudyRecord, in store: StudyStore) throws {
        self.record = record
        progress = try store.progress(of: record)
        driver = try store.leaseHolder(
            ofStudy: record, at: WallClock.now(), isGone: DriverProcess.isGone)
        lastEvent = try store.lastEvent(ofStudy: record.id)
        let open = try JobText.open(ofStudy: record.id, in: store)
        jobs = open.filter(\.hasQueue)
        pending = Self.pending(progress.pending, try store.openJobs(ofStudy: record.id).map { JobText($0) })
        nodes =
            record.setUp.cluster == nil
            ? [] : NodeEffect.all(in: try store.trials(ofStudy: record.id))
    }

    /// - Parameters:
    ///   - count: runs without a result.
    ///   - jobs: those that carry them.
    static func pending(_ count: Int, _ jobs: [JobText]) -> [String] {
        let ended = jobs.filter(\.hasEnded).map(\.runs).reduce(0, +)
        // A job makes its runs in turn; of an array's tasks some may wait.
        let running = jobs.count { $0.isRunning && !$0.isArray }
        let tasks = jobs.filter { $0.isRunning && $0.isArray }.map(\.runs).reduce(0, +)
        let parts = [
            (running, "running"), (tasks, "running or queued"), (ended, "ended, to be collected"),
            (count - running - tasks - ended, "planned"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }

    /// `running` while somebody drives it.
    var stateText: String { driver == nil ? record.state.rawValue : "running" }

    var clusterName: String { record.setUp.cluster?.name ?? ClusterProfile.local.name }

    var nextStep: String {
        if let driver { return "being driven by \(driver)" }
        switch record.state {
        case .open where record.awaitsSync && jobs.contains { $0.number != nil }:
            return "\(CommandName.text) resume \(record.name), or \(CommandName.text) sync \(record.name)"
        case .open, .cancelled: return "\(CommandName.text) resume \(record.name)"
        case .finished
        where record.setUp.budget.nodeHours != nil && progress.taught < record.setUp.budget.trials:
            return
                "\(CommandName.text) optimize --study \(record.name) --max-node-hours HOURS, for more than "
                + "\(record.setUp.budget.nodeHours ?? 0)"
        case .finished where progress.taught < record.setUp.budget.trials:
            return "\(CommandName.text) best \(record.name); it ended before its budget was used up"
        case .finished:
            return "\(CommandName.text) optimize --study \(record.name) --budget \(progress.taught + 20)"
        }
    }

    var json: JSONValue {
        let counts: [(String, JSONValue)] = [
            ("pending", .integer(progress.pending)), ("measured", .integer(progress.measured)),
            ("failed", .integer(progress.failed)), ("imported", .integer(progress.imported)),
        ]
        return .object([
            ("version", .integer(1)),
            ("study", .text(record.name)),
            ("state", .text(stateText)),
            ("strategy", .text(record.strategyName)),
            ("budget", .integer(record.setUp.budget.trials)),
            ("spent", .integer(progress.taught)),
            ("trials", .object(counts)),
            (
                "failures",
                .object(progress.failures.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
            ),
            ("best", bestJSON),
            ("nodeHours", .real((progress.nodeSeconds / 3600).rounded(places: 6))),
            ("nodeHoursLimit", JSONValue(record.setUp.budget.nodeHours)),
            ("jobs", .array(jobs.map(\.json))),
            ("nodes", .array(nodes.map(nodeJSON))),
            ("N", JSONValue(largestN)),
            ("executable", .text(record.setUp.executable)),
            ("launcher", .text(record.setUp.launcher.command.joined(separator: " "))),
            ("machine", .text(record.setUp.machine.hostname)),
            ("cluster", .text(clusterName)),
            ("createdAt", .text(TimeText.iso8601(record.createdAt))),
            ("stopReason", JSONValue(record.stopReason)),
            ("next", .text(nextStep)),
        ])
    }

    /// `nil` while N is not settled, or when it depends on the point.
    private var largestN: Int? {
        if case .fixed(let orders) = record.setUp.problemSize { orders.max() } else { nil }
    }

    private func nodeJSON(_ node: NodeEffect) -> JSONValue {
        .object([
            ("node", .text(node.node)), ("effect", .real(node.effect.rounded(places: 4))),
            ("standardError", .real(node.standardError.rounded(places: 4))), ("runs", .integer(node.runs)),
            ("slow", .bool(node.isSlow)),
        ])
    }

    private var bestJSON: JSONValue {
        guard let best = progress.best, let measurement = best.measurement else { return .null }
        return .object([
            ("trial", .integer(best.number)), ("gflops", .real(measurement.gflops)),
            ("parameters", .point(best.candidate.point)),
        ])
    }
}
