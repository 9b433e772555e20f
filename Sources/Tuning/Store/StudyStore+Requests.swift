import GRDB
import Search

/// Requests to the driver of a study. Anyone asks; only the holder of the lease answers.
extension StudyStore {
    /// Leaves a request for whoever drives the study.
    ///
    /// - Parameter sender: who asks, in words.
    /// - Returns: the request's id.
    @discardableResult
    public func append(
        _ request: Request, toStudy study: StudyRecord, from sender: String, at now: Double
    ) throws -> Int64 {
        try write { database in
            try database.execute(
                sql: "INSERT INTO request (studyID, kind, payload, sender, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [study.id, request.kind, request.payload, sender, now])
            return database.lastInsertedRowID
        }
    }

    public func request(id: Int64) throws -> StoredRequest {
        let row = try read {
            try Row.fetchOne($0, sql: "SELECT * FROM request WHERE id = ?", arguments: [id])
        }
        guard let row else { throw StoreError.unreadable("request \(id)") }
        return storedRequest(row)
    }

    /// Takes a request back that nobody will answer any more.
    ///
    /// - Returns: `false` when it has been answered after all.
    public func withdraw(requestID id: Int64) throws -> Bool {
        try write { database in
            try database.execute(
                sql: "UPDATE request SET answer = 'withdrawn' WHERE id = ? AND answer IS NULL",
                arguments: [id])
            return database.changesCount == 1
        }
    }

    /// The requests that have no answer yet, the oldest first.
    public func openRequests(ofStudy id: Int64) throws -> [StoredRequest] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM request WHERE studyID = ? AND answer IS NULL ORDER BY id",
                arguments: [id]
            ).map(storedRequest)
        }
    }

    /// Whether somebody waits for an answer; a look at one index, cheap enough while HPL is being measured.
    func hasOpenRequest(ofStudy id: Int64) throws -> Bool {
        try read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM request WHERE studyID = ? AND answer IS NULL)",
                arguments: [id]) ?? false
        }
    }

    /// The driver begins to do what is asked: should it die over it, its successor knows.
    func take(
        _ request: StoredRequest, forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE request SET takenAt = ? WHERE id = ?", arguments: [now, request.id])
        }
    }

    func answer(
        _ request: StoredRequest, _ words: String, forStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try answer(request, words, study: study.id, at: now, in: database)
        }
    }

    /// Does an `extend` and answers it, in one transaction: it happens once.
    ///
    /// - Returns: the answer.
    func extendBudget(
        to trials: Int, asked request: StoredRequest, ofStudy study: StudyRecord,
        heldBy holder: LeaseHolder, at now: Double
    ) throws -> String {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            let stored = try fetchStudy(database, named: study.name)
            var setUp = stored.setUp
            let words: String
            if trials > setUp.budget.trials {
                setUp.budget.trials = trials
                try database.execute(
                    sql: "UPDATE study SET setUp = ? WHERE id = ?", arguments: [try encode(setUp), study.id])
                words = "the budget is \(counted(trials, "run")) now"
            } else {
                words = "the budget is \(counted(setUp.budget.trials, "run")) already; ask for more than that"
            }
            try answer(request, words, study: study.id, at: now, in: database)
            return words
        }
    }

    func answer(
        _ request: StoredRequest, _ words: String, study: Int64, at now: Double, in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE request SET answer = ?, takenAt = COALESCE(takenAt, ?) WHERE id = ? AND answer IS NULL
                """,
            arguments: [words, now, request.id])
        if database.changesCount == 0 { return }
        let asked = request.request.map(String.init(describing:)) ?? "for something unknown"
        try addEvent(
            Event(kind: .asked, text: "\(request.sender) asked \(asked): \(words)"), study: study, at: now,
            in: database)
    }

    private func storedRequest(_ row: Row) -> StoredRequest {
        StoredRequest(
            id: row["id"], request: Request(kind: row["kind"], payload: row["payload"]),
            sender: row["sender"], at: row["at"], takenAt: row["takenAt"], answer: row["answer"])
    }
}
