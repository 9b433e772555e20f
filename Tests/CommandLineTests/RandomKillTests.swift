import Execution
import Foundation
import Testing

/// `scripts/test --long`: kill -9 at random moments, many times.
@Suite("Random kills", .serialized)
struct RandomKillTests {
    private static let isLong = ProcessInfo.processInfo.environment["HPLTUNE_LONG_TESTS"] == "1"

    @Test(
        "a study killed again and again ends with one outcome for each trial", .enabled(if: isLong),
        arguments: 1...5)
    func kills(seed: Int) async throws {
        try await Hpltune.inNewHome { hpltune in
            let transport = hpltune.transport
            var kills = 0
            for attempt in 1...40 {
                var command = hpltune.command(
                    attempt == 1
                        ? ["optimize", "--n", "500", "--budget", "16", "--seed", "\(seed)"]
                        : ["resume", "local"])
                command.argv[2] = "echo $$ > \"$1/pid\"; " + command.argv[2]
                let started = command
                async let running = transport.run(started, timeout: .seconds(120), outputLimit: 1 << 20)
                try await Task.sleep(for: .milliseconds(Int.random(in: 50...1_500)))
                let text = try String(contentsOfFile: hpltune.home + "/pid", encoding: .utf8)
                if let pid = Int32(text.dropLast()) { kill(pid, SIGKILL) }
                let output = try await running
                if output.exitStatus == 0 { break }
                kills += 1
            }
            let end = try await hpltune("resume", "local")
            #expect(end.status == 0, "\(end.errors)")
            #expect(kills > 0)
            let trials = try #require(try await hpltune.json("trials", "local", "--json") as? [[String: Any]])
            #expect(trials.count == 16)
            #expect(trials.allSatisfy { $0["state"] as? String == "measured" })
            let done = FileManager.default.enumerator(atPath: hpltune.home + "/.local/share/hpltune/runs")?
                .compactMap { $0 as? String }.count { $0.contains("/round-") && $0.hasSuffix("/done.json") }
            #expect(done == 16)
        }
    }
}
