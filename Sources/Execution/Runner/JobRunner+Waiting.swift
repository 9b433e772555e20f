/// What would show that a job went on.
struct JobWatch {
    struct Awaited {
        let step: String
        let file: String
    }

    /// The done files of the steps that were not done when the job was last looked at, in the order the steps run.
    var awaited: [Awaited]
    var vanishingPath: String?
    var isOver: Bool
}

extension JobRunner {
    /// Returns when a step that the last poll saw unfinished is done, a job's process has ended, or the time is up;
    /// at once when all jobs are known to have ended.
    ///
    /// It only saves waiting: `glimpse` and `observe` tell what happened.
    ///
    /// - Returns: `false` when the time was up.
    @discardableResult
    public func waitForChange(_ jobs: [JobReference], atMost: Duration) async throws -> Bool {
        if jobs.contains(where: { watches[$0.token] == nil }) { _ = try await observe(jobs) }
        let open = jobs.compactMap { watches[$0.token] }.filter { !$0.isOver }
        guard !open.isEmpty else { return true }
        return try await transport.waitForChange(
            appearing: open.compactMap(\.awaited.first?.file), disappearing: open.compactMap(\.vanishingPath),
            atMost: atMost)
    }

    /// The steps that have ended since their jobs were last looked at, read from their done files, without a word of the
    /// scheduler: between two runs of HPL a process to ask it takes longer than all the rest. Jobs of which there is
    /// nothing new are not in the answer; of those that are it claims no more than that they run.
    public func glimpse(of jobs: [JobReference]) async throws -> [JobReference: JobObservation] {
        var news: [JobReference: JobObservation] = [:]
        for job in jobs {
            while let awaited = watches[job.token]?.awaited.first {
                let file = try await transport.download([awaited.file], limit: 1 << 16).first
                guard let file, let record = JobReport.decode(StepRecord.self, file.text) else { break }
                news[job, default: JobObservation(state: .running)].steps[awaited.step] = record
                watches[job.token]?.awaited.removeFirst()
            }
        }
        return news
    }
}
