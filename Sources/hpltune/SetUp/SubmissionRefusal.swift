import Execution
import Tuning

/// sbatch does not take a job for what stands in the cluster's profile or in the study's file.
struct SubmissionRefusal: Error, CustomStringConvertible {
    let error: SchedulerError
    /// The refusal with the place that is to be mended.
    let failure: CommandFailure

    var description: String { failure.description }

    /// - Throws: `SubmissionRefusal` instead of a refusal whose place can be told.
    static func naming<Value>(
        placeOf cluster: ClusterProfile?, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as SchedulerError where error.isRefusal {
            guard let cluster, let key = key(of: error, cluster) else { throw error }
            let complaint = "\(error); mend `\(key)`"
            let isFromFile = cluster.studyKeys?.contains(key) == true
            throw SubmissionRefusal(
                error: error,
                failure: isFromFile
                    ? CommandFailure(
                        "hpltune: \(complaint) under `resources:` of the study's file, then `hpltune optimize FILE`"
                    )
                    : UserClusters.mistake(complaint, at: [key], of: cluster))
        }
    }

    /// Whether the study's last event says it already.
    static func isKnown(_ error: any Error, by last: StoredEvent?) -> Bool {
        let refusal = (error as? SubmissionRefusal)?.error ?? error as? SchedulerError
        guard let refusal, refusal.isRefusal, let last, last.event.kind == .warned else { return false }
        return last.event.text.hasSuffix(": \(refusal)")
    }

    /// The key that sbatch complains of, as far as its words tell.
    private static func key(of error: SchedulerError, _ cluster: ClusterProfile) -> String? {
        let text = "\(error)".lowercased()
        if text.contains("unrecognized option") { return cluster.extraOptions.isEmpty ? nil : "sbatch" }
        if cluster.account != nil, text.contains("invalid account") { return "account" }
        if cluster.qos != nil, text.contains("invalid qos") { return "qos" }
        if cluster.reservation != nil, text.contains("reservation") { return "reservation" }
        return nil
    }
}
