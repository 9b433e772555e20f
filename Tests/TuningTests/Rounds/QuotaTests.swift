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
        throw TransportError.unwritable(path: directory, .quota)
    }
}

@Suite("A quota in the work directory")
struct QuotaTests {
    private static func line(_ folder: TemporaryFolder) -> String {
        "the work directory \(folder.path)/runs cannot be written: the disk quota is used up; free some space, then "
            + "`hpltune resume test`"
    }

    @Test("used up: told in one line, what was measured is kept, and with room again every run is made once")
    func quota() async throws {
        try await TemporaryFolder.with { folder in
            let transport = QuotaTransport()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.transport = transport
            try hpl.createStudy(budget: 4, batch: 2)
            try hpl.skipCalibration()
            let error = await #expect(throws: DriverError.self) {
                try await hpl.drive(notifying: { event in
                    if case .ended(let trial) = event, trial.number == 2 { transport.use(up: true) }
                })
            }
            let text = try #require(error).description
            #expect(text == Self.line(folder))
            let id = try hpl.store.study(named: "test").id
            #expect(try hpl.store.lastEvent(ofStudy: id)?.event.text == text)
            #expect(try hpl.trials.map(\.isPending) == [false, false, true, true])
            transport.use(up: false)
            #expect(try await hpl.drive() == .budgetReached(trials: 4))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try hpl.runs().count == 4)
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        }
    }

    @Test(
        "used up while the prologue fails for it: that is none of a run's attempts, and with room all are made"
    )
    func prologue() async throws {
        try await TemporaryFolder.with { folder in
            let transport = QuotaTransport()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.transport = transport
            try hpl.createStudy(budget: 2, batch: 2)
            try hpl.skipCalibration()
            let room = ShellText.word(folder.path + "/room")
            let environment = RunEnvironment(modules: [], prologue: ["[[ -e \(room) ]]"])
            _ = try await hpl.drive(detaching: true, changing: { $0.environment = environment })
            let job = try #require(try hpl.openJobs().first)
            try await hpl.waitUntil {
                FileManager.default.fileExists(atPath: job.directory + "/ended.json")
            }
            transport.use(up: true)
            let error = await #expect(throws: DriverError.self) { try await hpl.drive() }
            #expect(try #require(error).description == Self.line(folder))
            #expect(try hpl.trials.allSatisfy(\.isPending))
            #expect(try hpl.openJobs().flatMap(\.attempts).map(\.failedBefore) == [0, 0])
            transport.use(up: false)
            _ = try folder.write("", to: "room")
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
        }
    }

    @Test("used up while runs are lost: that costs none of their attempts, however often")
    func lost() async throws {
        try await TemporaryFolder.with { folder in
            let transport = QuotaTransport()
            var hpl = try FaultyHPL(in: folder, mode: .hang)
            hpl.transport = transport
            try hpl.createStudy(budget: 2, batch: 2)
            try hpl.skipCalibration(seconds: 10)
            for count in 1...4 {
                _ = try await hpl.sync(at: Date().timeIntervalSince1970)
                try await hpl.waitUntil {
                    try FileManager.default.fileExists(atPath: folder.path + "/runs.log")
                        && hpl.runs().count == count
                }
                let job = try #require(try hpl.openJobs().first)
                transport.use(up: true)
                kill(try hpl.script(of: job), SIGKILL)
                for _ in 1...2 {
                    let error = await #expect(throws: DriverError.self) {
                        try await hpl.sync(at: Date().timeIntervalSince1970)
                    }
                    #expect(try #require(error).description == Self.line(folder))
                }
                transport.use(up: false)
            }
            #expect(try hpl.openJobs().flatMap(\.attempts).map(\.failedBefore) == [0, 0])
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 5 })
            // The first has hung every time, the second never began.
            let losses = try hpl.trials.map { $0.attempts.prefix(4).map { $0.loss?.prefix(24) } }
            #expect(
                losses == [
                    Array(repeating: "lost", count: 4),
                    Array(repeating: "lost before it had begun", count: 4),
                ])
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        }
    }
}
