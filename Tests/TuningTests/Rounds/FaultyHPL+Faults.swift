import Execution
import Foundation
import GRDB
import Logging
import Testing
import Tuning

/// What happens to jobs and databases behind hpltune's back.
extension FaultyHPL {
    /// Changes the database as a crash at an unlucky moment would have left it.
    func execute(_ sql: String) throws {
        try DatabaseQueue(path: store.path).write { try $0.execute(sql: sql) }
    }

    /// `kill -9` for the script of the job that is running, once it runs.
    func killJob() async throws {
        for _ in 0..<200 {
            let files =
                FileManager.default.enumerator(atPath: folder.path + "/runs")?.compactMap { $0 as? String }
                ?? []
            if let file = files.first(where: { $0.hasSuffix("job.json") && $0.contains("round-") }),
                files.contains(where: { $0.hasSuffix("attempt-1/stdout") })
            {
                let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/runs/" + file))
                let job = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
                let pid = try #require(job["pid"] as? Int32)
                kill(pid, SIGKILL)
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the job did not start")
    }

    /// As if the study had been calibrated, by a run that took so long.
    func skipCalibration(seconds: Double = 0.1) throws {
        try execute(
            """
            INSERT INTO calibrationJob (id, studyID, token, directory, state, plannedAt, endedAt)
                SELECT 1, id, 't', '/t', 'ended', 1.0, 1.0 FROM study;
            INSERT INTO calibrationRun (jobID, step, n, limitSeconds, seconds, gflops)
                VALUES (1, 'run-1', 100, 10.0, \(seconds), 1.0)
            """)
    }

    /// Until a run has begun.
    func waitForRun() async throws {
        try await waitUntil { FileManager.default.fileExists(atPath: folder.path + "/runs.log") }
    }

    /// How many runs of rounds have ended.
    func doneFiles() throws -> Int {
        let files = FileManager.default.enumerator(atPath: folder.path + "/runs")
        return files?.compactMap { $0 as? String }
            .count { $0.hasSuffix("/done.json") && $0.contains("round-") } ?? 0
    }

    func waitUntil(_ condition: () throws -> Bool) async throws {
        for _ in 0..<1_200 {
            if try condition() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("it never happened in 30 seconds")
    }

    /// The tokens of all jobs that have a directory.
    var tokens: [JobToken] {
        get throws {
            let folder = folder.path + "/runs/test"
            guard FileManager.default.fileExists(atPath: folder) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .compactMap { $0.split(separator: "-").last.flatMap { JobToken(String($0)) } }
        }
    }

    /// The processes that carry a job's token.
    func processes(of token: JobToken) -> [Int32] {
        let mark = Data("\0HPLTUNE_TOKEN=\(token)\0".utf8)
        return Self.processNumbers().filter { pid in
            let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
            return (Data([0]) + environment).range(of: mark) != nil
        }
    }

    func run(_ words: String...) async throws {
        let transport = LocalTransport(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        _ = try await transport.run(Command(argv: words), timeout: .seconds(60), outputLimit: 1 << 16)
    }

    private static func processNumbers() -> [Int32] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
        } catch {
            Issue.record(error)
            return []
        }
    }
}
