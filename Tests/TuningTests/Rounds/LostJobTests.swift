import Execution
import Foundation
import Logging
import Search
import Testing
import Tuning

/// Jobs that die, vanish, or were started by a driver that died.
@Suite("Lost jobs")
struct LostJobTests {
    @Test("a machine that begins to fail all runs ends the study instead of eating the space")
    func failingMachine() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 9, batch: 2)
            let end = try await hpl.drive { event in
                guard case .ended(let trial) = event, trial.number == 2 else { return }
                do { try hpl.set(.library) } catch { Issue.record(error) }
            }
            #expect(end == .everythingFails(runs: 3))
            let failures = try hpl.trials.compactMap(\.failure?.kind)
            #expect(failures == Array(repeating: "missing-library", count: failures.count))
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 9))
            #expect(try hpl.trials.count { $0.measurement != nil } == 9)
        }
    }

    @Test(
        "a job that was submitted by a driver which died before it could say so is found, not started again")
    func adoption() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            _ = try await hpl.drive(detaching: true)
            // As if the driver had been killed between submitting and writing it down.
            try hpl.execute("UPDATE job SET schedulerID = NULL, submittedAt = NULL, state = 'planned'")
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            let runs = try hpl.runs().filter { $0.contains("round-") }
            #expect(runs.count == 2)
            #expect(try hpl.trials.allSatisfy { $0.attempts.count == 1 })
            let study = try hpl.store.study(named: "test")
            #expect(try hpl.store.events(ofStudy: study.id).contains { $0.event.kind == .adopted })
        }
    }

    @Test("runs whose job was killed are tried again")
    func killedJob() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 2, problemSize: .fixed([100]))
            try hpl.skipCalibration()
            _ = try await hpl.drive(detaching: true)
            try await hpl.killJob()
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            let trials = try hpl.trials
            #expect(trials.allSatisfy { $0.measurement != nil })
            #expect(trials.map(\.attempts.count) == [2, 2])
        }
    }

    @Test("a job whose folder is gone is given up for another one")
    func vanishedFolder() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 1, problemSize: .fixed([100]))
            try hpl.skipCalibration()
            _ = try await hpl.drive(detaching: true)
            try FileManager.default.removeItem(atPath: folder.path + "/runs")
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 1))
            #expect(try hpl.trials.map(\.attempts.count) == [2])
        }
    }

    @Test("a prologue that fails is told at once, with its cause")
    func prologue() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 4, batch: 4)
            let environment = RunEnvironment(modules: ["gcc/99"], prologue: [])
            let end = try await hpl.drive(changing: { $0.environment = environment })
            #expect(end == .everythingFails(runs: 4))
            #expect(try hpl.trials.allSatisfy { $0.attempts.count == 1 })
            #expect(try hpl.trials.allSatisfy { $0.failure?.failureClass == .infrastructure })
        }
    }

    @Test("a prologue that hangs until the job's time is up is told as that")
    func hangingPrologue() async throws {
        try await TemporaryFolder.with { folder in
            let scheduler = ToldScheduler()
            var hpl = try FaultyHPL(in: folder, mode: .good)
            hpl.scheduler = scheduler
            try hpl.createStudy(
                budget: 4, batch: 4, cluster: ClusterProfile(name: "queue", scheduler: .slurm))
            try hpl.skipCalibration(seconds: 1)
            scheduler.tells(JobEnding(cause: .timeLimit, text: "its time limit was up"))
            let environment = RunEnvironment(modules: [], prologue: ["(exit 143)"])
            let end = try await hpl.drive(changing: { $0.environment = environment })
            #expect(end == .everythingFails(runs: 4))
            for trial in try hpl.trials {
                #expect(trial.failure?.kind == "prologue-failed" && trial.attempts.count == 1)
                let message = try #require(trial.failure?.message)
                #expect(
                    message.hasPrefix(
                        "the modules or the prologue had not ended when the job's time was up (prologue entry 1 "
                    ), "\(message)")
            }
        }
    }

    @Test("after a reboot the job is over, and whoever has its process number now is left alone")
    func reboot() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration(seconds: 10)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitForRun()
            let study = try hpl.store.study(named: "test")
            let job = try #require(try hpl.store.openJobs(ofStudy: study.id).first)
            // As if all this had been written before the machine was booted.
            let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
                .dropLast()
            let file = job.directory + "/job.json"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing(boot, with: "an-earlier-one").write(
                toFile: file, atomically: true, encoding: .utf8)
            try hpl.execute("UPDATE job SET schedulerID = replace(schedulerID, '\(boot)', 'an-earlier-one')")
            let script = try #require(
                job.schedulerID.flatMap { Int32($0.text.split(separator: ":")[1]) })
            try hpl.set(.good)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.map(\.attempts.count) == [2, 2])
            let left = hpl.processes(of: job.token)
            #expect(left.contains(script) && left.count >= 2)
            for pid in left { kill(pid, SIGKILL) }
        }
    }

    @Test("an output that was cut off counts for nothing, and the point may be tried again")
    func cutOff() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration()
            _ = try await hpl.drive(detaching: true)
            try hpl.set(.good)
            try await hpl.waitUntil { try hpl.doneFiles() == 2 }
            let study = try hpl.store.study(named: "test")
            let attempt = try #require(try hpl.store.openJobs(ofStudy: study.id).first?.attempts.first)
            let output = try Data(contentsOf: URL(fileURLWithPath: attempt.directory + "/stdout"))
            try output.prefix(100).write(to: URL(fileURLWithPath: attempt.directory + "/stdout"))
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            #expect(try hpl.trials.map { $0.failure?.kind } == ["output-truncated", nil, nil])
        }
    }

    @Test("a run directory that is deleted every time ends the trial with a clear message, no process stays")
    func deletedEveryTime() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .hang)
            try hpl.createStudy(budget: 1)
            try hpl.skipCalibration(seconds: 10)
            let driving = Task { try await hpl.drive() }
            var tokens: [JobToken] = []
            try await hpl.waitForRun()
            for attempt in 1...3 {
                try await hpl.waitUntil { try hpl.runs().count == attempt }
                tokens += try hpl.tokens
                if attempt == 3 { try hpl.set(.good) }
                try FileManager.default.removeItem(atPath: folder.path + "/runs")
            }
            #expect(try await driving.value == .budgetReached(trials: 1))
            let trials = try hpl.trials
            #expect(trials[0].attempts.count == 3)
            #expect(trials[0].failure?.kind == "lost")
            #expect(trials[0].failure?.message.contains("its job ended without running it") == true)
            #expect(trials.last?.measurement != nil)
            #expect(Set(tokens).count >= 3)
            #expect(tokens.flatMap(hpl.processes) == [])
        }
    }

    @Test("two hundred runs that fail by their points' fault do not stop a study, nor swell it")
    func manyFailures() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .fragile)
            try hpl.createStudy(budget: 250, batch: 50, blockSizes: 1...250)
            try hpl.skipCalibration()
            #expect(try await hpl.drive() == .budgetReached(trials: 250))
            let trials = try hpl.trials
            #expect(trials.count == 250 && trials.allSatisfy { $0.attempts.count == 1 })
            #expect(trials.count { $0.failure?.kind == "crashed" } == 200)
            #expect(trials.count { $0.measurement != nil } == 50)
        }
    }
}
