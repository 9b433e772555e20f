import GRDB
import Search

/// Turns rows of trials and attempts into records: the columns are looked up once for all rows, and what is said in many
/// rows is read once. With ten thousand trials it is this that a command waits for.
struct TrialReader {
    private var hosts: [String: [String]] = [:]
    private let store: StudyStore

    init(for store: StudyStore) {
        self.store = store
    }

    /// All attempts of a query, by the store's id of their trial.
    func attempts(
        _ database: Database, sql: String, arguments: StatementArguments
    ) throws -> [Int64: [AttemptRecord]] {
        let statement = try database.makeStatement(sql: sql)
        let column = Columns(statement)
        let (trial, id, number, step) = (
            try column["trialID"], try column["id"], try column["number"], try column["step"]
        )
        let (directory, output) = (try column["directory"], try column["outputName"])
        let (limit, wall, scheduler) = (
            try column["limitSeconds"], try column["wallSeconds"], try column["schedulerID"]
        )
        let (predicted, overhead) = (try column["predictedSeconds"], try column["overheadSeconds"])
        let (submitted, started) = (try column["submittedAt"], try column["jobStartedAt"])
        let (isQueued, isArray) = (try column["isQueued"], try column["isArray"])
        let (outcome, isSpared, ending) = (
            try column["outcome"], try column["isSpared"], try column["ending"]
        )
        var attempts: [Int64: [AttemptRecord]] = [:]
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            var job: AttemptRecord.QueuedJob?
            if row[isQueued], let id = row[scheduler] as String? {
                job = AttemptRecord.QueuedJob(id: id, isArray: row[isArray])
            }
            var loss: String?
            if row[outcome] as String? == "lost" {
                // One that a full disk has cut off is spared too, and had begun.
                let hadBegun = row[wall] as Double? ?? 0 > 0
                loss =
                    (row[isSpared] && !hadBegun ? "lost before it had begun" : "lost")
                    + ((row[ending] as String?).map { ": \($0)" } ?? "")
            }
            attempts[row[trial], default: []].append(
                AttemptRecord(
                    id: row[id], number: row[number], step: row[step], directory: row[directory],
                    outputName: row[output], limitSeconds: row[limit], predictedSeconds: row[predicted],
                    wallSeconds: row[wall], overheadSeconds: row[overhead], schedulerID: row[scheduler],
                    submittedAt: row[submitted], jobStartedAt: row[started], queuedJob: job, loss: loss))
        }
        return attempts
    }

    /// All trials of a query, in its order.
    mutating func trials(
        _ database: Database, sql: String, arguments: StatementArguments, attempts: [Int64: [AttemptRecord]]
    ) throws -> [TrialRecord] {
        let statement = try database.makeStatement(sql: sql)
        let column = Columns(statement)
        let (id, number, round, n) = (
            try column["id"], try column["number"], try column["round"], try column["n"]
        )
        let (point, level, replicate) = (try column["point"], try column["level"], try column["replicate"])
        let (why, expectation) = (try column["why"], try column["expectation"])
        let (planned, started, finished) = (
            try column["plannedAt"], try column["startedAt"], try column["finishedAt"]
        )
        let (hosts, origin) = (try column["hosts"], try column["origin"])
        let outcome = try OutcomeColumns(column)
        var trials: [TrialRecord] = []
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            let fraction: Double = row[level]
            guard fraction > 0, fraction <= 1 else {
                throw StoreError.unreadable("the level of trial \(row[number] as Int): \(fraction)")
            }
            trials.append(
                TrialRecord(
                    id: row[id], number: row[number], round: row[round],
                    candidate: Candidate(
                        point: try store.decodePoint(row[point]), level: FidelityLevel(fraction),
                        replicate: row[replicate], why: row[why],
                        expectation: try (row[expectation] as String?).map(store.decodeExpectation)),
                    n: row[n], state: try outcome.state(of: row, number: number),
                    attempts: attempts[row[id]] ?? [],
                    queuedAt: row[planned], startedAt: row[started], finishedAt: row[finished],
                    hosts: try decodeHosts(row[hosts]), isImported: row[origin] as String == "import"))
        }
        return trials
    }

    private mutating func decodeHosts(_ text: String) throws -> [String] {
        if let known = hosts[text] { return known }
        let names = try store.decode([String].self, from: text, "the hosts of a trial")
        hosts[text] = names
        return names
    }
}

/// Where the columns of a statement are.
struct Columns {
    private let places: [String: Int]

    init(_ statement: Statement) {
        // Of two columns with one name the first counts.
        places = Dictionary(zip(statement.columnNames, 0...)) { first, _ in first }
    }

    subscript(name: String) -> Int {
        get throws {
            guard let place = places[name] else {
                throw StoreError.unreadable("the column `\(name)`, which is missing")
            }
            return place
        }
    }
}

/// The columns that say what came of a trial.
private struct OutcomeColumns {
    let state, variant, n, nb, p, q, seconds, gflops, residual, contaminated: Int
    let failure, failureClass, message: Int

    init(_ column: Columns) throws {
        state = try column["state"]
        (variant, n, nb) = (try column["variant"], try column["echoedN"], try column["nb"])
        (p, q) = (try column["p"], try column["q"])
        (seconds, gflops) = (try column["seconds"], try column["gflops"])
        (residual, contaminated) = (try column["residual"], try column["contaminated"])
        (failure, failureClass) = (try column["failure"], try column["failureClass"])
        message = try column["message"]
    }

    func state(of row: Row, number: Int) throws -> TrialRecord.State {
        switch row[state] as String {
        case "pending":
            return .pending
        case "measured" where row[gflops] as Double? != nil:
            return .measured(
                Measurement(
                    variant: row[variant], n: row[n], nb: row[nb], p: row[p], q: row[q],
                    seconds: row[seconds],
                    gflops: row[gflops], residual: row[residual], isContaminated: row[contaminated]))
        case "failed":
            guard let failureClass = FailureClass(rawValue: row[failureClass]) else { break }
            return .failed(
                TrialFailure(kind: row[failure], failureClass: failureClass, message: row[message] ?? ""))
        default:
            break
        }
        throw StoreError.unreadable("the outcome of trial \(row[number] as Int)")
    }
}
