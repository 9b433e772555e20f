import Execution
import Foundation
import SlurmStandInPlan
import Testing

@testable import Tuning

/// With a driver and its run directories; what is missing is told from both.
@Suite("What a restored database lacks")
struct MissingRunsTests {
    @Test("runs after the backup are counted, and their outputs named for taking back")
    func runs() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            _ = try await hpl.drive()
            _ = try Backups(of: hpl.store.path).make(of: hpl.store, at: 1_777_636_800)
            _ = try await hpl.drive(changing: { $0.budget.trials = 5 })
            let path = hpl.store.path
            try hpl.store.writer.close()
            try Damage.closeLog(path)
            try Damage.overwrite(path)
            let restoration = try Restoration.restore(path, at: 1_777_636_900) { _ in true }
            let missing = try #require(restoration.missing.first)
            #expect(restoration.missing.count == 1)
            #expect(missing.study == "test")
            #expect(missing.isKnown)
            #expect(missing.outputs.count == 3)
            #expect(missing.waiting == 0)
            #expect(missing.numbers == [])
            // A round of two as a pattern, a round of one by its name.
            #expect(missing.words.count == 2)
            #expect(missing.words[0].hasSuffix("/*/stdout"))
            #expect(missing.words[1] == missing.outputs[2])
            for output in missing.outputs { #expect(FileManager.default.fileExists(atPath: output)) }
            #expect(try StudyStore(reading: path).trials(ofStudy: 1).count == 2)
        }
    }

    @Test("what was planned in the backup is left to the next driver, which reads it")
    func waiting() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 4)
            let store = hpl.store
            let (rounds, planned) = AsyncStream<Void>.makeStream()
            let driving = Task {
                try await hpl.drive { event in
                    guard case .roundPlanned = event else { return }
                    // A backup at the very moment a round is planned.
                    do {
                        _ = try Backups(of: store.path).make(of: store, at: 1_777_636_800)
                    } catch {
                        Issue.record(error)
                    }
                    planned.yield()
                }
            }
            for await _ in rounds { break }
            _ = try await driving.value
            let first = try #require(try Backups(of: store.path).list().last)
            let path = store.path
            try store.writer.close()
            let restoration = try Restoration.restore(path, from: first.path, at: 1_777_636_900) { _ in true }
            let missing = try #require(restoration.missing.first)
            #expect(missing.waiting == 2)
            #expect(missing.outputs.count == 2)
            #expect(missing.numbers == [1, 2, 3, 4])
            let again = try FaultyHPL(in: folder, mode: .good)
            // Reads the first two, then runs two of its own.
            #expect(try await again.drive() == .budgetReached(trials: 4))
            #expect(try again.trials.prefix(2).allSatisfy { $0.attempts.count == 1 && $0.measurement != nil })
        }
    }

    @Test("of a damaged file everything around the damage is still read")
    func around() async throws {
        try await TemporaryFolder.with { folder in
            let path = try DatabaseCheckTests.database(in: folder)
            let damaged = DamagedDatabase(path)
            #expect(damaged.studies == ["test"])
            #expect(damaged.decidedRuns(ofStudy: "test") == [1, 2, 3])
            #expect(damaged.setUp(ofStudy: "test") == TestStudy.setUp())
            #expect(damaged.decidedRuns(ofStudy: "none") == [])
            let text = try folder.write("Dear diary\n", to: "diary")
            #expect(DamagedDatabase(text).studies == [])
            #expect(DamagedDatabase(folder.path + "/none").studies == [])
        }
    }

    @Test("jobs under way that the restored database does not know are named, with what ends them")
    func jobs() async throws {
        try await TemporaryFolder.with { folder in
            let study = try ScriptedStudy(StandInPlan(), mode: .waiting, in: folder)
            let path = study.hpl.store.path
            let before = try Backups(of: path).make(of: study.hpl.store, at: 1_777_636_800)
            let other = try StudyStore(path: folder.path + "/other.db")
            try other.create(TestStudy.draft(named: "another"), at: 1)
            try other.writer.close()
            try await study.submit()
            let token = try #require(try study.hpl.openJobs().first).token
            let after = try Backups(of: path).make(of: study.hpl.store, at: 1_777_636_801)
            try study.hpl.store.writer.close()
            func missing(_ source: String) throws -> MissingRuns? {
                let whole = try Restoration.restore(path, from: after.path, at: 1_777_636_900) { _ in true }
                #expect(whole.missing.allSatisfy { $0.jobs.isEmpty }, "it knows its job")
                return try Restoration.restore(path, from: source, at: 1_777_636_900) { _ in true }
                    .missing.first { $0.study == "test" }
            }
            for (source, isKnown) in [(before.path, true), (folder.path + "/other.db", false)] {
                let lacking = try #require(try missing(source))
                #expect(lacking.isKnown == isKnown)
                #expect(lacking.jobs.map(\.name) == ["101"])
                #expect(lacking.jobs.map(\.command) == ["scancel --name=hpltune-test-\(token) 101"])
            }
            #expect(try await study.ask("scancel", "--name=hpltune-test-\(token)", "101") == [])
            try study.hpl.set(.good)
        }
    }

    @Test("a job whose number nobody knows is ended by its name, on the cluster that the profile leads to")
    func commands() throws {
        let token = try #require(JobToken("abcdefghijklmnopqrst"))
        func job(_ id: String?, _ variables: [String: String] = [:]) -> ForgottenJob {
            ForgottenJob(token: token, id: id, study: "s", variables: variables)
        }
        #expect(job(nil).name == token.jobName(study: "s"))
        #expect(job(nil).command == "scancel --name=\(token.jobName(study: "s"))")
        #expect(job("7;rome").name == "7")
        #expect(job("7;rome").command == "scancel --clusters=rome --name=\(token.jobName(study: "s")) 7")
        #expect(job("7", ["SLURM_CONF": "/a b"]).command.hasPrefix("SLURM_CONF='/a b' scancel "))
    }
}
