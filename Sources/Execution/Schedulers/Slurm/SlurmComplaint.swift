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

    /// Why nothing can be told of a job, in words. Most often a tool has failed.
    public static func silence(_ reason: String) -> String {
        let isOfTool = ["squeue failed: ", "sacct failed: "].contains(where: reason.hasPrefix)
        return isOfTool ? "SLURM does not answer (\(plain(reason)))" : reason
    }
}
