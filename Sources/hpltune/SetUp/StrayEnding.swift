import Execution
import Logging
import Tuning

/// Ends the jobs in the queue that are a study's and that its database does not know, of a study that does not go on by
/// itself. Without a cluster there are none, and nothing is asked.
struct StrayEnding {
    let store: StudyStore
    let log: Logger
    let desk: ClusterDesk

    /// - Parameter say: takes each warning.
    func end(_ record: StudyRecord, telling say: @escaping @Sendable (String) -> Void) async throws {
        guard record.setUp.cluster?.scheduler == .slurm else { return }
        let connection = try await ClusterConnection(
            to: record.setUp, through: LocalTransport(logger: log), asking: desk)
        let driver = try StudyDriver.forStudy(in: store, connection, log: log) { event in
            guard let line = EventText.line(event) else { return }
            log.info("\(record.name): \(line)")
            say(line)
        }
        _ = try await Patience.telling("\(record.name): waiting for an answer …") {
            try await driver.endStrays(ofStudy: record.name)
        }
    }
}
