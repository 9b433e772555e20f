import Execution
import Tuning

/// What a study's jobs wait for, as it becomes known: for whoever looks at the study from another process, since the driver
/// tells it to its own terminal only.
struct JobWaits {
    private struct Sight: Equatable {
        let reason: String?
        let startedAt: Double?
        let submittedAt: Double?
    }

    private var known: [String: Sight] = [:]

    /// What is new since the last call.
    mutating func news(ofStudy id: Int64, in store: StudyStore) throws -> [DriverEvent] {
        var sights: [(name: String, sight: Sight)] = []
        if let job = try store.openCalibration(ofStudy: id) {
            sights.append(
                (
                    job.name,
                    Sight(
                        reason: job.sight.waitReason, startedAt: job.sight.startedAt,
                        submittedAt: job.submittedAt)
                ))
        }
        for job in try store.openJobs(ofStudy: id) {
            sights.append(
                (
                    job.name,
                    Sight(reason: job.waitReason, startedAt: job.startedAt, submittedAt: job.submittedAt)
                ))
        }
        let before = known
        known = Dictionary(sights) { first, _ in first }
        return sights.compactMap { name, sight in
            let old = before[name]
            if let reason = sight.reason {
                return reason == old?.reason ? nil : .waiting(job: name, reason: reason)
            }
            guard let old, let before = old.reason, before != SlurmJobState.suspension,
                let began = sight.startedAt, let submitted = sight.submittedAt
            else { return nil }
            return .began(job: name, after: max(0, began - submitted))
        }
    }
}
