import Execution
import Foundation
import TestSupport
import Testing

@Suite("Steps that go wrong")
struct StepFailureTests {
    @Test(
        "a step that fails, one that is killed and one that cannot start are recorded, and the next ones run")
    func failures() async throws {
        let bench = try Bench()
        let missing = JobStep(
            name: "missing", directory: "\(bench.root)/job/missing", argv: ["/nowhere/xhpl"],
            timeLimit: .seconds(60))
        let job = bench.job([
            bench.step("fails", "echo trouble >&2; exit 3"), bench.step("killed", "kill -SEGV $$"), missing,
            bench.step("shell124", "exit 124"), bench.step("launcher255", "exit 255"),
            bench.step("last", "exit 0"),
        ])
        let end = try await bench.run(job)
        #expect(end.ending == "finished")
        #expect(end.steps["fails"]?.exitStatus == 3)
        #expect(try bench.text("job/fails/stderr") == "trouble\n")
        let killed = try #require(end.steps["killed"])
        #expect(killed.exitStatus == nil && killed.signal == 11 && !killed.timedOut)
        #expect(end.steps["missing"]?.exitStatus == 127)
        #expect(try bench.text("job/missing/stderr").contains("/nowhere/xhpl"))
        #expect(end.steps["shell124"].map { $0.exitStatus == 124 && !$0.timedOut } == true)
        #expect(end.steps["launcher255"].map { $0.exitStatus == 255 && $0.signal == nil } == true)
        #expect(end.steps["last"]?.exitStatus == 0)
    }

