import Execution
import Synchronization
import Tuning

/// Asks clusters what they are: each once, for as long as a command takes, whatever the number of its studies.
final class ClusterDesk: Sendable {
    private struct Question: Hashable {
        let environment: [String: String]
        let partition: String?
        let constraint: String?
    }

    private let answers = Mutex<[Question: Result<ClusterFacts, any Error>]>([:])

    /// - Throws: `SchedulerError`, `TransportError`, or `CommandFailure` when the profile names a SLURM that is not there.
    func facts(of cluster: ClusterProfile, through transport: some Transport) async throws -> ClusterFacts {
        let question = Question(
            environment: cluster.schedulerEnvironment, partition: cluster.partition,
            constraint: cluster.constraint)
        if let answer = answers.withLock({ $0[question] }) { return try answer.get() }
        let answer: Result<ClusterFacts, any Error>
        do {
            answer = .success(try await Self.ask(cluster, through: transport))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            answer = .failure(error)
        }
        answers.withLock { $0[question] = answer }
        return try answer.get()
    }

    private static func ask(
        _ cluster: ClusterProfile, through transport: some Transport
    ) async throws -> ClusterFacts {
        try requireConfiguration(of: cluster)
        let environment = cluster.schedulerEnvironment
        return try await Patience.telling("asking SLURM of cluster `\(cluster.name)` …") {
            ClusterFacts(
                capabilities: try await SlurmCapabilities.read(through: transport, environment: environment),
                partition: try await SlurmPartition.read(
                    cluster.partition, constraint: cluster.constraint, through: transport,
                    environment: environment))
        }
    }

    static func requireConfiguration(of cluster: ClusterProfile) throws {
        let variable = SlurmConfiguration.variable
        guard let complaint = SlurmConfiguration.complaint(about: cluster.schedulerEnvironment[variable])
        else { return }
        throw UserClusters.mistake(
            "\(complaint); start the SLURM it belongs to, or name another file",
            at: ["scheduler_environment", variable], of: cluster, status: .tryAgain)
    }
}
