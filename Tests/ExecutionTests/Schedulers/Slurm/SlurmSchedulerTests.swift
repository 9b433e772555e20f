import Testing

@testable import Execution

@Suite("What SLURM's tools answer")
struct SlurmSchedulerTests {
    let scheduler = SlurmScheduler(
        resources: SlurmResources(nodes: 2, tasksPerNode: 4, cpusPerTask: 1, partition: "main"))
    let token = JobToken.random()
    var name: String { "hpltune-test-\(token)" }
    var job: JobReference {
        JobReference(token: token, id: JobID("7"), directory: "/j", name: name)
    }

    func answer(_ lines: String..., squeue: String = "ok", sacct: String? = "ok") -> CommandOutput {
        var text = ["motd", "@hpltune:begin"] + lines + ["@hpltune:tool squeue \(squeue)"]
        if let sacct { text.append("@hpltune:tool sacct \(sacct)") }
        return CommandOutput(
            exitStatus: 0, stdout: Array((text + ["@hpltune:end"]).joined(separator: "\n").utf8))
    }

    func state(_ output: CommandOutput) throws -> JobState? {
        try scheduler.states(of: [job], fromStatus: output)[job]
    }

    @Test("every state that squeue knows is waiting, active or over", arguments: SlurmJobState.allCases)
    func queueStates(state: SlurmJobState) throws {
        let found = try self.state(
            answer("@hpltune:queue 7|\(state.rawValue)|None|1:00:00|1|0:00|/w|/w/s|\(name)"))
        switch state.phase {
        case .waiting: #expect(found == .pending(reason: nil))
        case .active: #expect(found == .running)
        case .over: #expect(found == .ended)
        }
    }

    @Test("the queue counts before the accounting, and the accounting only for what is over")
    func precedence() throws {
        let requeued = answer(
            "@hpltune:queue 7|PENDING|BeginTime|1:00:00|1|0:00|/w|/w/s|\(name)",
            "@hpltune:account 7|NODE_FAIL|0:0|/w|\(name)"
        )
        guard case .pending(let reason) = try state(requeued) else {
            Issue.record("a requeued job is not over")
            return
        }
        #expect(reason?.contains("BeginTime") == true)
        #expect(try state(answer("@hpltune:account 7|CANCELLED by 1000|0:0|/w|\(name)")) == .ended)
        // Noise instead of squeue's answer looks like a queue without jobs.
        guard case .unknown = try state(answer("@hpltune:account 7|RUNNING|0:0|/w|\(name)")) else {
            Issue.record("squeue and sacct contradict each other: nobody knows")
            return
        }
    }

    @Test("of a job that was started again the last record is its state, and all of them are what it took")
    func starts() throws {
        let output = answer(
            "@hpltune:start \(token) * {\"restart\":2,\"owner\":\"7\"}", "@hpltune:step \(token) a waiting",
            "@hpltune:account 7|REQUEUED|51|/w|\(name)", "@hpltune:account 7|PREEMPTED|20|/w|\(name)",
            "@hpltune:account 7|COMPLETED|6|/w|\(name)", "@hpltune:account 7|COMPLETED|9|/w|another")
        #expect(try state(output) == .ended)
        let ending = try #require(try scheduler.endings(of: [job], fromStatus: output)[job])
        #expect(ending.cause == .finished && ending.seconds == 6)
        #expect(try scheduler.earlierSeconds(of: [job], fromStatus: output) == [job: ["a": 71]])
    }

    @Test("a suspended job runs, as far as its place goes, and says that it stands still")
    func suspended() throws {
        func reason(_ states: String...) throws -> String? {
            let lines = states.enumerated().flatMap { index, state in
                [
                    "@hpltune:start \(token) s\(index) {\"restart\":0,\"owner\":\"7_\(index)\"}",
                    "@hpltune:step \(token) s\(index) waiting",
                    "@hpltune:directory \(token) s\(index) /j/s\(index)\t/j/task-\(index)",
                    "@hpltune:queue 7_\(index)|\(state)|None|1:00:00|1|0:09|/w|/w/s|\(name)",
                ]
            }
            let text =
                ["@hpltune:begin", "@hpltune:start \(token) * none"] + lines
                + ["@hpltune:tool squeue ok", "@hpltune:end"]
            let output = CommandOutput(exitStatus: 0, stdout: Array(text.joined(separator: "\n").utf8))
            #expect(try state(output) == .running)
            return try scheduler.haltReasons(of: [job], fromStatus: output)[job]
        }
        #expect(try reason("SUSPENDED", "PENDING") == SlurmJobState.suspension)
        #expect(try reason("SUSPENDED", "RUNNING") == nil)
        let single = answer("@hpltune:queue 7|SUSPENDED|None|1:00:00|1|0:09|/w|/w/s|\(name)")
        #expect(try scheduler.haltReasons(of: [job], fromStatus: single) == [job: SlurmJobState.suspension])
        let running = answer("@hpltune:queue 7|RUNNING|None|1:00:00|1|0:09|/w|/w/s|\(name)")
        #expect(try scheduler.haltReasons(of: [job], fromStatus: running).isEmpty)
    }

