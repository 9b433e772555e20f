import Foundation
import Testing

@Suite("Handing a study over", .serialized)
struct HandOverTests {
    @Test("resume --take-over asks the driver to leave and goes on with its job")
    func takeOver() async throws {
        try await Hpltune.inNewHome { hpltune in
            let first = try await hpltune.start("optimize", "--n", "1200", "--budget", "8", "--batch", "4")
            try await hpltune.waitForRuns(1)
            let refused = try await hpltune("resume", "local")
            #expect(refused.status == 75)
            #expect(refused.errors.contains("is being driven by hpltune with process id \(first.pid)"))
            #expect(refused.errors.contains("`hpltune resume local --take-over`"), "\(refused.errors)")
            let second = try await hpltune("resume", "local", "--take-over")
            #expect(second.status == 0, "\(second.errors)")
            let left = try await first.output.value
            #expect(left.status == 1, "nobody has pressed Ctrl-C")
            #expect(
                left.errors.contains("Stopped: `hpltune resume --take-over` (process id"), "\(left.errors)")
            #expect(left.errors.contains("asked to stop driving it"))
            try await hpltune.expectEveryTrialOnce(8)
        }
    }

    @Test("with nobody there to ask, it simply resumes; after kill -9 at once")
    func nobody() async throws {
        try await Hpltune.inNewHome { hpltune in
            let first = try await hpltune.start("optimize", "--n", "600", "--budget", "8", "--batch", "4")
            try await hpltune.waitForRuns(1)
            kill(first.pid, SIGKILL)
            _ = try await first.output.value
            let began = ContinuousClock.now
            let second = try await hpltune("resume", "local", "--take-over")
            #expect(second.status == 0, "\(second.errors)")
            #expect(ContinuousClock.now - began < .seconds(50))
            try await hpltune.expectEveryTrialOnce(8)
        }
    }

    @Test("a closed terminal ends the driving in good order; the job goes on, and resume reads it")
    func terminalClosed() async throws {
        try await Hpltune.inNewHome { hpltune in
            // script(1) is the terminal: with it gone, the kernel hangs up on what runs in it.
            let inside = hpltune.command(["optimize", "--n", "1200", "--budget", "8", "--batch", "4"])
            var command = inside
            command.argv = [
                "bash", "-c",
                "cd \"$1\" && echo $$ >terminal && exec script -qec \"\(Hpltune.program) optimize --n 1200 --budget 8 --batch 4\" /dev/null",
                "hpltune", hpltune.home,
            ]
            command.environment["TERM"] = "xterm"
            let started = command
            let transport = hpltune.transport
            let terminal = Task {
                try await transport.run(started, timeout: .seconds(120), outputLimit: 1 << 20)
            }
            try await hpltune.waitForRuns(1)
            let text = try String(contentsOfFile: hpltune.home + "/terminal", encoding: .utf8)
            kill(try #require(Int32(text.dropLast())), SIGKILL)
            _ = try await terminal.value
            let status = try await untilNobodyDrives(hpltune)
            #expect(status["state"] as? String == "open")
            let log = try String(
                contentsOfFile: hpltune.home + "/.local/state/hpltune/state.log", encoding: .utf8)
            #expect(log.contains("local: interrupted"), "it has left in good order")
            let done = hpltune.runFiles("done.json").count
            try await hpltune.waitForRuns(4)
            #expect(done <= 4)
            let resumed = try await hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.errors)")
            try await hpltune.expectEveryTrialOnce(8)
        }
    }

    private func untilNobodyDrives(_ hpltune: Hpltune) async throws -> [String: Any] {
        while true {
            let status = try #require(try await hpltune.json("status", "local", "--json") as? [String: Any])
            if status["state"] as? String != "running" { return status }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
