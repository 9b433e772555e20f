import Execution
import Foundation
import Search
import Testing

@testable import Tuning

/// The shortest job there is reserves 5 minutes, 30 s until its last process is killed and a minute: 390 s on one node.
@Suite("Node-hours")
struct NodeHoursTests {
    private static let reserved = 390.0 / 3600

    private func queuedStudy(
        hours: Double, mode: FaultyHPL.Mode = .good, batch: Int = 1,
        packing: ClusterProfile.Packing = .jobPerRound,
        seconds: Double = 0.1, in folder: TemporaryFolder
    ) throws -> (hpl: FaultyHPL, scheduler: ToldScheduler) {
        let scheduler = ToldScheduler()
        var hpl = try FaultyHPL(in: folder, mode: mode)
        hpl.scheduler = scheduler
        var cluster = ClusterProfile(name: "queue", scheduler: .slurm)
        cluster.packing = packing
        try hpl.createStudy(budget: 3, batch: batch, cluster: cluster, nodeHours: hours)
        try hpl.skipCalibration(seconds: seconds)
        return (hpl, scheduler)
    }

    private func expectWithin(_ hpl: FaultyHPL, _ hours: Double) throws {
        let spent = try hpl.store.progress(of: try hpl.store.study(named: "test")).nodeSeconds / 3600
        #expect(spent <= hours)
        #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
    }

