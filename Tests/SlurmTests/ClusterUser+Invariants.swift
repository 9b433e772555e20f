import Foundation
import GRDB
import Testing

/// What must hold whatever has happened.
extension ClusterUser {
    /// A job in the database.
    struct StoredJob {
        let id: String?
        let token: String
        let state: String
    }

    func storedJobs() throws -> [StoredJob] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: hpltune.database, configuration: configuration).read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT schedulerID, token, state FROM job
                    UNION ALL SELECT schedulerID, token, state FROM calibrationJob
                    """
            ).map {
                StoredJob(id: $0["schedulerID"], token: $0["token"], state: $0["state"])
            }
        }
    }

    /// The database is whole, every planned trial has one outcome, no more runs than the budget, the queue has no job that
    /// the store does not know, and sacct shows exactly the store's jobs.
    ///
    /// - Parameter trials: how many there must be; all of them, when the study has come to its end.
    func expectInvariants(trials count: Int) async throws {
        let check = try await hpltune("database", "check")
        #expect(check.status == 0, "\(check.out)\(check.errors)")
        let trials = try await hpltune.trials()
        #expect(trials.compactMap { $0["id"] as? Int } == Array(1...count))
        #expect(trials.allSatisfy { $0["state"] as? String != "pending" })
        let known = Set(try storedJobs().compactMap(\.id))
        let queued = try await slurm.queue(below: hpltune.home).map(\.id)
        #expect(Set(queued).isSubset(of: known), "in the queue \(queued), in the store \(known)")
        if slurm.hasAccounting { try await expectAccounting(of: known) }
        try await hpltune.expectNoProcesses()
    }

    /// sacct lags behind by some seconds.
    private func expectAccounting(of known: Set<String>) async throws {
        var shown: Set<String> = []
        for _ in 0..<60 {
            shown = Set(try await slurm.accounting(below: hpltune.home).map(\.id))
            if shown == known { return }
            try await Task.sleep(for: .milliseconds(500))
        }
        Issue.record("sacct shows \(shown.sorted()), the store lists \(known.sorted())")
    }

    /// Every trial measured, by one run that began once.
    func expectEveryTrialOnce(_ count: Int) async throws {
        try await hpltune.expectEveryTrialOnce(count)
        try await expectInvariants(trials: count)
    }

    /// Every trial measured, some of them after a run that was lost.
    func expectEveryTrialMeasured(_ count: Int) async throws {
        let trials = try await hpltune.trials()
        #expect(
            trials.count == count && trials.allSatisfy { $0["state"] as? String == "measured" }, "\(trials)")
        try await expectInvariants(trials: count)
    }
}
