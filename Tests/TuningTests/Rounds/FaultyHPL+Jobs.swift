import Execution
import Foundation
import Testing
import Tuning

/// Jobs of the study `test`.
extension FaultyHPL {
    func openJobs() throws -> [JobRecord] {
        try store.openJobs(ofStudy: try store.study(named: "test").id)
    }

    /// The process of the job's script.
    func script(of job: JobRecord) throws -> Int32 {
        let data = try Data(contentsOf: URL(fileURLWithPath: job.directory + "/job.json"))
        let record = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(record?["pid"] as? Int32)
    }
}