    @Test(
        "a job that was cancelled while it waited to be started again took more than the 0 s that squeue tells"
    )
    func endedWaiting() throws {
        let queue = "@hpltune:queue 7|CANCELLED by 0|None|1:00:00|1|0:00|/w|/w/s|\(name)"
        let start = "@hpltune:start \(token) * {\"restart\":0,\"owner\":\"7\"}"
        let step = "@hpltune:step \(token) a waiting"
        func ending(_ output: CommandOutput) throws -> JobEnding? {
            try scheduler.endings(of: [job], fromStatus: output)[job]
        }
        let begun = try #require(try ending(answer(queue, start, step)))
        #expect(begun.cause == .cancelled && begun.seconds == nil)
        #expect(try ending(answer(queue, "@hpltune:start \(token) * none", step))?.seconds == 0)
        let account = ["REQUEUED|51", "CANCELLED|0"].map { "@hpltune:account 7|\($0)|/w|\(name)" }
        #expect(try ending(answer(queue, account[0], account[1], start, step))?.seconds == 0)
    }

    @Test("a tool that fails tells nothing, and nobody's knowledge is not an end")
    func failures() throws {
        #expect(
            try state(answer(squeue: "failed slurm_load_jobs error: Socket timed out"))
                == .unknown(reason: "squeue failed: slurm_load_jobs error: Socket timed out"))
        #expect(
            try state(answer(sacct: "failed Problem talking to the database"))
                == .unknown(reason: "sacct failed: Problem talking to the database"))
        // Its end may be that of an earlier start: squeue has to say that it is not queued again.
        let ended = "@hpltune:account 7|NODE_FAIL|12|/w|\(name)"
        #expect(try state(answer(ended, squeue: "failed x")) == .unknown(reason: "squeue failed: x"))
        #expect(try state(answer(ended)) == .ended)
        guard case .missing = try state(answer()) else {
            Issue.record("healthy tools that know nothing")
            return
        }
        let start = "@hpltune:start \(token) * none"
        let said = #"@hpltune:ending \#(token) * {"reason":"finished"}"#
        #expect(try state(answer(start, said)) == .ended)
        guard case .unknown = try state(answer(start, said, squeue: "failed x")) else {
            Issue.record("it may have been queued again")
            return
        }
    }

    @Test("a number that went to another job is not ours")
    func recycledNumber() throws {
        guard
            case .missing = try state(
                answer("@hpltune:queue 7|RUNNING|None|1:00:00|1|0:00|/w|/w/s|somebody-else"))
        else {
            Issue.record("the name does not fit")
            return
        }
    }

    @Test("its number and its work directory tell a job that was named anew, to both tools")
    func renamed() throws {
        let queue = "@hpltune:queue 7|RUNNING|None|1:00:00|1|0:00|/runs/round-1-\(token)|(null)|whole"
        #expect(try state(answer(queue)) == .running)
        #expect(try state(answer("@hpltune:account 7|FAILED|9|/runs/round-1-\(token)|whole")) == .ended)
    }

    @Test("endings are words, whatever the exit code says")
    func endings() throws {
        for (text, cause, words) in [
            ("TIMEOUT", JobEnding.Cause.timeLimit, "its time limit was up"),
            ("CANCELLED by 4000123456", .cancelled, "it was cancelled by 4000123456"),
            ("CANCELLED by 0", .cancelled, "it was cancelled by root"),
            ("NODE_FAIL", .nodeFailure, "a node failed"), ("PREEMPTED", .preempted, "it was preempted"),
            ("OUT_OF_ME+", .outOfMemory, "it used more memory than it asked for"),
            ("COMPLETED", .finished, "finished"),
        ] {
            let output = answer("@hpltune:account 7|\(text)|0:0|/w|\(name)")
            let ending = try scheduler.endings(of: [job], fromStatus: output)[job]
            #expect(ending == JobEnding(cause: cause, text: words))
        }
    }

    @Test("how long a job took squeue tells as well, for what has ended a moment ago")
    func seconds() throws {
        for (line, seconds) in [
            ("@hpltune:queue 7|FAILED|None|1:00:00|1|1:07|/w|/w/s|\(name)", 67.0),
            ("@hpltune:account 7|FAILED|68|/w|\(name)", 68),
        ] {
            #expect(try scheduler.endings(of: [job], fromStatus: answer(line))[job]?.seconds == seconds)
        }
    }

    @Test("for how long a job has had its nodes squeue tells while it runs")
    func secondsRunning() throws {
        for (state, seconds) in [("RUNNING", 3_661.0 as Double?), ("COMPLETED", nil), ("PENDING", nil)] {
            let output = answer("@hpltune:queue 7|\(state)|None|2:00:00|1|1:01:01|/w|/w/s|\(name)")
            #expect(try scheduler.secondsRunning(of: [job], fromStatus: output)[job] == seconds)
        }
    }

    @Test("of a job that was taken twice the one counts that has the claim")
    func owner() throws {
        let start = #"@hpltune:start \#(token) * {"owner":"9","restart":0,"startedAt":1}"#
        let copy = "@hpltune:queue 7|COMPLETED|None|1:00:00|1|0:01|/w|/w/s|\(name)"
        let running = answer(start, copy, "@hpltune:queue 9|RUNNING|None|1:00:00|1|0:09|/w|/w/s|\(name)")
        #expect(try state(running) == .running)
        #expect(try scheduler.endings(of: [job], fromStatus: running) == [:])
        #expect(try scheduler.owners(of: [job], fromStatus: running) == [job: JobID("9")])
        guard case .missing = try state(answer(start, copy)) else {
            Issue.record("the copy's end is not the job's")
            return
        }
        let own = answer(start.replacing(#""9""#, with: #""7""#), copy)
        #expect(try scheduler.owners(of: [job], fromStatus: own) == [:])
        #expect(try state(own) == .ended)
    }

    @Test("a task cancelled before it began is forgotten at once: it has ended when SLURM knows the others")
    func forgottenTask() throws {
        func task(_ index: Int, _ start: String) -> [String] {
            [
                "@hpltune:start \(token) s\(index) \(start)", "@hpltune:step \(token) s\(index) waiting",
                "@hpltune:directory \(token) s\(index) /j/s\(index)\t/j/task-\(index)",
            ]
        }
        func states(_ second: String, _ accounted: String) throws -> JobState? {
            let lines = ["@hpltune:start \(token) * none"] + task(0, "none") + task(1, second) + [accounted]
            return try state(answer(lines.joined(separator: "\n")))
        }
        let sibling = "@hpltune:account 7_0|COMPLETED|9|/w|\(name)"
        #expect(try states("none", sibling) == .ended)
        for (second, accounted) in [
            (#"{"owner":"7_1","restart":0,"startedAt":1}"#, sibling), ("none", "noise"),
        ] {
            guard case .missing = try states(second, accounted) else {
                Issue.record("it may have run, or sacct may be late")
                continue
            }
        }
    }

    @Test("a job that is over is not, as long as its work directory is away")
    func absence() throws {
        let (start, over) = ("@hpltune:start \(token) * none", "@hpltune:account 7|COMPLETED|9|/w|\(name)")
        func absent(_ word: String) -> String { "@hpltune:absent \(token) * \(word)" }
        #expect(try state(answer(start, absent("removed"), over)) == .ended)
        for lines in [answer(start, absent("away"), over), answer(start, absent("away"))] {
            guard case .unknown(let reason) = try state(lines) else {
                Issue.record("its results may come back")
                continue
            }
            #expect(reason.hasPrefix("the work directory "))
        }
        guard case .missing = try state(answer(start, absent("unreadable"), over)) else {
            Issue.record("too early to tell")
            return
        }
        let running = answer(
            start, absent("away"), "@hpltune:queue 7|RUNNING|None|1:00:00|1|0:09|/w|/w/s|\(name)")
        #expect(try state(running) == .running)
    }

    @Test("the header asks for what the job needs, in whole minutes, never below five")
    func header() {
        var job = JobSpecification(
            token: token, name: name, directory: "/j", steps: [], timeLimit: .seconds(61))
        #expect(scheduler.header(for: job).contains("#SBATCH --time=00:05:00"))
        job.timeLimit = .seconds(90_061)
        let header = scheduler.header(for: job)
        #expect(header.first == "#!/bin/bash -l")
        #expect(header.contains("#SBATCH --time=1-01:02:00"))
        #expect(header.contains("#SBATCH --partition=main"))
        #expect(header.contains("#SBATCH --exclusive"))
    }
}
