import Execution
import Foundation
import Logging
import Testing

/// A SLURM that `scripts/test` has started with `scripts/test-cluster`, with accounting or without.
struct RealSlurm: Sendable, CustomTestStringConvertible {
    let name: String
    let configuration: String

    /// Those that run; `scripts/test` starts both kinds and stops them afterwards.
    static let all = ["HPLTUNE_TEST_SLURM", "HPLTUNE_TEST_SLURM_PLAIN"].compactMap { variable in
        ProcessInfo.processInfo.environment[variable].map {
            RealSlurm(
                name: variable.hasSuffix("PLAIN") ? "without accounting" : "with accounting",
                configuration: $0)
        }
    }

    /// `scripts/test --long`: what takes more than a minute beside other tests of nearly the same.
    static let isLong = ProcessInfo.processInfo.environment["HPLTUNE_LONG_TESTS"] == "1"

    var testDescription: String { name }

    var hasAccounting: Bool { name == "with accounting" }

    var environment: [String: String] { ["SLURM_CONF": configuration] }

    let transport = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    func scheduler(
        partition: String = "main", nodes: Int = 1, extraOptions: [String] = []
    ) async throws -> SlurmScheduler {
        let capabilities = try await SlurmCapabilities.read(through: transport, environment: environment)
        return SlurmScheduler(
            resources: SlurmResources(
                nodes: nodes, tasksPerNode: 1, cpusPerTask: 1, partition: partition, exclusive: false,
                extraOptions: extraOptions),
            capabilities: capabilities, environment: environment)
    }

    func runner(_ scheduler: SlurmScheduler) -> JobRunner {
        JobRunner(
            scheduler: scheduler, transport: transport,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// One of SLURM's own tools.
    @discardableResult
    func run(_ words: String...) async throws -> String {
        var command = Command(argv: words)
        command.environment = environment
        let output = try await transport.run(command, timeout: .seconds(60), outputLimit: 1 << 20)
        #expect(output.succeeded, "\(words): \(output.complaint)")
        return String(decoding: output.stdout, as: UTF8.self)
    }

    func job(in folder: String, _ scripts: String..., limit: Duration = .seconds(60)) -> JobSpecification {
        let token = JobToken.random()
        let directory = "\(folder)/\(token)"
        let steps = scripts.enumerated().map { index, script in
            JobStep(
                name: "step-\(index + 1)", directory: "\(directory)/step-\(index + 1)",
                argv: ["bash", "-c", script], environment: ["OMP_NUM_THREADS": "1"],
                files: [FileContent(path: "HPL.dat", text: "an input\n")], prologue: [], timeLimit: limit)
        }
        return JobSpecification(
            token: token, name: "hpltune-test-\(token)", directory: directory, steps: steps,
            timeLimit: .seconds(120))
    }
}

extension JobRunner {
    /// Polls until the job is as wanted; generous, since the machine may be busy.
    func observe(
        _ job: JobReference, until condition: (JobObservation) -> Bool
    ) async throws -> JobObservation {
        let deadline = ContinuousClock.now + .seconds(90)
        while true {
            let observation = try #require(try await observe([job])[job])
            if condition(observation) { return observation }
            guard ContinuousClock.now < deadline else { throw NeverSo(last: observation) }
            try await Task.sleep(for: .milliseconds(300))
        }
    }
}

struct NeverSo: Error, CustomStringConvertible {
    let last: JobObservation
    var description: String { "never so; the last look: \(last)" }
}
