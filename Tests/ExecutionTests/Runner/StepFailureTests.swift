import Execution
import Foundation
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
