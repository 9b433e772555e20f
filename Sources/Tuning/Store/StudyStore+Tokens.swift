import GRDB
import Glibc

extension StudyStore {
    /// Of all jobs that a study has ever planned.
    func tokens(ofStudy id: Int64) throws -> Set<String> {
        try read { database in
            try String.fetchSet(
                database,
                sql: """
                    SELECT token FROM job JOIN round ON round.id = job.roundID WHERE round.studyID = ?
                    UNION SELECT token FROM calibrationJob WHERE studyID = ?
                    """, arguments: [id, id])
        }
    }

    /// By whom the jobs of a study are made: the study, whose creation tells it from others of its name, and the database's
    /// path, which tells it from its copies that are driven, too. A copy that was put back is the same.
    func origin(of study: StudyRecord) -> String {
        guard let resolved = realpath(path, nil) else { return "\(study.createdAt) \(path)" }
        defer { free(resolved) }
        return "\(study.createdAt) \(String(cString: resolved))"
    }
}