    @Test(
        "a hanging step ends at its limit with all its processes, those in sessions of their own and deaf ones too"
    )
    func hang() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step(
                "hang",
                """
                setsid bash -c 'trap "" TERM; echo $$ >>pids; (trap "" TERM; echo $BASHPID >>pids; exec sleep 1000) & wait' &
                sleep 1000 & echo $! >>pids
                echo $$ >>pids
                wait
                """, limit: .seconds(2)),
            bench.step("next", "echo fine"),
        ])
        let end = try await bench.run(job)
        let hang = try #require(end.steps["hang"])
        #expect(hang.timedOut)
        #expect(hang.finishedAt - hang.startedAt >= 2)
        #expect(end.steps["next"]?.timedOut == false)
        let pids = try bench.text("job/hang/pids").split(separator: "\n").compactMap { Int32($0) }
        #expect(pids.count == 4)
        #expect(pids.filter(isRunning) == [])
    }

    @Test(
        "at its limit an MPI run ends with all its ranks, which have process groups of their own",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mpirun")))
    func ranks() async throws {
        let bench = try Bench()
        var job = bench.job([bench.step("mpi", "", limit: .seconds(5))])
        job.steps[0].argv = [
            "mpirun", "-np", "2", "bash", "-c", "trap '' TERM; echo $$ >>../pids; sleep 1000; sleep 1000",
        ]
        // Open MPI's variables for root and for more ranks than cores; MPICH does not mind them.
        for name in ["ALLOW_RUN_AS_ROOT", "ALLOW_RUN_AS_ROOT_CONFIRM", "MCA_rmaps_base_oversubscribe"] {
            job.steps[0].environment["OMPI_\(name)"] = "1"
        }
        let end = try await bench.run(job)
        let complaint = try bench.text("job/mpi/stderr")
        #expect(end.steps["mpi"]?.timedOut == true, "\(complaint)")
        let pids = try bench.text("job/pids").split(separator: "\n").compactMap { Int32($0) }
        #expect(pids.count == 2)
        #expect(pids.filter(isRunning) == [])
    }

    @Test("what a finished step left running is ended before the next one is measured")
    func leftovers() async throws {
        let bench = try Bench()
        let job = bench.job([
            bench.step("leaves", "setsid --fork sleep 1000; sleep 0.1"),
            bench.step("next", "grep -lzs ^HPLTUNE_STEP=$HPLTUNE_TOKEN/leaves/ /proc/[0-9]*/environ | wc -l"),
        ])
        let end = try await bench.run(job)
        #expect(end.steps["leaves"]?.exitStatus == 0)
        #expect(try bench.text("job/next/stdout") == "0\n")
    }

    @Test("fifty megabytes of output are kept whole and read up to a limit")
    func flood() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("flood", "head -c 50000000 /dev/zero | tr '\\0' x; echo; echo end")])
        let end = try await bench.run(job)
        #expect(end.steps["flood"]?.exitStatus == 0)
        let path = "\(bench.root)/job/flood/stdout"
        let whole = try await bench.runner.fetch([path], limit: 100_000_000)
        #expect(whole.first?.bytes.count == 50_000_005 && whole.first?.isTruncated == false)
        let part = try await bench.runner.fetch([path], limit: 1000)
        #expect(part.first?.bytes.count == 1000 && part.first?.isTruncated == true)
    }

    private struct TemplateScheduler: ForwardingScheduler {
        let direct = DirectScheduler()
        let lines: [String]

        func header(for job: JobSpecification) -> [String] { ["#!/bin/bash"] + lines }
    }

    @Test(
        "what a template or a prologue sets in its shell does not reach hpltune's own part",
        arguments: [
            ["set -e"], ["set -euo pipefail"], ["set -f"], ["set -C"], ["set -a"], ["set -k"], ["set -m"],
            ["set +B"], ["set -o posix"], ["IFS=:"], ["IFS=/"], ["IFS="], ["IFS=0123456789"],
            ["shopt -s nullglob"], ["shopt -s failglob"], ["shopt -s nocasematch"], ["GLOBIGNORE='*'"],
            ["shopt -s expand_aliases", "alias rm='rm -i' mv=false printf=false read=false"],
            ["trap 'exit 3' ERR"], ["set -E -T", "trap 'exit 3' ERR"], ["shopt -s extdebug"],
        ])
    func shellState(lines: [String]) async throws {
        for isTemplate in [true, false] {
            let bench = try Bench(scheduler: TemplateScheduler(lines: isTemplate ? lines : []))
            let job = bench.job(
                [bench.step("fails", "exit 3"), bench.step("runs", "echo yes")],
                prologue: isTemplate ? [] : lines)
            let end = try await bench.run(job)
            let log = try bench.text("job/job.log")
            #expect(end.ending == "finished", "\(lines), \(isTemplate): \(log)")
            #expect(end.steps.mapValues(\.exitStatus) == ["fails": 3, "runs": 0], "\(lines): \(log)")
            #expect(try bench.text("job/runs/stdout") == "yes\n")
            #expect(!log.contains("error"), "\(log)")
        }
    }

    @Test("a prologue that is ended with its job has not failed; one that uses up the job's time has")
    func endedPrologue() async throws {
        for signals in [[SIGTERM], [SIGUSR1, SIGTERM]] {
            let bench = try Bench()
            let job = bench.job(
                [bench.step("never", "true")],
                prologue: ["bash -c 'echo $$ >\(bench.root)/pid; exec sleep 1000'"])
            let id = try await bench.runner.submit(job)
            try await waitUntil("the prologue runs") {
                try bench.exists("pid") && bench.text("pid").hasSuffix("\n")
            }
            let script = try #require(Int32(id.text.split(separator: ":")[1]))
            let child = try #require(Int32(try bench.text("pid").dropLast()))
            for signal in signals { kill(script, signal) }
            kill(child, SIGTERM)
            let end = try await bench.observe(job.reference(id: id)) { $0.state == .ended }
            if signals.count == 1 {
                #expect(end.ending == "stopped by SIGTERM" && !end.prologueFailed)
            } else {
                #expect(end.ending == "prologue entry 1 ended with status 143" && end.prologueFailed)
            }
        }
    }

    @Test(
        "a prologue in the midst of which the machine took the job away has not failed",
        arguments: [
            (JobEnding.Cause.nodeFailure, false), (.preempted, false), (.cancelled, false), (.failed, true),
            (.timeLimit, true),
        ])
    func interruptedPrologue(cause: JobEnding.Cause, hasFailed: Bool) {
        var observation = JobObservation(state: .ended, ending: "prologue entry 1 ended with status 137")
        #expect(observation.prologueFailed)
        observation.schedulerEnding = JobEnding(cause: cause, text: "it ended")
        #expect(observation.prologueFailed == hasFailed)
    }

    @Test("a prologue that fails ends the job before its first step, and says which entry")
    func prologue() async throws {
        let bench = try Bench()
        let good = bench.job(
            [
                bench.step("sees", "echo $FROM_JOB $FROM_STEP", prologue: ["export FROM_STEP='of step'"]),
                bench.step("blind", "echo ${FROM_STEP-none}"),
                bench.step("broken", "echo never", prologue: ["true", "(exit 7)", "true"]),
            ], prologue: ["FROM_JOB='it'\"'\"'s set'", "export FROM_JOB"])
        let end = try await bench.run(good)
        #expect(try bench.text("job/sees/stdout") == "it's set of step\n")
        #expect(try bench.text("job/blind/stdout") == "none\n")
        #expect(end.steps["broken"]?.exitStatus == 7)
        #expect(try bench.text("job/broken/stdout") == "")

        let other = try Bench()
        let bad = other.job(
            [other.step("never", "true")], prologue: ["true", "echo no such module >&2; false"])
        let badEnd = try await other.run(bad)
        #expect(badEnd.steps.isEmpty)
        #expect(badEnd.ending == "prologue entry 2 ended with status 1")
        #expect(try other.text("job/job.log").contains("no such module"))
        #expect(!other.exists("job/never/started.json"))
    }
}
