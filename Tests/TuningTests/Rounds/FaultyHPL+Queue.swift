import Foundation
import GRDB
import HPL
import Testing
import Tuning

/// Studies as on a cluster whose queue is empty: jobs begin at once, but hpltune plans as if they had to wait.
extension FaultyHPL {
    func createQueuedStudy(
        budget: Budget = Budget(trials: 2), problemSize: ProblemSize? = nil, runSeconds: Double? = 4
    ) throws {
        var setUp = TestStudy.setUp(
            space: "NB: [16, 32, 64]\ngrid: [1x2, 2x1]\nDEPTH: [0, 1]\n", executable: folder.path + "/xhpl",
            launcher: Launcher(kind: .custom, command: [folder.path + "/mpirun"]), problemSize: problemSize,
            budget: budget, resultsDirectory: folder.path + "/runs")
        setUp.runSeconds = problemSize == nil ? runSeconds : nil
        setUp.cluster = ClusterProfile(name: "queue", scheduler: .slurm)
        try store.create(TestStudy.draft(setUp: setUp), at: 1)
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
        let directory = try await DatabaseQueue(path: store.path).read {
            try String.fetchOne($0, sql: "SELECT directory FROM calibrationJob ORDER BY id DESC") ?? ""
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/job.json"))
        let job = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        kill(try #require(job?["pid"] as? Int32), SIGKILL)
    }
}
