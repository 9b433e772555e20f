import Foundation
import Logging
import Testing

@testable import Execution

@Suite("Looking for programs as a job finds them")
struct ProgramProbeTests {
    private let transport = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    private func find(
        _ names: [String], after prologue: [String] = [], environment: [String: String] = [:]
    ) async throws -> ProgramProbe.Finding {
        try await ProgramProbe(prologue: prologue, environment: environment).find(
            names, askingWith: ["--version"], through: transport)
    }

    @Test("what the prologue brings, with what it says of its version")
    func afterPrologue() async throws {
        let folder = NSTemporaryDirectory() + "hpltune-probe-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = folder + "/my-mpirun"
        try "#!/bin/sh\necho \"my MPI $1 $VERSION\"\necho more >&2\n".write(
            toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let prologue = ["echo loading; export PATH=\(folder):$PATH", "export VERSION=4.1"]
        #expect(
            try await find(["other-mpirun", "my-mpirun"], after: prologue)
                == .found(.init(path: program, answer: "my MPI --version 4.1\nmore")))
        #expect(try await find(["my-mpirun"]) == .none)
        #expect(
            try await find([program], environment: ["VERSION": "5"])
                == .found(.init(path: program, answer: "my MPI --version 5\nmore")))
    }

    @Test(
        "a prologue that fails is named, with its last words",
        arguments: [
            (["true", "ls /nowhere"], "ls /nowhere", "/nowhere"),
            (["no-such-command x"], "no-such-command x", "not found"),
            (["if"], "if", "syntax error"),
        ])
    func failures(prologue: [String], command: String, reason: String) async throws {
        guard case .failed(let failed, let said) = try await find(["true"], after: prologue) else {
            Issue.record("it did not fail")
            return
        }
        #expect(failed == command)
        #expect(said.contains(reason), "\(said)")
        #expect(!said.contains("line "), "\(said)")
    }

    @Test("a prologue that leaves the shell", arguments: [(3, "exit status 3"), (0, "the shell ended")])
    func leaving(status: Int, reason: String) async throws {
        guard case .failed(_, let said) = try await find(["true"], after: ["exit \(status)"]) else {
            Issue.record("nothing was looked for")
            return
        }
        #expect(said.hasPrefix(reason), "\(said)")
    }

    @Test("a prologue that silences its shell does not silence the answer")
    func silencing() async throws {
        let silence = "exec >/dev/null 2>&1"
        guard case .found(let program) = try await find(["bash"], after: [silence]) else {
            Issue.record("it was not found")
            return
        }
        #expect(program.path.hasSuffix("/bash") && program.answer.contains("GNU bash"), "\(program)")
        #expect(
            try await find(["bash"], after: [silence, "false"])
                == .failed(command: "false", reason: "it says nothing"))
    }
}
