import Foundation
import Search
import Testing
import Tuning

@Suite("Cancelling a study that nobody drives")
struct CancellingTests {
    @Test("results that the job has by then are kept, the rest is ended, nobody else is")
    func keepsResults() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 3, batch: 3)
            try hpl.skipCalibration(seconds: 10)
            // The first run prints its result, the second hangs.
            try hpl.set(.hangSecond)
            _ = try await hpl.drive(detaching: true)
            try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
            let token = try #require(try hpl.tokens.first)
            #expect(hpl.processes(of: token) != [])
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 2))
            #expect(hpl.processes(of: token) == [])
            let trials = try hpl.trials
            #expect(trials[0].measurement != nil)
            #expect(trials[1...].map { $0.failure?.kind } == ["cancelled", "cancelled"])
            #expect(try hpl.runs().count == 2)
            #expect(try hpl.store.study(named: "test").state == .cancelled)
        }
    }

    @Test("a planned job whose submission may still be under way never starts")
    func planned() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .waiting)
            try hpl.createStudy(budget: 2)
            try hpl.skipCalibration(seconds: 10)
            _ = try await hpl.drive(detaching: true)
            try hpl.set(.good)
            let study = try hpl.store.study(named: "test")
            let job = try #require(try hpl.store.openJobs(ofStudy: study.id).first)
            try await hpl.waitUntil {
                FileManager.default.fileExists(atPath: "\(job.directory)/ended.json")
            }
            // As if the driver had been killed when it had only written the script.
            try hpl.execute("UPDATE job SET schedulerID = NULL, submittedAt = NULL, state = 'planned'")
            for name in ["claim", "job.json", "ended.json"] {
                try FileManager.default.removeItem(atPath: "\(job.directory)/\(name)")
            }
            for attempt in job.attempts {
                try FileManager.default.removeItem(atPath: attempt.directory + "/done.json")
            }
            let before = try hpl.runs().count
            #expect(try await hpl.cancel() == .cancelled(by: "a test", runs: 2))
            try await hpl.run("bash", job.directory + "/job.sh")
            #expect(try hpl.runs().count == before)
            #expect(try await hpl.drive() == .budgetReached(trials: 2))
        }
    }
}
