import Execution
import Foundation
import Testing

@Suite("Commands on this machine")
struct LocalTransportRunTests {
    let bench: Bench
    var transport: LocalTransport { bench.transport }

    init() throws { bench = try Bench() }

    private func run(
        _ script: String, arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:],
        timeout: Duration = .seconds(60), limit: Int = 1 << 20
    ) async throws -> CommandOutput {
        var command = Command(bash: script, arguments: arguments, standardInput: input)
        command.environment = environment
        return try await transport.run(command, timeout: timeout, outputLimit: limit)
    }

    @Test("output, errors, status, signal, arguments, variables and input pass through")
    func passes() async throws {
        let output = try await run(
            "cat; printf '%s|' \"$@\" \"$NAME\"; echo oops >&2; exit 3", arguments: ["a b", "", "ü'\"$\n"],
            input: Array("in\n".utf8), environment: ["NAME": "v a l"])
        #expect(String(decoding: output.stdout, as: UTF8.self) == "in\na b||ü'\"$\n|v a l|")
        #expect(output.stderr == Array("oops\n".utf8))
        #expect(output.exitStatus == 3 && output.signal == nil && !output.truncated && !output.succeeded)
        let killed = try await run("kill -KILL $$")
        #expect(killed.exitStatus == nil && killed.signal == 9)
        #expect(try await run("cat").stdout == [])
    }

    @Test("a program that is not there is status 127, as in a shell")
    func missing() async throws {
        for program in ["hpltune-no-such-program", "/nowhere/xhpl", "/etc/passwd"] {
            let output = try await transport.run(
                Command(argv: [program]), timeout: .seconds(60), outputLimit: 100)
            #expect(output.exitStatus == 127)
            #expect(output.complaint == "\(program): not found or not executable")
        }
        for argv in [[], [""], ["echo", "a\0b"]] {
            await #expect(throws: TransportError.self) {
                try await transport.run(Command(argv: argv), timeout: .seconds(60), outputLimit: 100)
            }
        }
    }

    @Test("output beyond the limit is dropped and the program lives on")
    func limit() async throws {
        let output = try await run(
            "head -c 50000000 /dev/zero && echo survived >&2; exit 4", limit: 1000)
        #expect(output.stdout.count == 1000 && output.truncated)
        #expect(output.stderr == Array("survived\n".utf8))
        #expect(output.exitStatus == 4)
    }

    @Test("large input is read, or left alone, without harm")
    func largeInput() async throws {
        let input = [UInt8](repeating: 97, count: 3_000_000)
        #expect(try await run("wc -c", input: input).stdout == Array("3000000\n".utf8))
        #expect(try await run("exec 0<&-; exit 5", input: input).exitStatus == 5)
    }

    @Test(
        "at the time-out the whole session is ended, the deaf and the silent too",
        arguments: [
            "trap '' TERM; (trap '' TERM; echo $BASHPID >>pids; while :; do sleep 1; done) & echo $$ >>pids; wait",
            "exec >&- 2>&-; set -m; sleep 1000 & echo $! >>pids; echo $$ >>pids; wait",
        ])
    func timeout(script: String) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await run("cd \"$1\"; " + script, arguments: [bench.root], timeout: .seconds(2))
        }
        #expect(error == .timedOut(command: "bash", seconds: 2, mayHaveRun: true))
        let pids = try bench.text("pids").split(separator: "\n").compactMap { Int32($0) }
        #expect(pids.count == 2)
        #expect(pids.filter(isRunning) == [])
    }

    @Test("a background process that keeps the pipe does not hold up the answer")
    func background() async throws {
        let output = try await run("sleep 1000 & echo $!")
        let pid = try #require(Int32(String(decoding: output.stdout, as: UTF8.self).dropLast()))
        #expect(output.exitStatus == 0)
        #expect(isRunning(pid), "the session outlives a command that ended by itself")
        kill(pid, SIGKILL)
    }

    @Test("cancelling ends the command and its session")
    func cancel() async throws {
        let task = Task {
            try await run(
                "cd \"$1\"; trap '' TERM; sleep 1000 & echo $! >>pids; echo $$ >>pids; wait; wait",
                arguments: [bench.root])
        }
        try await waitUntil("the command starts") {
            bench.exists("pids") ? try bench.text("pids").split(separator: "\n").count == 2 : false
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        let pids = try bench.text("pids").split(separator: "\n").compactMap { Int32($0) }
        #expect(pids.filter(isRunning) == [])
        await #expect(throws: CancellationError.self) {
            try await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await run("echo never")
            }.value
        }
    }

    @Test("many commands at once, each with its own answer")
    func many() async throws {
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<40 {
                group.addTask {
                    let output = try await run(
                        "cat; exit $1", arguments: ["\(number)"], input: Array("<\(number)>".utf8))
                    return (Int(output.exitStatus ?? -1), String(decoding: output.stdout, as: UTF8.self))
                }
            }
            for try await (status, text) in group { #expect(text == "<\(status)>") }
        }
    }
}
