import Execution
import Foundation
import Testing

/// Programs in the background, and what they and their jobs leave behind.
extension Hpltune {
    /// The program under way.
    struct Running {
        let pid: Int32
        /// Its end; the status is negative when a signal ended it.
        let output: Task<Output, any Error>
    }

    func start(_ arguments: String...) async throws -> Running {
        try await start(arguments)
    }

    func start(_ arguments: [String]) async throws -> Running {
        let file = home + "/pid-" + UUID().uuidString
        var command = command(arguments)
        // The shell hands its process over with exec, so the number it prints is hpltune's.
        command.argv[2] = "echo $$ >\"\(file)\"; " + command.argv[2]
        let started = command
        let transport = transport
        let output = Task {
            let output = try await transport.run(started, timeout: .seconds(300), outputLimit: 64 << 20)
            return Output(
                status: output.exitStatus ?? -(output.signal ?? 1),
                out: String(decoding: output.stdout, as: UTF8.self),
                errors: String(decoding: output.stderr, as: UTF8.self))
        }
        let text = try await waitFor("the process number") {
            let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
            return text?.hasSuffix("\n") == true ? text : nil
        }
        return Running(pid: try #require(Int32(text.dropLast())), output: output)
    }

    @discardableResult
    func waitFor<Value>(_ what: String, _ look: () throws -> Value?) async throws -> Value {
        for _ in 0..<2_400 {
            if let value = try look() { return value }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw NeverHappened(what: what)
    }

    struct NeverHappened: Error, CustomStringConvertible {
        let what: String
        var description: String { "not in a minute: \(what)" }
    }

    var runs: String { home + "/.local/share/hpltune/runs" }

    /// Files of that name in the directories of the rounds' runs.
    func runFiles(_ name: String) -> [String] {
        FileManager.default.enumerator(atPath: runs)?.compactMap { $0 as? String }
            .filter { $0.contains("/round-") && $0.hasSuffix("/" + name) } ?? []
    }

    /// Until so many runs have ended.
    func waitForRuns(_ count: Int) async throws {
        try await waitFor("\(count) runs") { runFiles("done.json").count >= count ? true : nil }
    }

    /// The processes of all jobs that were started from this home, calibration included.
    func jobProcesses() throws -> [Int32] {
        let tokens = Set(
            (FileManager.default.enumerator(atPath: runs)?.compactMap { $0 as? String } ?? [])
                .filter { $0.split(separator: "/").count == 2 }
                .compactMap { $0.split(separator: "-").last.map(String.init) })
        let marks = tokens.map { Data("HPLTUNE_TOKEN=\($0)\0".utf8) }
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter {
            pid in
            let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
            return marks.contains { environment.range(of: $0) != nil }
        }
    }

    /// No job of this home runs any more; scripts that have just ended may take a moment.
    func expectNoProcesses() async throws {
        for _ in 0..<200 {
            if try jobProcesses().isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("still running: \(try jobProcesses())")
    }

    func trials(_ study: String = "local") async throws -> [[String: Any]] {
        try #require(try await json("trials", study, "--json") as? [[String: Any]])
    }

    /// Every trial has one outcome from one run; numbers without gaps, no point twice but named replicates.
    func expectEveryTrialOnce(_ count: Int) async throws {
        let trials = try await trials()
        #expect(trials.compactMap { $0["id"] as? Int } == Array(1...count))
        #expect(trials.allSatisfy { $0["state"] as? String == "measured" })
        #expect(trials.allSatisfy { $0["attempts"] as? Int == 1 })
        let firsts = trials.filter { $0["replicateOf"] is NSNull }.map { "\(Self.words($0["parameters"]))" }
        #expect(Set(firsts).count == firsts.count)
        #expect(runFiles("started.json").count == count)
        #expect(runFiles("done.json").count == count)
        try await expectNoProcesses()
    }

    /// `NB=192` and so on in a fixed order, for comparing.
    static func words(_ parameters: Any?) -> [String] {
        (parameters as? [String: Any])?.map { "\($0)=\($1)" }.sorted() ?? []
    }
}
