import GRDB
import Search

extension StudyStore {
    /// Adds results that were measured elsewhere as trials of a round of their own; one transaction. What the study has
    /// already is passed over.
    ///
    /// The generator stays where it is: the next round's random numbers do not depend on when results were imported.
    /// - Returns: the trials that are new; none when the study has all of them.
    /// - Throws: `StoreError.leaseLost` when `holder` does not hold the lease.
    @discardableResult
    public func add(
        _ imports: [ImportedTrial], toStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws -> [TrialRecord] {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            let known = try fetchTrials(database, where: "trial.studyID = ?", arguments: [study.id])
            let selection = ImportSelection(of: imports, after: known)
            guard !selection.taken.isEmpty else { return [] }
            let roundID = try insertImportRound(database, study: study, at: now)
            var number = known.map(\.number).max() ?? 0
            for (trial, replicate) in selection.taken {
                number += 1
                try insert(trial, number, replicate: replicate, round: roundID, study: study.id, in: database)
            }
            try addEvent(
                Event(kind: .imported, text: Self.text(of: selection)), study: study.id, at: now, in: database
            )
            return try fetchTrials(database, where: "trial.roundID = ?", arguments: [roundID])
        }
    }

    private func insertImportRound(_ database: Database, study: StudyRecord, at now: Double) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO round (studyID, number, generatorBefore, generatorAfter, plannedAt, origin)
                SELECT id, (SELECT COALESCE(MAX(number), 0) + 1 FROM round WHERE studyID = study.id),
                    generator, generator, ?, 'import'
                FROM study WHERE id = ?
                """,
            arguments: [now, study.id])
        return database.lastInsertedRowID
    }

    private func insert(
        _ trial: ImportedTrial, _ number: Int, replicate: Int, round: Int64, study: Int64,
        in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO trial (studyID, number, roundID, point, pointHash, level, replicate, n, why, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'measured')
                """,
            arguments: [
                study, number, round, try encodePoint(trial.point), trial.point.hash.description,
                trial.level.fraction, replicate, trial.measurement.n, trial.why,
            ])
        try insert(trial.measurement, of: database.lastInsertedRowID, attempt: nil, in: database)
    }

    private static func text(of selection: ImportSelection) -> String {
        var files: [String] = []
        for (trial, _) in selection.taken where !files.contains(trial.file) { files.append(trial.file) }
        let count = selection.taken.count
        let from = files.count > 3 ? "\(files.count) files" : files.joined(separator: ", ")
        return "\(counted(count, "result")) imported from \(from)"
    }
}
