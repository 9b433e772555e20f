import Execution
import Glibc
import Tuning

/// Jobs of `clusters test` whose hpltune was killed before it could take them out of the queue.
///
/// A job belongs to the process that its directory names. Of one that is gone the next test on this machine cancels the
/// job; until then it can run at most its few minutes, once.
struct TrialJobLeftovers {
    /// Takes the directories of the test jobs.
    let folder: String
    let runner: JobRunner

    private static let claim = "tester"

    /// Says that `job` is this process's; before it is submitted.
    func claim(_ job: JobSpecification) async throws {
        let holder = DriverProcess.holder(at: WallClock.now())
        let text = [holder.host, String(holder.pid), holder.processStart, job.token.text, job.name]
            .joined(separator: "\n")
        try await runner.transport.upload(
            [FileContent(path: Self.claim, text: text + "\n")], to: job.directory)
    }

    /// - Returns: the names of the jobs that were in the queue and are cancelled.
    func clear() async throws -> [String] {
        var cleared: [String] = []
        for directory in directories() {
            guard let file = try await runner.fetch(["\(directory)/\(Self.claim)"], limit: 1 << 12).first
            else {
                continue
            }
            let words = file.text.split(separator: "\n").map(String.init)
            guard words.count == 5, let pid = Int32(words[1]), let token = JobToken(words[3]) else {
                continue
            }
            let holder = LeaseHolder(
                owner: "", host: words[0], pid: pid, processStart: words[2], takenAt: 0)
            guard DriverProcess.isGone(holder) else { continue }
            let job = JobReference(token: token, id: nil, directory: directory, name: words[4])
            let isQueued = try await isQueued(job)
            try await runner.cancel(job)
            try await runner.transport.remove(directory)
            if isQueued { cleared.append(words[4]) }
        }
        return cleared
    }

    /// Whether it waits or runs, as far as SLURM says.
    private func isQueued(_ job: JobReference) async throws -> Bool {
        guard case .found(let ids) = try await runner.find(job, age: .seconds(3600)) else { return false }
        let known = ids.map {
            JobReference(token: job.token, id: $0, directory: job.directory, name: job.name)
        }
        return try await runner.observe(known).values.contains {
            switch $0.state {
            case .pending, .running: true
            case .ended, .missing, .unknown: false
            }
        }
    }

    private func directories() -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("round-") { names.append("\(folder)/\(name)") }
        }
        return names.sorted()
    }
}
