import Execution
import Foundation
import Search
import Testing

@testable import Tuning

/// Jobs of which a scheduler says how they ended. After each test the database keeps all its promises.
@Suite("Jobs that were ended")
struct EndedJobTests {
    /// A round of three in one job whose second run hangs; `end` ends the job once it does, and what `ending` says of it
    /// is what the scheduler says. From then on all runs are good.
    private func study(
        told ending: JobEnding?, predicted: Double = 0.1, budget: Int = 3,
        ending end: (_ script: Int32) -> Void, _ check: (FaultyHPL) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.scheduler = scheduler
            try hpl.createStudy(
                budget: budget, batch: 3, cluster: ClusterProfile(name: "queue", scheduler: .slurm))
            try hpl.skipCalibration(seconds: predicted)
            try hpl.set(.hangSecond)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
            // Longer than a run that is predicted to take a tenth of a second.
            try await Task.sleep(for: .milliseconds(200))
            scheduler.tells(ending)
            let job = try #require(try hpl.openJobs().first)
            end(try hpl.script(of: job))
            try hpl.set(.good)
            try await check(hpl)
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
            #expect(try hpl.tokens.flatMap(hpl.processes) == [])
        }
    }

    private static func end(_ script: Int32) { kill(script, SIGKILL) }
    /// As SLURM does some minutes before the end.
    private static func warn(_ script: Int32) { kill(script, SIGUSR1) }

    @Test(
        "time limit: done runs are kept, the one under way is censored, the rest is run again and not for its fault"
    )
    func timeLimit() async throws {
        try await study(told: JobEnding(cause: .failed, text: "its script failed"), ending: Self.warn) {
            hpl in
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            let trials = try hpl.trials
            #expect(trials[0].measurement != nil && trials[0].attempts.count == 1)
            #expect(trials[1].failure?.kind == "timed-out" && trials[1].failure?.failureClass == .timeout)
            #expect(trials[1].failure?.message.contains("instead of the 0.1 s that were predicted") == true)
            #expect(trials[1].teaches)
            #expect(trials[2].measurement != nil && trials[2].attempts.count == 2)
            #expect(try hpl.runs().count == 3, "nothing ran twice")
        }
    }

    @Test("time limit: a run that had no more than its predicted time is run again")
    func shortOfTime() async throws {
        try await study(told: nil, predicted: 1_000, ending: Self.warn) { hpl in
            let end = try await hpl.drive()
            let trials = try hpl.trials
            #expect(end == .budgetReached(trials: 3))
            #expect(trials.allSatisfy { $0.measurement != nil })
            #expect(trials.map(\.attempts.count) == [1, 2, 2])
        }
    }

    @Test(
        "a failed node, preemption, no launch: the run under way is run again, and so is the rest",
        arguments: [JobEnding.Cause.nodeFailure, .preempted, .failed, .finished])
    func infrastructure(cause: JobEnding.Cause) async throws {
        try await study(told: JobEnding(cause: cause, text: "a node failed"), ending: Self.end) { hpl in
            let end = try await hpl.drive()
            let trials = try hpl.trials
            #expect(end == .budgetReached(trials: 3))
            #expect(trials.allSatisfy { $0.measurement != nil })
            #expect(trials.map(\.attempts.count) == [1, 2, 2])
            #expect(Set(trials.flatMap(\.attempts).map(\.directory)).count == 5)
        }
    }

    @Test(
        "a run that the machine has failed is run again in another job; where nothing has run well yet, only once"
    )
    func machine() async throws {
        for mode in [FaultyHPL.Mode.startlessSecond, .startless] {
            try await TemporaryFolder.with { folder in
                var hpl = try FaultyHPL(in: folder, mode: mode)
                hpl.scheduler = ToldScheduler()
                try hpl.createStudy(
                    budget: 3, batch: 3, cluster: ClusterProfile(name: "queue", scheduler: .slurm))
                try hpl.skipCalibration(seconds: 1)
                let end = try await hpl.drive()
                let trials = try hpl.trials
                if mode == .startless {
                    #expect(end == .everythingFails(runs: 3))
                    #expect(trials.allSatisfy { $0.failure?.kind == "mpi-start" && $0.attempts.count == 2 })
                } else {
                    #expect(end == .budgetReached(trials: 3))
                    #expect(trials.allSatisfy { $0.measurement != nil })
                    #expect(trials.map(\.attempts.count) == [1, 2, 1])
                    #expect(try hpl.runs().count == 4)
                }
                #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
            }
        }
    }

    @Test("three failed nodes in a row are enough for one run, and the next ones begin afresh")
    func thrice() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .hang)
            hpl.scheduler = scheduler
            scheduler.tells(JobEnding(cause: .nodeFailure, text: "a node failed"))
            try hpl.createStudy(
                budget: 2, batch: 2, cluster: ClusterProfile(name: "queue", scheduler: .slurm))
            try hpl.skipCalibration(seconds: 10)
            let (study, driver) = (hpl, Task { [hpl] in try await hpl.drive() })
            for count in 1...3 {
                try await study.waitUntil {
                    try FileManager.default.fileExists(atPath: folder.path + "/runs.log")
                        && study.runs().count == count && study.openJobs().first?.state == .submitted
                }
                let job = try #require(try study.openJobs().first)
                if count == 3 {
                    try study.set(.good)
                    try FileManager.default.removeItem(atPath: job.directory + "/job.log")
                }
                kill(try study.script(of: job), SIGKILL)
            }
            #expect(try await driver.value == .budgetReached(trials: 2))
            let trials = try study.trials
            #expect(trials[0].failure?.kind == "lost" && trials[0].attempts.count == 3)
            #expect(
                trials[0].failure?.message.contains("without running it (a node failed), 3 times") == true)
            #expect(
                trials[0].failure?.message.contains("it has left no \(folder.path)/runs/") == true,
                "nobody is sent to a file that is not there: \(trials[0].failure?.message ?? "")")
            #expect(trials[1].measurement != nil, "it had not begun in any of the three")
            #expect(try DatabaseCheck(of: study.store.path).findings == [])
        }
    }

    @Test("memory: the run under way has failed by its own fault, the rest is run again")
    func outOfMemory() async throws {
        let ending = JobEnding(cause: .outOfMemory, text: "it used more memory than it asked for")
        try await study(told: ending, ending: Self.end) { hpl in
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            let trials = try hpl.trials
            #expect(trials[1].failure?.kind == "killed-out-of-memory")
            #expect(trials[1].failure?.failureClass == .configuration)
            #expect(trials[2].measurement != nil)
        }
    }

    private static let cancelled = JobEnding(cause: .cancelled, text: "it was cancelled by 1000")

    @Test(
        "cancelled by somebody else: the user is asked, nothing goes on by itself, and `resume` runs it again"
    )
    func asked() async throws {
        try await study(told: Self.cancelled, ending: Self.end) { hpl in
            let end = try await hpl.drive()
            guard case .jobCancelled(_, 1, 2, _) = end else {
                Issue.record("\(end)")
                return
            }
            #expect(end.description.contains("cancelled by somebody else (it was cancelled by 1000)"))
            let study = try hpl.store.study(named: "test")
            #expect(study.state == .open && study.stopReason == end.description)
            #expect(try hpl.trials.map(\.isPending) == [false, true, true])
            #expect(try await hpl.sync() == nil)
            #expect(try hpl.runs().count == 2)
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
            let later = try await hpl.drive()
            let trials = try hpl.trials
            #expect(later == .budgetReached(trials: 3))
            #expect(trials.allSatisfy { $0.measurement != nil })
            #expect(trials.map(\.attempts.count) == [1, 2, 2])
        }
    }

    @Test("cancelled by somebody else: `sync` asks as well, and `cancel` ends the study")
    func askedAndCancelled() async throws {
        try await study(told: Self.cancelled, ending: Self.end) { hpl in
            guard case .jobCancelled = try await hpl.sync() else {
                Issue.record("it was not asked")
                return
            }
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 2))
            #expect(try hpl.trials.map { $0.failure?.kind } == [nil, "cancelled", "cancelled"])
        }
    }

    @Test("cancelled by somebody else, and SLURM has forgotten it: the script's last word is enough to ask")
    func forgotten() async throws {
        try await study(told: nil, ending: { kill($0, SIGTERM) }) { hpl in
            guard case .jobCancelled(_, 1, 2, let ending) = try await hpl.drive() else {
                Issue.record("it was not asked")
                return
            }
            #expect(ending == "its script was asked to end, and SLURM does not know any more by whom")
            #expect(try hpl.runs().count == 2)
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil })
        }
    }

    @Test("cancelled by hpltune itself: nobody is asked")
    func ours() async throws {
        try await study(told: Self.cancelled, ending: Self.end) { hpl in
            // As if hpltune had been killed between ending the job and noting its end.
            try hpl.execute("UPDATE job SET stoppedAt = 1")
            #expect(try await hpl.drive() == .budgetReached(trials: 3))
            #expect(try hpl.trials.allSatisfy { $0.measurement != nil })
        }
    }
}
