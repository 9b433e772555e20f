import Execution
import Tuning

/// sbatch does not take a job for what stands in the cluster's profile or in the study's file.
struct SubmissionRefusal: Error, CustomStringConvertible {
    let error: SchedulerError
    let advice: SubmissionAdvice
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
            guard let cluster, let advice = SubmissionAdvice(on: error, of: cluster) else { throw error }
            throw SubmissionRefusal(error: error, advice: advice, failure: failure(error, advice, cluster))
        }
    }

    private static func failure(
        _ error: SchedulerError, _ advice: SubmissionAdvice, _ cluster: ClusterProfile
    ) -> CommandFailure {
        if case .profile(let key) = advice.place {
            return UserClusters.mistake("\(error); mend `\(key)`", at: [key], of: cluster)
        }
        return CommandFailure("hpltune: \(error); \(advice.text)")
    }

    /// Whether the study's last event says it already.
    static func isKnown(_ error: any Error, by last: StoredEvent?) -> Bool {
        guard let last, last.event.kind == .warned else { return false }
        switch error {
        case let refusal as SubmissionRefusal:
            return last.event.text.hasSuffix(": \(refusal.error); \(refusal.advice.text)")
        case let error as SchedulerError where error.isRefusal:
            return last.event.text.hasSuffix(": \(error)")
        default: return false
        }
    }
}
