/// How much time a job asks its scheduler for, which runs fit into one, and what it may cost. Pure.
///
/// The time is short enough that the queue lets the job through and no node-hours are set apart in vain, long enough that
/// one bad configuration does not cost the runs after it their turn: what is predicted, with a margin, and the longest
/// that any one run may take beyond that. What the time does not suffice for is planned again.
struct JobLimit: Sendable {
    /// A run as planned, in seconds.
    struct Run: Hashable {
        let predicted: Double
        /// It is ended after this time.
        var limit: Double
    }

    enum Fit: Hashable {
        /// The first of the runs, and what is asked for the job that carries them.
        case job([Run], JobTerms)
        /// Not even the first run fits into the longest job allowed: it would have to be this long, in seconds.
        case tooLong(seconds: Double)
        /// Not even the first run fits into what is left of the node-hours: so many node-seconds would have to be.
        case tooCostly(nodeSeconds: Double)
    }

    /// The runs of a round are often all a bit slower than predicted.
    static let margin = 1.5
    /// So long before its time is up a job's script is told, and stops its run.
    static let signalLead = 180.0
    /// Until the first run begins: nodes, modules, the prologue.
    static let startUp = 60.0
    static let shortest = 300.0
    /// SLURM counts minutes, and looks for jobs whose time is up now and then.
    static let lateness = 60.0

    /// The longest that a job may take, in seconds; `nil` without a limit.
    var longest: Double?
    /// Each run is a task of its own.
    var isArray = false
    /// The tasks that an array may have.
    var mostTasks = 1_000
    var nodes = 1
    /// Seconds between a job's first and last signal at its end.
    var killWait = 30.0

    /// What a job that carries `runs` asks for, in seconds, whole minutes, whether it is allowed or not. Never less for
    /// more runs.
    func seconds(for runs: some Collection<Run>) -> Double {
        let predicted = isArray ? 0 : runs.reduce(0) { $0 + $1.predicted * Self.margin }
        let beyond =
            runs.map { isArray ? $0.limit : max(0, $0.limit - $0.predicted * Self.margin) }.max() ?? 0
        return Self.jobSeconds(predicted + beyond)
    }

    /// - Parameter left: node-seconds that the job may cost; `nil` without a limit.
    func fit(_ runs: [Run], left: Double? = nil) -> Fit {
        guard let first = runs.first else { return .job([], terms(for: [], left: nil)) }
        var fitting = allowed(runs)
        if fitting.isEmpty { return .tooLong(seconds: Self.jobSeconds(first.predicted * Self.margin)) }
        guard let left else { return .job(fitting, terms(for: fitting, left: nil)) }
        while fitting.count > 1, nodeSeconds(for: fitting) > left { fitting.removeLast() }
        let cost = nodeSeconds(for: fitting)
        return cost > left ? .tooCostly(nodeSeconds: cost) : .job(fitting, terms(for: fitting, left: left))
    }

    /// The first runs that one job may carry. A run that has no job with room for all the time it may take is ended
    /// earlier, as long as there is room for what is predicted with its margin.
    private func allowed(_ runs: [Run]) -> [Run] {
        let runs = isArray ? Array(runs.prefix(mostTasks)) : runs
        guard let longest else { return runs }
        let allowed = (longest / 60).rounded(.down) * 60
        let room = allowed - Self.signalLead - Self.startUp
        let shortened = runs.prefix { $0.predicted * Self.margin <= room }
            .map { Run(predicted: $0.predicted, limit: min($0.limit, room)) }
        if isArray { return shortened }
        let count = runs.indices.last { seconds(for: runs[...$0]) <= allowed }.map { $0 + 1 }
        return count.map { Array(runs.prefix($0)) } ?? Array(shortened.prefix(1))
    }

    private func terms(for runs: [Run], left: Double?) -> JobTerms {
        JobTerms(
            limitSeconds: seconds(for: runs), isArray: isArray,
            reservation: left.flatMap { NodeReservation(nodeSeconds: nodeSeconds(for: runs), left: $0) })
    }

    /// The most that the scheduler may count for a job that carries `runs`.
    private func nodeSeconds(for runs: [Run]) -> Double {
        nodeSeconds(seconds(for: runs), runs: runs.count)
    }

    /// The most that the scheduler may count for a job of so many runs.
    func nodeSeconds(of terms: JobTerms, runs: Int) -> Double {
        nodeSeconds(terms.limitSeconds, runs: runs)
    }

    private func nodeSeconds(_ limitSeconds: Double, runs: Int) -> Double {
        (limitSeconds + killWait + Self.lateness) * Double(nodes) * (isArray ? Double(runs) : 1)
    }

    private static func jobSeconds(_ seconds: Double) -> Double {
        (max(shortest, seconds + signalLead + startUp) / 60).rounded(.up) * 60
    }
}