    @Test("what does not suffice for one job ends the study before anything is submitted, with the numbers")
    func tooFew() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, _) = try queuedStudy(hours: 0.1, in: folder)
            guard case .nodeHoursReached(let spent, 0.1, let next) = try await hpl.drive() else {
                Issue.record("it went on")
                return
            }
            #expect(abs(next - Self.reserved) < 1e-9 && spent < 0.001)
            #expect(try hpl.trials.isEmpty)
            try expectWithin(hpl, 0.1)
        }
    }

    @Test(
        "what suffices for one job runs one: what it did not need is there for the next, its start-up is not")
    func one() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, _) = try queuedStudy(hours: 0.1085, in: folder)
            guard case .nodeHoursReached = try await hpl.drive() else {
                Issue.record("it went on")
                return
            }
            #expect(try hpl.trials.count == 1)
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts[0].overheadSeconds > 0 })
            try expectWithin(hpl, 0.1085)
            #expect(throws: (any Error).self) {
                try hpl.execute("UPDATE job SET reservedNodeSeconds = 2, leftNodeSeconds = 1")
            }
            let end = try await hpl.drive(changing: { $0.budget.nodeHours = 1 })
            #expect(end == .budgetReached(trials: 3))
            try expectWithin(hpl, 1)
        }
    }

    @Test("a second attempt needs them as well; without them its runs are given up and may be proposed again")
    func retries() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, scheduler) = try queuedStudy(hours: 0.109, mode: .hangSecond, batch: 3, in: folder)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
            scheduler.tells(JobEnding(cause: .nodeFailure, text: "a node failed", seconds: 20))
            kill(try hpl.script(of: try #require(try hpl.openJobs().first)), SIGKILL)
            try hpl.set(.good)
            guard case .nodeHoursReached = try await hpl.drive() else {
                Issue.record("it went on")
                return
            }
            let trials = try hpl.trials
            #expect(trials.map { $0.failure?.kind } == [nil, "node-hours", "node-hours"])
            // The scheduler's count of the whole job.
            #expect(abs(trials.flatMap(\.attempts).reduce(0) { $0 + $1.costSeconds } - 20) < 1e-6)
            try expectWithin(hpl, 0.109)
            let end = try await hpl.drive(changing: { $0.budget.nodeHours = 1 })
            #expect(end == .budgetReached(trials: 3))
            #expect(try hpl.trials.count { $0.measurement != nil } == 3)
        }
    }

    @Test("each task of an array is reserved for and paid for by itself")
    func array() async throws {
        try await TemporaryFolder.with { folder in
            let hours = 2.5 * Self.reserved
            let (hpl, _) = try queuedStudy(hours: hours, batch: 3, packing: .jobPerTrial, in: folder)
            _ = try await hpl.drive(detaching: true)
            let job = try #require(try hpl.openJobs().first)
            #expect(job.isArray && job.attempts.count == 2 && job.reservedNodeSeconds == 780)
            let end = try await hpl.drive()
            let trials = try hpl.trials
            #expect(end == .budgetReached(trials: 3))
            #expect(trials.allSatisfy { $0.attempts[0].overheadSeconds >= JobCost.handling })
            try expectWithin(hpl, hours)
        }
    }

    @Test("a task that dies before its run begins is paid for as well")
    func unbornTask() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, scheduler) = try queuedStudy(
                hours: 1, mode: .hangSecond, batch: 3, packing: .jobPerTrial, seconds: 10, in: folder)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
            let job = try #require(try hpl.openJobs().first)
            func failed(_ seconds: Double) -> JobEnding {
                JobEnding(cause: .nodeFailure, text: "a node failed", seconds: seconds)
            }
            scheduler.tells(tasks: [
                job.attempts[0].step: JobEnding(cause: .finished, text: "finished", seconds: 40),
                job.attempts[1].step: failed(50), job.attempts[2].step: failed(60),
            ])
            kill(try hpl.script(of: job), SIGKILL)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            let costs = try hpl.trials.map { $0.attempts[0].costSeconds }
            #expect(zip(costs, [40, 50, 60]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(costs)")
            try expectWithin(hpl, 1)
        }
    }

    @Test("the time in which nodes are made ready before the script begins is paid for")
    func prolog() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, scheduler) = try queuedStudy(
                hours: 1, mode: .waiting, batch: 3, seconds: 10, in: folder)
            let time = Date().timeIntervalSince1970
            _ = try await hpl.drive(detaching: true, now: { time })
            try await hpl.waitForRun()
            scheduler.tells(secondsRunning: 100)
            _ = try await hpl.sync(at: time)
            try hpl.set(.good)
            #expect(try await hpl.drive(now: { time + 1 }) == .budgetReached(trials: 3))
            let cost = try hpl.trials.flatMap(\.attempts).reduce(0) { $0 + $1.costSeconds }
            #expect((100...300).contains(cost), "\(cost)")
            try expectWithin(hpl, 1)
        }
    }

    @Test("a job that is suspended is told to stand still, until it goes on")
    func suspended() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, scheduler) = try queuedStudy(hours: 1, mode: .waiting, seconds: 10, in: folder)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitForRun()
            scheduler.tells(halt: SlurmJobState.suspension)
            _ = try await hpl.sync()
            #expect(try hpl.openJobs().map(\.waitReason) == [SlurmJobState.suspension])
            scheduler.tells(halt: nil)
            _ = try await hpl.sync()
            #expect(try hpl.openJobs().map(\.waitReason) == [nil])
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
        }
    }

    @Test("a job that will never start is told of once, and its reason is there to be shown")
    func neverStarts() async throws {
        try await TemporaryFolder.with { folder in
            let (hpl, scheduler) = try queuedStudy(hours: 1, mode: .waiting, seconds: 10, in: folder)
            let reason = SlurmPendingReason.never + "5 h asked, partition `short` allows 1 h"
            scheduler.tells(waiting: reason)
            for _ in 0..<3 { _ = try await hpl.sync() }
            let study = try hpl.store.study(named: "test")
            #expect(try hpl.openJobs().map(\.waitReason) == [reason])
            let warnings = try hpl.store.events(ofStudy: study.id).filter { $0.event.kind == .warned }
            #expect(warnings.count == 1 && warnings.first?.event.text.contains(reason) == true)
            scheduler.tells(waiting: nil)
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            #expect(try hpl.trials.allSatisfy { ($0.queueSeconds ?? -1) >= 0 && !$0.hosts.isEmpty })
        }
    }
}
