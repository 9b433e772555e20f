/// What SLURM's tools complain of, as users should read it.
public enum SlurmComplaint {
    /// Without the names of SLURM's own functions: `slurm_load_jobs error: Unable to contact slurm controller` is about
    /// the controller.
    public static func plain(_ text: String) -> String {
        var words: [Substring] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if word == "error:", let function = words.last, function.hasPrefix("slurm_") {
                words.removeLast()
            } else {
                words.append(word)
            }
        }
        return words.joined(separator: " ")
    }

    /// Why sbatch has failed: all that it says, in one line, without the advice to read its manual.
    static func ofSubmission(_ output: CommandOutput) -> String {
        let lines = String(decoding: output.stderr, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("Try \"sbatch --help\"") }
        guard let first = lines.first else { return output.complaint }
        let prefix = "sbatch: error: "
        // Sites greet at length; what is wrong comes last.
        let rest = lines.dropFirst().suffix(4).map { $0.hasPrefix(prefix) ? $0.dropFirst(prefix.count) : $0 }
        return ([first] + rest).joined(separator: "; ")
    }

    /// Why nothing can be told of a job, in words. Most often a tool has failed.
    public static func silence(_ reason: String) -> String {
        let isOfTool = ["squeue failed: ", "sacct failed: "].contains(where: reason.hasPrefix)
        return isOfTool ? "SLURM does not answer (\(plain(reason)))" : reason
    }
}
