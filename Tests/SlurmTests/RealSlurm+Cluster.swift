import Execution
import Foundation
import Testing

/// The cluster seen and handled by its administrator.
extension RealSlurm {
    /// The folder that `scripts/test-cluster` has made.
    var folder: String { String(configuration.dropLast("/etc/slurm.conf".count)) }

    /// On all of them at the same time: most of a test is waiting.
    static func onEach(_ body: @escaping @Sendable (RealSlurm) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for slurm in all {
                group.addTask {
                    do {
                        try await body(slurm)
                    } catch {
                        throw Failure(slurm: slurm, error: error)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let slurm: RealSlurm
        let error: any Error
        var description: String { "SLURM \(slurm.name): \(error)" }
    }

    /// `scripts/test-cluster stop|start|kill DAEMON`.
    func daemon(_ verb: String, _ name: String) async throws {
        try await run(Hpltune.packageRoot + "/scripts/test-cluster", verb, name, "--folder", folder)
    }

    func stopping(_ name: String, _ body: () async throws -> Void) async throws {
        try await daemon("stop", name)
        do {
            try await body()
        } catch {
            try await daemon("start", name)
            throw error
        }
        try await daemon("start", name)
    }

    /// Kills a node's daemon and those that watch over its jobs, as when it is lost; scripts that run there go on.
    func kill(node: String) async throws { try await daemon("kill", node) }

    /// Returns when the node takes jobs again.
    func start(node: String) async throws {
        try await daemon("start", node)
        for _ in 0..<300 {
            if try await run("sinfo", "-h", "-N", "-n", node, "-p", "main", "-o", "%t") == "idle\n" { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Hpltune.NeverHappened(what: "node \(node) idle")
    }

    /// A job as squeue or sacct shows it.
    struct Job: Hashable {
        let id: String
        let state: String

        var isOver: Bool { !["PENDING", "RUNNING", "CONFIGURING", "SUSPENDED", "REQUEUED"].contains(state) }
    }

    /// Jobs whose work directory lies below `folder`, those that have ended a moment ago included.
    func queue(below folder: String) async throws -> [Job] {
        jobs(try await run("squeue", "-h", "-t", "all", "-o", "%i|%T|%Z"), below: folder)
    }

    func accounting(below folder: String) async throws -> [Job] {
        jobs(
            try await run(
                "sacct", "-X", "-P", "-n", "-a", "-S", "now-1days", "-o", "JobID,State,WorkDir"),
            below: folder
        )
    }

    private func jobs(_ text: String, below folder: String) -> [Job] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 3, words[2].hasPrefix(folder) else { return nil }
            // `CANCELLED by 0`
            return Job(id: words[0], state: words[1].split(separator: " ").first.map(String.init) ?? "")
        }
    }

    /// SLURM waits two minutes before it starts a job again; a test has no time for that.
    func startNow(_ id: String) async throws {
        try await run("scontrol", "update", "JobId=\(id)", "StartTime=now")
    }
}
