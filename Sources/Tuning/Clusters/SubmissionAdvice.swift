import Execution

/// What to do about a job that sbatch refuses for what stands in the cluster's profile or in the study's file.
public struct SubmissionAdvice: Sendable, Hashable {
    /// What there is to mend.
    public enum Place: Sendable, Hashable {
        /// A key of the cluster's profile in `clusters.yaml`.
        case profile(key: String)
        /// A key under `resources:` of the study's file.
        case studyFile(key: String)
        /// The runs that a round has.
        case batch
    }

    public let place: Place
    private let cluster: String

    /// `nil` where sbatch's words name nothing that the user has said.
    public init?(on error: SchedulerError, of cluster: ClusterProfile) {
        guard error.isRefusal else { return nil }
        self.cluster = cluster.name
        let text = "\(error)".lowercased()
        if text.contains("invalid job array specification") {
            place = .batch
        } else if let key = Self.key(in: text, cluster) {
            place = cluster.studyKeys?.contains(key) == true ? .studyFile(key: key) : .profile(key: key)
        } else {
            return nil
        }
    }

    private static func key(in text: String, _ cluster: ClusterProfile) -> String? {
        if text.contains("unrecognized option") { return cluster.extraOptions.isEmpty ? nil : "sbatch" }
        let key = ["reservation", "account", "qos"].first {
            text.contains("\($0) is invalid") || text.contains("invalid \($0)")
                || $0 == "reservation" && text.contains($0)
        }
        guard let key else { return nil }
        let isOption = cluster.extraOptions.contains {
            $0 == "--\(key)" || $0.hasPrefix("--\(key)=") || $0.hasPrefix("--\(key) ")
        }
        if isOption { return "sbatch" }
        // An account may be missing; a reservation that was not asked for is none of ours.
        return key == "reservation" && cluster.reservation == nil ? nil : key
    }

    /// In words, without a place in a file.
    public var text: String {
        switch place {
        case .profile(let key): "mend `\(key)` of cluster `\(cluster)` in clusters.yaml"
        case .studyFile(let key):
            "mend `\(key)` under `resources:` of the study's file, then `hpltune optimize FILE`"
        case .batch: "take a smaller `--batch`"
        }
    }
}
