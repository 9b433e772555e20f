import Foundation
import GRDB
import Testing

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
}
