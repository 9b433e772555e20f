/// A start of a job's script, as its `job.json` tells. When a node is lost, SLURM starts the job again while the script on
/// that node may go on: only what the last start did or found done counts.
struct JobStart: Sendable, Decodable {
    /// How often the job had been started again.
    let restart: Int?
    /// In seconds since 1970.
    let startedAt: Double?
    /// What earlier starts took.
    let earlierSeconds: Double?
    /// The steps it found done.
    let kept: [String]?
    /// Who made the claim, as `Scheduler.identity` says it.
    let owner: String?

    /// Whether a step was done by this start, or before it.
    func counts(_ record: StepRecord, of step: String) -> Bool {
        !isLater(than: record.restart) || kept?.contains(step) == true
    }

    func isLater(than restart: Int?) -> Bool { (restart ?? .max) < self.restart ?? 0 }
}
