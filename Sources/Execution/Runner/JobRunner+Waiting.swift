/// What a wait for jobs has brought.
public enum JobNews: Sendable {
    /// The time is up.
    case none
    /// Steps have ended; what is told of their jobs is no more than that they run.
    case steps([JobReference: JobObservation])
    /// The scheduler may be asked, and there is reason to: call `observe`.
    case pollIsDue
}

extension JobRunner {
    /// Waits for jobs to go on without asking the scheduler, and says when it is time to ask it: never sooner after the
    /// last time than its `PollSchedule` allows, however often this is called.
    public func waitForNews(of jobs: [JobReference], atMost: Duration) async throws -> JobNews {
        let left = poll.due.map { $0 - uptime() } ?? .zero
        if left <= .zero || jobs.contains(where: { watches[$0.token] == nil }) { return .pollIsDue }
        guard try await hasChanged(jobs, atMost: min(atMost, left)) else {
            return atMost < left ? .none : .pollIsDue
        }
        let news = try await glimpse(of: jobs)
        if !news.isEmpty {
            // At the machine at hand a step that is done shows that all is well.
            if poll.schedule.asksAtEnds { poll.postpone(until: uptime() + poll.schedule.shortest) }
            return .steps(news)
        }
        if poll.schedule.asksAtEnds { return .pollIsDue }
        poll.hurry()
        return .none
    }

    /// Returns when a step that the last poll saw unfinished is done, a job's process has ended, or the time is up;
    /// at once when all jobs are known to have ended.
    ///
    /// It only saves waiting: `glimpse` and `observe` tell what happened.
    ///
    /// - Returns: `false` when the time was up.
    @discardableResult
    public func waitForChange(_ jobs: [JobReference], atMost: Duration) async throws -> Bool {
        if jobs.contains(where: { watches[$0.token] == nil }) { _ = try await observe(jobs) }
        guard jobs.contains(where: { watches[$0.token]?.isOver == false }) else { return true }
        return try await hasChanged(jobs, atMost: atMost)
    }

    private func hasChanged(_ jobs: [JobReference], atMost: Duration) async throws -> Bool {
        let open = jobs.compactMap { watches[$0.token] }.filter { !$0.isOver && !$0.isQuiet }
        return try await transport.waitForChange(
            appearing: open.flatMap(\.appearing), disappearing: open.compactMap(\.vanishingPath),
            every: poll.schedule.look, atMost: atMost)
    }

    /// The steps that have ended since their jobs were last looked at, read from their done files, without a word of the
    /// scheduler: between two runs of HPL a process to ask it takes longer than all the rest. Jobs of which there is
    /// nothing new are not in the answer; of those that are it claims no more than that they run.
    public func glimpse(of jobs: [JobReference]) async throws -> [JobReference: JobObservation] {
        var news: [JobReference: JobObservation] = [:]
        for job in jobs {
            guard var watch = watches[job.token] else { continue }
            while let index = try await indexOfDone(in: watch) {
                let awaited = watch.awaited[index]
                // What a job took that was started again only the next poll tells.
                guard let record = try await record(of: awaited), record.restart == 0 else {
                    watch.isQuiet = true
                    break
                }
                news[job, default: JobObservation(state: .running)].steps[awaited.step] = record
                watch.awaited.remove(at: index)
            }
            if news[job] == nil, let file = watch.endedFile, try await isThere(file) {
                watch.isQuiet = true
            }
            watches[job.token] = watch
        }
        return news
    }

    private func indexOfDone(in watch: JobWatch) async throws -> Int? {
        for (index, awaited) in watch.awaited.enumerated() {
            if try await isThere(awaited.file) { return index }
            if !watch.isArray { return nil }
        }
        return nil
    }

    /// A file that cannot be read, on a server that is away for a moment, is no news.
    private func isThere(_ path: String) async throws -> Bool {
        do {
            return try await !transport.download([path], limit: 1).isEmpty
        } catch TransportError.file {
            return false
        }
    }

    /// `nil` when the file counts for nothing, since an older start of the job has left it, or cannot be read.
    private func record(of awaited: JobWatch.Awaited) async throws -> StepRecord? {
        let files: [FileContent]
        do {
            files = try await transport.download([awaited.home + "/job.json", awaited.file], limit: 1 << 16)
        } catch TransportError.file {
            return nil
        }
        guard let file = files.last, file.path == awaited.file,
            let record = JobReport.decode(StepRecord.self, file.text)
        else { return nil }
        let start = files.count > 1 ? JobReport.decode(JobStart.self, files[0].text) : nil
        return start?.counts(record, of: awaited.step) == false ? nil : record
    }
}
