import Execution
import Foundation
import Logging
import Testing

/// The real program, run as a user runs it: in a folder and with a home of its own, on the real HPL that
/// scripts/test finds or builds.
struct Hpltune {
    struct Output {
        let status: Int32
        let out: String
        let errors: String

        var lines: [String] { out.split(separator: "\n").map(String.init) }
    }

    let home: String
    var variables: [String: String] = [:]

    static func inNewHome(_ body: (Hpltune) async throws -> Void) async throws {
        let home = NSTemporaryDirectory() + "hpltune-system-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        do {
            try await body(Hpltune(home: home))
            try FileManager.default.removeItem(atPath: home)
        } catch {
            try FileManager.default.removeItem(atPath: home)
            throw error
        }
    }

    var database: String { home + "/.local/share/hpltune/hpltune.db" }

    func callAsFunction(_ arguments: String..., timeout: Duration = .seconds(120)) async throws -> Output {
        try await run(arguments, timeout: timeout)
    }

    func run(_ arguments: [String], timeout: Duration = .seconds(120)) async throws -> Output {
        let output = try await transport.run(command(arguments), timeout: timeout, outputLimit: 64 << 20)
        return Output(
            status: output.exitStatus ?? -1, out: String(decoding: output.stdout, as: UTF8.self),
            errors: String(decoding: output.stderr, as: UTF8.self))
    }

    /// As a command in the home folder; `run` waits for it, others may not.
    func command(_ arguments: [String]) -> Command {
        var command = Command(
            bash: "cd \"$1\" && shift && exec \"$@\"", arguments: [home, Self.program] + arguments)
        command.environment = [
            "HOME": home, "XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "",
            "HPLTUNE_DATABASE": "",
            "HPLTUNE_XHPL": Self.realHPL, "HPLTUNE_BUILT_XHPL": "", "HPLTUNE_COMMAND": "",
        ].merging(variables) { $1 }
        return command
    }

    var transport: LocalTransport {
        LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func json(_ arguments: String...) async throws -> Any {
        let output = try await run(arguments)
        #expect(output.status == 0, "\(output.errors)")
        return try JSONSerialization.jsonObject(with: Data(output.out.utf8), options: .fragmentsAllowed)
    }

    func write(_ text: String, to name: String, executable: Bool = false) throws -> String {
        let path = home + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        if executable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return path
    }

    /// Beside the test bundle.
    static var program: String {
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? "")
        let beside = bundle.deletingLastPathComponent().appendingPathComponent("hpltune").path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : packageRoot + "/.build/debug/hpltune"
    }

    static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let realHPL =
        ProcessInfo.processInfo.environment["HPLTUNE_XHPL"]
        ?? ProcessInfo.processInfo.environment["HPLTUNE_BUILT_XHPL"] ?? packageRoot + "/.build/hpl/xhpl"
}
