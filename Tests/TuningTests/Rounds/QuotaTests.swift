import Execution
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Tuning

/// Files that say EDQUOT, as those of a user who has used up a quota. A real one takes a file system with quotas, which few
/// kernels of containers have; a disk that is really full is in `FullDiskTests`.
private final class QuotaTransport: ForwardingTransport {
    let local = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    private let isUsedUp = Mutex(false)

    func use(up: Bool) { isUsedUp.withLock { $0 = up } }

    func upload(_ files: [FileContent], to directory: String) async throws {
        guard isUsedUp.withLock({ $0 }) else { return try await local.upload(files, to: directory) }
        throw TransportError.file(
            path: directory, reason: "the disk quota is used up; free some space or choose another folder")
    }
}

@Suite("A quota in the work directory")
struct QuotaTests {
    @Test("used up: told in one line, what was measured is kept, and with room again every run is made once")
    func quota() async throws {
        try await TemporaryFolder.with { folder in
            let transport = QuotaTransport()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.transport = transport
            try hpl.createStudy(budget: 4, batch: 2)
            try hpl.skipCalibration()
            let error = await #expect(throws: TransportError.self) {
                try await hpl.drive(notifying: { event in
                    if case .ended(let trial) = event, trial.number == 2 { transport.use(up: true) }
                })
            }
            let text = try #require(error).description
            #expect(text.hasSuffix("the disk quota is used up; free some space or choose another folder"))
            #expect(!text.contains("\n"))
            #expect(try hpl.trials.map(\.isPending) == [false, false, true, true])
            transport.use(up: false)
            #expect(try await hpl.drive() == .budgetReached(trials: 4))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try hpl.runs().count == 4)
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        }
    }
}
