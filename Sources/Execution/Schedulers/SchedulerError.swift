/// A scheduler that refused or said what cannot be understood: one line, what is wrong and what to do.
public enum SchedulerError: Error, Sendable, Hashable {
    /// The scheduler itself has said that it did not take the job, or its tool had not asked it.
    case rejected(reason: String)
    /// The job's script could not be started, or did not say that it has.
    case notStarted(reason: String)
    /// sbatch has failed with other words than those of a refusal: the job was hardly taken, but that is not certain.
    case doubtful(reason: String)
    /// The job may have been taken, the answer was lost: look for it before submitting it again.
    case uncertain(reason: String)
    /// Nobody can tell any more whether the job ran. Submitting it again could run it twice.
    case unaccountable(job: String, reason: String)
    /// The answer is not what the command prints. It changes nothing: ask again.
    case unreadable(command: String, reason: String)
    /// A tool of the scheduler failed; it says why. It changes nothing: ask again.
    case failed(tool: String, reason: String)
    /// The job could not be cancelled.
    case notCancelled(job: JobID, reason: String)
    /// It cannot be made sure that the job never starts.
    case notPrevented(token: JobToken, reason: String)
    /// The job was given to another scheduler of the same kind. Nothing is changed by that.
    case elsewhere(job: String, given: String, here: String)
    /// The cluster has no such partition, or, without a name, no default one.
    case noPartition(name: String?, known: [String])
    /// The partition has no nodes, or none with the feature asked for.
    case noNodes(partition: String, feature: String?)
}

extension SchedulerError {
    /// It is certain that the job was not taken.
    public var isRefusal: Bool { if case .rejected = self { true } else { false } }
}

extension SchedulerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .rejected(let reason), .notStarted(let reason): "the job was not started: \(reason)"
        case .doubtful(let reason):
            "sbatch failed: \(reason); if SLURM took the job all the same it is found by the next sync or resume"
        case .uncertain(let reason):
            "whether the job was taken is not certain: \(reason); it will be looked for"
        case .unaccountable(let job, let reason):
            "whether job \(job) ran cannot be told any more (\(reason)); look at its directory, then cancel the study "
                + "and resume it"
        case .unreadable(let command, let reason):
            "the answer of \(command) cannot be read: \(reason); run it by hand to see more"
        case .failed(let tool, let reason): "\(tool) fails: \(SlurmComplaint.plain(reason)); try again later"
        case .notCancelled(let job, let reason):
            "job \(job) could not be cancelled: \(SlurmComplaint.plain(reason))"
                + (reason.contains("; ") ? "" : "; try again later")
        case .notPrevented(let token, let reason):
            "job \(token) could not be kept from starting: \(reason); mend that, then try again"
        case .elsewhere(let job, let given, let here):
            "job \(job) was given to the SLURM \(given), and the profile now leads to \(here); set it back, or, if that "
                + "SLURM is gone, `hpltune cancel STUDY --abandon`"
        case .noPartition(let name, let known):
            (name.map { "the cluster has no partition `\($0)`" } ?? "the cluster has no default partition")
                + "; name one of " + known.joined(separator: ", ")
        case .noNodes(let partition, let feature):
            "partition `\(partition)` has no nodes" + (feature.map { " with the feature `\($0)`" } ?? "")
                + "; name another partition or constraint"
        }
    }
}
