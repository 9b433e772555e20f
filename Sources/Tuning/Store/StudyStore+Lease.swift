import GRDB

extension StudyStore {
    /// Takes the study for this process.
    ///
    /// A lease is free when nobody holds it, when its holder has not been heard of for a minute, or when `isGone` knows
    /// that its process has ended (same host only). Otherwise `StoreError.held`.
    public func takeLease(
        ofStudy study: StudyRecord, for holder: LeaseHolder, isGone: (LeaseHolder) -> Bool
    ) throws {
        try write { database in
            if let held = try heldLease(database, study: study.id), held.holder.owner != holder.owner {
                let silentFor = holder.takenAt - held.heartbeatAt
                // A clock set back makes the silence negative; only a dead process frees the lease then.
                if silentFor < Self.leaseSeconds, !isGone(held.holder) {
                    throw StoreError.held(study: study.name, by: held.holder)
                }
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO lease
                        (studyID, owner, host, pid, processStart, takenAt, heartbeatAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    study.id, holder.owner, holder.host, holder.pid, holder.processStart, holder.takenAt,
                    holder.takenAt,
                ])
        }
    }

    /// Says that the holder is alive; `StoreError.leaseLost` when somebody else took over.
    public func renewLease(ofStudy study: StudyRecord, for holder: LeaseHolder, at now: Double) throws {
        try write { database in
            try database.execute(
                sql: "UPDATE lease SET heartbeatAt = ? WHERE studyID = ? AND owner = ?",
                arguments: [now, study.id, holder.owner])
            if database.changesCount == 0 { throw StoreError.leaseLost(study: study.name) }
        }
    }

    public func giveUpLease(ofStudy study: StudyRecord, for holder: LeaseHolder) throws {
        try write { database in
            try database.execute(
                sql: "DELETE FROM lease WHERE studyID = ? AND owner = ?", arguments: [study.id, holder.owner])
        }
    }

    /// Who drives the study, by the last word heard of them; `nil` when nobody does.
    public func leaseHolder(
        ofStudy study: StudyRecord, at now: Double, isGone: (LeaseHolder) -> Bool
    ) throws -> LeaseHolder? {
        try read { database in
            guard let held = try heldLease(database, study: study.id),
                now - held.heartbeatAt < Self.leaseSeconds, !isGone(held.holder)
            else { return nil }
            return held.holder
        }
    }

    /// When the driver last said that it lives; Unix seconds by its clock.
    func heartbeat(ofStudy study: StudyRecord) throws -> Double? {
        try read { try heldLease($0, study: study.id)?.heartbeatAt }
    }

    /// Ends the lease of a driver whose last word is still the one of `heartbeat`.
    ///
    /// - Returns: whether it was so.
    func endLease(ofStudy study: StudyRecord, silentSince heartbeat: Double) throws -> Bool {
        try write { database in
            try database.execute(
                sql: "DELETE FROM lease WHERE studyID = ? AND heartbeatAt = ?",
                arguments: [study.id, heartbeat])
            return database.changesCount == 1
        }
    }

    /// How long a silent driver keeps its study.
    static let leaseSeconds = 60.0

    private func heldLease(_ database: Database, study: Int64) throws -> HeldLease? {
        try Row.fetchOne(database, sql: "SELECT * FROM lease WHERE studyID = ?", arguments: [study]).map {
            row in
            HeldLease(
                holder: LeaseHolder(
                    owner: row["owner"], host: row["host"], pid: row["pid"],
                    processStart: row["processStart"],
                    takenAt: row["takenAt"]),
                heartbeatAt: row["heartbeatAt"])
        }
    }
}
