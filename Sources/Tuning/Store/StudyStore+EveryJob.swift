import Execution
import GRDB

/// Where the store has a job: of a round, or of a calibration.
enum JobRow: Sendable {
    case round(Int64)
    case calibration(Int64)

    fileprivate var table: String {
        switch self {
        case .round: "job"
        case .calibration: "calibrationJob"
        }
    }

    fileprivate var id: Int64 {
        switch self {
        case .round(let id), .calibration(let id): id
        }
    }
}

/// What becomes known of any job while it is open.
extension StudyStore {
    /// The scheduler is about to be given the job, or, with `nil`, it has refused it.
    ///
    /// - Parameter site: which scheduler, as it says.
    func noteSubmitting(
        _ job: JobRow, to site: String?, forStudy study: StudyRecord, heldBy holder: LeaseHolder,
        at now: Double?
    ) throws {
        try set("submittingAt = ?, site = ?", [now, site], of: job, forStudy: study, heldBy: holder)
    }

    /// The scheduler that has the job calls itself otherwise than it did.
    func noteSite(
        _ site: String, of job: JobRow, forStudy study: StudyRecord, heldBy holder: LeaseHolder
    ) throws {
        try set("site = ?", [site], of: job, forStudy: study, heldBy: holder)
    }

    /// hpltune is about to end the job itself.
    func noteStopping(
        _ job: JobRow, forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try set("stoppedAt = COALESCE(stoppedAt, ?)", [now], of: job, forStudy: study, heldBy: holder)
    }

    /// The scheduler has taken the job twice, and the one that does the work is not the one that was known.
    ///
    /// - Parameter text: what is told of it.
    func replace(
        _ job: JobRow, with id: JobID, telling text: String, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE \(job.table) SET schedulerID = ?, silentSince = NULL WHERE id = ?",
                arguments: [id.text, job.id])
            try addEvent(Event(kind: .adopted, text: text), study: study.id, at: now, in: database)
        }
    }

    /// Changes columns of its row; those of both kinds of jobs have the same names.
    func set(
        _ change: String, _ values: StatementArguments, of job: JobRow, forStudy study: StudyRecord,
        heldBy holder: LeaseHolder
    ) throws {
        try write { database in
            try requireLease(database, study: study, holder: holder)
            try database.execute(
                sql: "UPDATE \(job.table) SET \(change) WHERE id = ?", arguments: values + [job.id])
        }
    }
}
