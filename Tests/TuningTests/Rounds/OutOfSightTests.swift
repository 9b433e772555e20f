import Execution
import Foundation
import Logging
import SlurmStandInPlan
import Synchronization
import TestSupport
import Testing

@testable import Tuning

/// Results that cannot be seen for a moment, and those that are gone.
@Suite("Results out of sight", .serialized, .timeLimit(.minutes(3)))
struct OutOfSightTests {
    /// A round that is done; then the work directory is away, and the tools have forgotten the job or not.
    private func away(minJobAge: Int, _ check: (ScriptedStudy, _ work: String) async throws -> Void)
        async throws
    {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            plan.minJobAge = minJobAge
            plan.accountingLag = minJobAge == 0 ? 1e6 : 0
            let study = try ScriptedStudy(plan, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            // Its script writes its last word after the last run's end.
            try await study.hpl.waitUntil { try study.hpl.tokens.flatMap(study.hpl.processes) == [] }
            let work = folder.path + "/runs"
            try FileManager.default.moveItem(atPath: work, toPath: work + "-away")
            try await check(study, work)
        }
    }

    @Test(
        "the work directory is away: nothing changes however long, it is said, and results that come back count",
        arguments: [300, 0])
    func unmounted(minJobAge: Int) async throws {
        try await away(minJobAge: minJobAge) { study, work in
            for seconds in [30.0, 100, 1_000, 90_000] {
                try await study.pass(at: seconds)
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
            }
            #expect(study.warnings.texts.count == 4)
            #expect(
                study.warnings.texts.allSatisfy { $0.contains("the work directory \(work) cannot be seen") })
            let id = try study.hpl.store.study(named: "test").id
            #expect(try study.hpl.store.events(ofStudy: id).count { $0.event.kind == .warned } == 1)
            // Another study submits a job into the bare mount point.
            let marks = work + "/.hpltune"
            try FileManager.default.createDirectory(atPath: marks, withIntermediateDirectories: true)
            try Data().write(to: URL(filePath: "\(marks)/\(JobToken.random())"))
            try await study.pass(at: 90_050)
            #expect(try study.hpl.trials.allSatisfy(\.isPending))
            try FileManager.default.removeItem(atPath: work)
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try await study.passes(from: 90_100)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 3)
        }
    }

    @Test(
        "the work directory is away: `cancel` ends the job and loses nothing; results that come back are kept"
    )
    func cancelledAway() async throws {
        try await away(minJobAge: 300) { study, work in
            let id = try study.hpl.store.append(
                .cancel, toStudy: try study.hpl.store.study(named: "test"), from: "a test", at: 1)
            for isAsked in [true, false] {
                do {
                    _ = isAsked ? try await study.pass(at: 30) : try await study.hpl.cancel()
                    Issue.record("it was cancelled")
                } catch let error as DriverError {
                    #expect(error.description.hasPrefix("the results of round 1: job 101 cannot be seen: "))
                    #expect(error.description.hasSuffix("up with `hpltune cancel test --abandon`"))
                }
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
                #expect(try study.hpl.store.study(named: "test").state == .open)
            }
            #expect(
                try study.hpl.store.request(id: id).answer?.hasPrefix("not cancelled: the results") == true)
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            #expect(try await study.hpl.cancel() == .cancelled(by: "a test", runs: 0))
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }

    @Test(
        "it was deleted for good: what is advised, to abandon and to resume, runs it again",
        arguments: [true, false])
    func deleted(isAsked: Bool) async throws {
        try await away(minJobAge: 300) { study, work in
            try FileManager.default.removeItem(atPath: work + "-away")
            try await study.pass(at: 30)
            #expect(
                study.warnings.texts.last?.contains(
                    "if it was deleted for good: `hpltune cancel STUDY --abandon`, then `hpltune resume")
                    == true)
            if isAsked {
                let record = try study.hpl.store.study(named: "test")
                try study.hpl.store.append(.abandon, toStudy: record, from: "a test", at: 1)
                #expect(try await study.pass(at: 35) == .cancelled(by: "a test", runs: 3))
            } else {
                #expect(try await study.hpl.cancel(abandoning: true) == .cancelled(by: "a test", runs: 3))
            }
            #expect(
                try study.hpl.trials.allSatisfy { $0.failure?.message.contains("could not be seen") == true })
            let start = study.start
            _ = try await study.hpl.drive(detaching: true, now: { start + 40 })
            try await study.passes(from: 50)
            #expect(try study.hpl.trials.suffix(3).allSatisfy { $0.measurement != nil })
            try await study.expectInvariants()
        }
    }

    @Test("only the job's directory was deleted: its runs are made again at once")
    func removed() async throws {
        try await away(minJobAge: 300) { study, work in
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.removeItem(atPath: work + "/test")
            try await study.passes(from: 30)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
            try await study.expectInvariants()
        }
    }

    @Test(
        "the study's folder is a link to a disk that is away: as that, whatever is left where it leads",
        arguments: [true, false])
    func linked(leavesFolder: Bool) async throws {
        try await away(minJobAge: 300) { study, work in
            let (link, disk) = (work + "/test", work + "-disk")
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.moveItem(atPath: link, toPath: disk)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: disk)
            try FileManager.default.moveItem(atPath: disk, toPath: disk + "-away")
            // A mount point without its disk is an empty folder.
            if leavesFolder {
                try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
            }
            for seconds in [30.0, 1_000] {
                try await study.pass(at: seconds)
                #expect(try study.hpl.trials.allSatisfy(\.isPending))
            }
            #expect(study.silences.texts.count == 2)
            #expect(
                study.silences.texts.allSatisfy { $0.contains("\(link) is a link to what cannot be seen") })
            if leavesFolder { try FileManager.default.removeItem(atPath: disk) }
            try FileManager.default.moveItem(atPath: disk + "-away", toPath: disk)
            try await study.passes(from: 1_100)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try study.hpl.runs().count == 3)
        }
    }

    @Test("a job's directory that is deleted where a link leads is deleted")
    func linkedAndDeleted() async throws {
        try await away(minJobAge: 300) { study, work in
            let (link, disk) = (work + "/test", work + "-disk")
            try FileManager.default.moveItem(atPath: work + "-away", toPath: work)
            try FileManager.default.moveItem(atPath: link, toPath: disk)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: disk)
            let job = try #require(try study.hpl.openJobs().first)
            try FileManager.default.removeItem(atPath: job.directory)
            _ = try study.hpl.folder.write("", to: "runs-disk/of-somebody")
            try await study.passes(from: 30)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 2 })
        }
    }

    @Test("the output goes away between a run's end and the look at it: it is no failure")
    func outputAway() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 1)
            try hpl.skipCalibration(seconds: 20)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 }
            let job = try #require(try hpl.openJobs().first)
            let (away, attempt) = (job.directory + "-away", try #require(job.attempts.first))
            let step = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2)
            let study = try LoadedStudy(try hpl.store.study(named: "test"))
            try FileManager.default.moveItem(atPath: job.directory, toPath: away)
            let driver = hpl.driver()
            await #expect(throws: UnseenOutput.self) {
                try await driver.collect(
                    attempt, step, of: study, in: job, seen: JobObservation(state: .ended))
            }
            try FileManager.default.moveItem(atPath: away, toPath: job.directory)
            #expect(try await hpl.drive() == .budgetReached(trials: 1))
            #expect(try hpl.trials.map(\.attempts.count) == [1])
        }
    }

    @Test("an output that cannot be seen is told as any silence is, for whoever looks from elsewhere too")
    func outputUnseen() async throws {
        try await TemporaryFolder.with { folder in
            let transport = BlindTransport()
            var study = try ScriptedStudy(StandInPlan(), in: folder)
            study.hpl.transport = transport
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.doneFiles() == 3 }
            let job = try #require(try study.hpl.openJobs().first)
            transport.blind(true)
            for seconds in [30.0, 60] { try await study.pass(at: seconds) }
            #expect(try study.hpl.trials.allSatisfy(\.isPending))
            #expect(study.silences.texts == Array(repeating: "\(job.directory) cannot be seen", count: 2))
            let id = try study.hpl.store.study(named: "test").id
            let last = try #require(try study.hpl.store.lastEvent(ofStudy: id)?.event)
            #expect(last.kind == .warned && last.text.hasPrefix("round 1: \(job.directory) cannot be seen; "))
            transport.blind(false)
            try await study.passes(from: 90)
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
        }
    }
}

/// Sees no file, although scripts do.
private final class BlindTransport: ForwardingTransport {
    let local = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    private let isBlind = Mutex(false)

    func blind(_ value: Bool) { isBlind.withLock { $0 = value } }

    func download(_ paths: [String], limit: Int) async throws -> [FileContent] {
        isBlind.withLock { $0 } ? [] : try await local.download(paths, limit: limit)
    }
}
