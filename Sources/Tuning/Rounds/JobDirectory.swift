import Execution

/// Names of the folders runs are made in: results/STUDY/round-3-TOKEN/trial-7-attempt-1.
enum JobDirectory {
    static func path(results: String, study: String, part: String, token: JobToken) -> String {
        "\(results)/\(study)/\(part)-\(token.text)"
    }

    /// The folder that all results are in.
    static func workDirectory(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    }

    static func step(trial: Int, attempt: Int) -> String { "trial-\(trial)-attempt-\(attempt)" }
}
