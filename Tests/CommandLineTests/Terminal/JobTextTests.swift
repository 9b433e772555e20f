import Foundation
import Search
import Testing

@testable import Execution
@testable import Tuning
@testable import hpltune

@Suite("A job as `status` shows it")
struct JobTextTests {
    /// A job that the last look has seen running, or waiting, with a run in each of its directories.
    private func job(
        in folder: String, runs: Int = 2, isArray: Bool = false, waits reason: String? = nil
    ) throws -> JobText {
        let trial = TrialRecord(
            id: 1, number: 1, round: 2, candidate: Candidate(point: Point(["NB": 64]), why: "a test"), n: 100,
            state: .pending, attempts: [], queuedAt: 0, startedAt: nil, finishedAt: nil, hosts: [])
        return JobText(
            JobRecord(
                id: 1, roundID: 1, round: 2, token: try #require(JobToken("abcdefghijklmnopqrst")),
                directory: folder, study: "local", plannedAt: 0, submittingAt: nil, submittedAt: 100,
                silentSince: nil, schedulerID: JobID("17"), state: .submitted, limitSeconds: 300,
                isArray: isArray, reservedNodeSeconds: nil, startedAt: 105, waitReason: reason,
                stoppedAt: nil, askedAt: nil,
                attempts: (0..<runs).map {
                    OpenAttempt(
                        id: Int64($0), number: 1, step: "run-\($0)", directory: "\(folder)/run-\($0)",
                        outputName: "stdout", limitSeconds: 10, predictedSeconds: nil, failedBefore: 0,
                        trial: trial)
                }),
            now: 112)
    }

    private func inFolder(_ body: (_ folder: String, _ make: (String) throws -> Void) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "hpltune-job-text-" + UUID().uuidString
        try body(folder) { name in
            let path = URL(fileURLWithPath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: path)
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("a suspended job does not run, and is not in the queue")
    func suspended() throws {
        try inFolder { folder, make in
            try make("steps")
            let job = try job(in: folder, waits: SlurmJobState.suspension)
            #expect(job.description == "17 of round 2, 2 runs to come: " + SlurmJobState.suspension)
            #expect(!job.isRunning && !job.isWaiting && job.json.text.contains("\"suspended\""))
        }
    }

    @Test("while nobody drives its study, what a job in the queue waits for is from the last look")
    func undriven() throws {
        try inFolder { folder, make in
            try make("steps")
            let waiting = try job(in: folder, waits: "other jobs come first (Priority)")
            #expect(
                waiting.description(undriven: "s").hasSuffix(
                    "queued for 0:12: other jobs come first (Priority), as last seen; `hpltune sync s` looks again"
                ))
            // What its own files tell is so now.
            let running = try job(in: folder)
            #expect(running.description(undriven: "s") == running.description)
        }
    }

    @Test("runs without a result: which are running, which planned, which have ended")
    func pending() throws {
        try inFolder { folder, make in
            try make("a/steps")
            let running = try job(in: folder + "/a", runs: 3)
            #expect(StudyStatus.pending(3, [running]) == ["1 running", "2 planned"])
            let waiting = try job(in: folder + "/a", runs: 3, waits: "Priority")
            #expect(StudyStatus.pending(3, [waiting]) == ["3 planned"])
            let array = try job(in: folder + "/a", runs: 3, isArray: true)
            #expect(StudyStatus.pending(3, [array]) == ["3 running or queued"])
            for run in 0..<2 { try make("b/run-\(run)/done.json") }
            let ended = try job(in: folder + "/b")
            #expect(
                StudyStatus.pending(5, [running, ended]) == [
                    "1 running", "2 ended, to be collected", "2 planned",
                ])
            #expect(StudyStatus.pending(0, []) == [])
        }
    }

    private static let ended = "17 of round 2, 2 runs to come: ended; its results wait to be collected"
    private static let running = "17 of round 2, 2 runs to come: running for 0:07 of at most 5:00"

    @Test("runs until its files say that it has ended, whatever SLURM says or does not")
    func lastWord() throws {
        try inFolder { folder, make in
            try make("run-0/done.json")
            #expect(try job(in: folder).description == Self.running)
            try make("ended.json")
            #expect(try job(in: folder).description == Self.ended)
            #expect(try job(in: folder).json.text.contains(#""state": "ended""#))
            #expect(try !job(in: folder).isWaiting)
            // The last word of a start before it was queued again.
            #expect(
                try job(in: folder, waits: "other jobs come first").description
                    == "17 of round 2, 2 runs to come: queued for 0:12: other jobs come first")
        }
    }

    @Test("has ended with its last run, before its script says so")
    func done() throws {
        try inFolder { folder, make in
            for run in 0...1 { try make("run-\(run)/done.json") }
            for reason in [nil, "other jobs come first"] {
                #expect(try job(in: folder, waits: reason).description == Self.ended)
            }
        }
    }

    @Test("an array has ended when every task of it has")
    func array() throws {
        try inFolder { folder, make in
            for task in 0...1 { try make("task-\(task)/job.json") }
            try make("task-0/ended.json")
            try make("ended.json")
            #expect(try job(in: folder, isArray: true).description == Self.running)
            try make("task-1/ended.json")
            #expect(try job(in: folder, isArray: true).description == Self.ended)
        }
    }
}
