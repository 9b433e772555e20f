import Execution
import GRDB

extension StudyStore {
    /// The jobs by which a study knows its work directory: those that were submitted, of the last hundred rounds and
    /// calibrations at most, since results were given up that could not be seen. The newest first.
    func jobsMade(byStudy study: StudyRecord) throws -> [JobReference] {
        try read { database in
            // Clocks are set; the order of events is certain.
            let abandoned = try Int64.fetchOne(
                database,
                sql: """
                    SELECT COALESCE(MAX(id), 0) FROM event
                    WHERE studyID = ? AND kind = 'asked' AND instr(text, ?) > 0
                    """, arguments: [study.id, " asked \(Request.abandon): cancelled"])
            func count(_ kind: Event.Kind) throws -> Int {
                let count = try Int.fetchOne(
                    database, sql: "SELECT COUNT(*) FROM event WHERE studyID = ? AND kind = ? AND id > ?",
                    arguments: [study.id, kind.rawValue, abandoned])
                return min(count ?? 0, 100)
            }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT token, directory FROM job WHERE submittedAt IS NOT NULL AND roundID IN (
                        SELECT id FROM round WHERE studyID = ? ORDER BY number DESC LIMIT ?)
                    ORDER BY id DESC
                    """, arguments: [study.id, try count(.planned)])
            let calibrations = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM (SELECT token, directory, submittedAt FROM calibrationJob
                        WHERE studyID = ? ORDER BY id DESC LIMIT ?) WHERE submittedAt IS NOT NULL
                    """, arguments: [study.id, try count(.calibrating)])
            return (rows + calibrations).compactMap { row in
                let directory = row["directory"] as String
                return JobToken(row["token"]).map {
                    JobReference(
                        token: $0, id: nil, directory: directory, name: $0.jobName(study: study.name),
                        workDirectory: JobDirectory.workDirectory(of: directory))
                }
            }
        }
    }
}
