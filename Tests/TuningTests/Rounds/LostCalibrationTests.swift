import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// Calibrations that fail by no fault of their own, and those whose results go away.
@Suite("Lost calibrations", .serialized, .timeLimit(.minutes(3)))
struct LostCalibrationTests {
    private static let calibration = StudyEnd.detached(runs: 4, isCalibration: true)

    @Test("one whose MPI did not start is made again, once", arguments: [true, false])
    func startless(isPassing: Bool) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .startless)
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            try await hpl.waitUntil { try hpl.calibrationRuns() == 4 }
            if isPassing { try hpl.set(.good) }
            var end: StudyEnd?
            for _ in 0..<400 where end == nil || end?.isDetached == true {
                end = try await hpl.sync()
                try await Task.sleep(for: .milliseconds(25))
            }
            let jobs = try hpl.calibrationJobs()
            let study = try hpl.store.study(named: "test")
            let warnings = try hpl.store.events(ofStudy: study.id).map(\.event).filter { $0.kind == .warned }
                .map(\.text)
            #expect(warnings.first?.hasPrefix("the calibration failed: ") == true)
            #expect(warnings.first?.hasSuffix("; it is made again") == true)
            if isPassing {
                #expect(end == .budgetReached(trials: 2))
                #expect(jobs.map(\.isLost) == [true, false])
                #expect(jobs.last?.gflops.compactMap { $0 }.count == 4)
                #expect((3_000...4_400).contains(try #require(study.setUp.problemSize?.largest.first)))
            } else {
                #expect(jobs.map(\.isLost) == [true, false])
                #expect(warnings.count { $0.hasPrefix("the calibration failed: ") } == 2)
                #expect(warnings.count { $0.hasSuffix("; it is made again") } == 1)
            }
            #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        }
    }

    @Test("it waits for the controller whose absence MPI did not start by, and says so")
    func controller() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(
                StandInPlan(), mode: .startless, isCalibrated: false, in: folder)
            try await study.submit()
            try await study.hpl.waitUntil { try study.hpl.calibrationRuns() == 4 }
            var plan = StandInPlan()
            let silence = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"
            plan.faults = [.failing(.squeue, errors: silence), .failing(.scancel, errors: silence)]
            try study.slurm.set(plan)
            for seconds in [30.0, 60] {
                #expect(try await study.pass(at: seconds) == Self.calibration)
                #expect(try study.hpl.calibrationJobs().map(\.state) == ["submitted"])
            }
            #expect(study.warnings.texts.last?.contains("Unable to contact slurm controller") == true)
            try study.slurm.set(StandInPlan())
            try study.hpl.set(.good)
            try await study.passes(from: 90)
            #expect(try study.hpl.calibrationJobs().map(\.isLost) == [true, false])
            #expect(try study.hpl.trials.allSatisfy { $0.measurement != nil && $0.attempts.count == 1 })
            #expect(try DatabaseCheck(of: study.hpl.store.path).findings == [])
        }
    }

    @Test(
        "its output goes away between the runs' end and the look at it: away it is waited for, deleted made again",
        arguments: [true, false])
    func unseen(comesBack: Bool) async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createQueuedStudy()
            #expect(try await hpl.drive(detaching: true) == Self.calibration)
            try await hpl.waitUntil { try hpl.calibrationRuns() == 4 }
            let record = try hpl.store.study(named: "test")
            let job = try #require(try hpl.store.openCalibration(ofStudy: record.id))
            try FileManager.default.moveItem(atPath: job.directory, toPath: job.directory + "-away")
            let warnings = Warnings()
            let driver = hpl.driver(notifying: { warnings.note($0) })
            try hpl.store.takeLease(ofStudy: record, for: driver.holder) { _ in true }
            var seen = JobObservation(state: .running)
            for run in job.runs {
                seen.steps[run.step] = StepRecord(exitStatus: 0, startedAt: 1, finishedAt: 2)
            }
            let calibrator = Calibrator(driver: driver)
            let end = try await calibrator.close(
                job, seen, try calibrator.expert(job.largestN, record), record)
            #expect(end == nil)
            #expect(try hpl.calibrationJobs().map(\.state) == ["submitted"])
            #expect(warnings.texts == ["\(job.directory) cannot be seen"])
            try hpl.execute("DELETE FROM lease")
            if comesBack {
                try FileManager.default.moveItem(atPath: job.directory + "-away", toPath: job.directory)
            }
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
            let jobs = try hpl.calibrationJobs()
            #expect(jobs.map(\.isLost) == (comesBack ? [false] : [true, false]))
            #expect(jobs.last?.gflops.compactMap { $0 }.count == 4)
        }
    }
}

extension StudyEnd {
    fileprivate var isDetached: Bool { if case .detached = self { true } else { false } }
}

extension FaultyHPL {
    /// How many runs of calibrations have ended.
    fileprivate func calibrationRuns() throws -> Int {
        let files = FileManager.default.enumerator(atPath: folder.path + "/runs")
        return files?.compactMap { $0 as? String }
            .count { $0.hasSuffix("/done.json") && $0.contains("calibration-") } ?? 0
    }
}
