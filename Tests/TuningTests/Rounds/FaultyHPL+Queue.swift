import Foundation
import GRDB
import HPL
import Testing
import Tuning

/// Studies as on a cluster whose queue is empty: jobs begin at once, but hpltune plans as if they had to wait.
extension FaultyHPL {
    func createQueuedStudy(
        budget: Int = 2, batch: Int = 2, problemSize: ProblemSize? = nil, nodeHours: Double? = nil
    ) throws {
        try createStudy(
            budget: budget, batch: batch, problemSize: problemSize,
            cluster: ClusterProfile(name: "queue", scheduler: .slurm), nodeHours: nodeHours)
    }

    /// Of all calibrations: their job's state, whether it was lost, and its runs' results by N.
    func calibrationJobs() throws -> [(state: String, isLost: Bool, gflops: [Double?])] {
        try DatabaseQueue(path: store.path).read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM calibrationJob ORDER BY id").map { row in
                let runs = try Row.fetchAll(
                    database, sql: "SELECT gflops FROM calibrationRun WHERE jobID = ? ORDER BY id",
                    arguments: [row["id"] as Int64])
                return (row["state"], row["isLost"], runs.map { $0["gflops"] })
            }
        }
    }

    /// `kill -9` for the script of the last calibration's job, once so many runs have begun in all.
    func killCalibration(afterRuns count: Int) async throws {
        try await waitUntil {
            try FileManager.default.fileExists(atPath: folder.path + "/runs.log") && runs().count == count
        }
        let job = try #require(try store.openCalibration(ofStudy: try store.study(named: "test").id))
        let data = try Data(contentsOf: URL(fileURLWithPath: job.directory + "/job.json"))
        let record = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        kill(try #require(record?["pid"] as? Int32), SIGKILL)
    }
}
