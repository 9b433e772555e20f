import Execution

/// Names of the folders runs are made in: results/STUDY/round-3-TOKEN/trial-7-attempt-1.
enum JobDirectory {
    static func path(results: String, study: String, part: String, token: JobToken) -> String {
        "\(results)/\(study)/\(part)-\(token.text)"
    }

    static func step(trial: Int, attempt: Int) -> String { "trial-\(trial)-attempt-\(attempt)" }
}
