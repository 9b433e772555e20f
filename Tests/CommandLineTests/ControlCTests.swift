import Execution
import Foundation
import Testing

/// Here because these tests run one at a time: a signal to this process's group would also hit what other tests are just
/// starting.
@Suite("Ctrl-C at the terminal", .serialized)
struct ControlCTests {
    @Test("reaches this program's group, not its commands")
    func interrupt() async throws {
        try await Hpltune.inNewHome { hpltune in
            // Stands in for the terminal: this process moves to a group of its own, ignores SIGINT and sends it there.
            let group = getpgrp()
            setpgid(0, 0)
            let handler = signal(SIGINT, SIG_IGN)
            defer {
                _ = signal(SIGINT, handler)
                setpgid(0, group)
            }
            let transport = hpltune.transport
            let command = Command(
                bash:
                    "cd \"$1\"; trap 'echo hit' INT; echo $$ >pid; until [[ -e go ]]; do sleep 0.02; done; echo safe",
                arguments: [hpltune.home])
            async let answer = transport.run(command, timeout: .seconds(60), outputLimit: 1 << 16)
            for _ in 0..<600 where !FileManager.default.fileExists(atPath: hpltune.home + "/pid") {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(kill(0, SIGINT) == 0)
            _ = try hpltune.write("", to: "go")
            #expect(String(decoding: try await answer.stdout, as: UTF8.self) == "safe\n")
        }
    }
}
