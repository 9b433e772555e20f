import Execution
import Foundation
import Logging
import TestSupport

let silentLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A scratch directory, gone with its owner, and what tests of real jobs need.
final class Bench: Sendable {
    let root: String
    let transport = LocalTransport(logger: silentLogger)
    let runner: JobRunner
    private let slurm: SlurmStandIn?

    /// - Parameter slurm: what the scheduler talks to, for as long as there is the bench.
    init(scheduler: any Scheduler = DirectScheduler(), slurm: SlurmStandIn? = nil) throws {
        self.slurm = slurm
        root = NSTemporaryDirectory() + "hpltune-test-\(JobToken.random())"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        runner = JobRunner(
            scheduler: scheduler, transport: transport, logger: silentLogger)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    /// A step that runs a script of bash.
    func step(
        _ name: String, _ script: String, arguments: [String] = [], environment: [String: String] = [:],
        files: [FileContent] = [], prologue: [String] = [], limit: Duration = .seconds(60)
    ) -> JobStep {
        JobStep(
            name: name, directory: "\(root)/job/\(name)", argv: ["bash", "-c", script, "step"] + arguments,
            environment: environment, files: files, prologue: prologue, timeLimit: limit)
    }

    func job(_ steps: [JobStep], prologue: [String] = []) -> JobSpecification {
        let token = JobToken.random()
        return JobSpecification(
            token: token, name: "test-\(token)", directory: "\(root)/job", steps: steps, prologue: prologue,
            timeLimit: .seconds(600))
    }

    /// Polls until the job satisfies a condition; generous, since the machine may be busy.
    func observe(
        _ job: JobReference, until condition: (JobObservation) -> Bool
    ) async throws -> JobObservation {
        let deadline = ContinuousClock.now + .seconds(180)
        while true {
            let observations = try await runner.observe([job])
            guard let observation = observations[job] else {
                throw Failure("the job is missing in the answer")
            }
            if condition(observation) { return observation }
            guard ContinuousClock.now < deadline else { throw Failure("never so: \(observation)") }
            try await runner.waitForChange([job], atMost: .milliseconds(200))
        }
    }

    /// The one job that a search finds.
    func found(_ job: JobReference) async throws -> JobID? {
        guard case .found(let ids) = try await runner.find(job, age: .zero) else { return nil }
        return ids.first
    }

    /// Submits a job and waits for its end.
    func run(_ job: JobSpecification) async throws -> JobObservation {
        let id = try await runner.submit(job)
        return try await observe(job.reference(id: id)) { $0.state == .ended }
    }

    /// A process that has nothing to do with any job; to be killed by the test.
    func startBystander(environment: [String: String] = [:]) async throws -> Int32 {
        var command = Command(bash: "setsid sleep 1000 >/dev/null 2>&1 & echo $!", arguments: [])
        command.environment = environment
        let output = try await transport.run(command, timeout: .seconds(60), outputLimit: 100)
        guard let pid = Int32(String(decoding: output.stdout, as: UTF8.self).dropLast()) else {
            throw Failure("no bystander: \(output.complaint)")
        }
        return pid
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")), as: UTF8.self)
    }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: "\(root)/\(path)", atomically: true, encoding: .utf8)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    /// Waits for a file that a process of the test writes.
    func waitFor(_ path: String) async throws {
        try await waitUntil("\(path) appears") { exists(path) }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}

/// Waits for what other processes do; generous, since the machine may be busy.
func waitUntil(_ what: String, _ condition: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(180)
    while try !condition() {
        guard ContinuousClock.now < deadline else { throw Bench.Failure("never happened: \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Whether a process runs; a zombie does not.
func isRunning(_ pid: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
    else { return false }
    return !["Z", "X"].contains(stat[stat.index(end, offsetBy: 2)])
}
