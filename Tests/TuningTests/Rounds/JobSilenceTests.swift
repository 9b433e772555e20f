import Execution
import Testing

@testable import Tuning

@Suite("A job of which nothing is told")
struct JobSilenceTests {
    private let grace = Duration.seconds(300)

    @Test("is over once nobody has known it for long enough")
    func lost() {
        var silence = JobSilence(since: nil)
        let gone = JobState.missing(reason: "gone")
        #expect(silence.verdict(on: gone, at: 1_000, grace: grace) == .doubtful(reason: "gone"))
        #expect(silence.since == 1_000)
        #expect(silence.verdict(on: gone, at: 1_299, grace: grace) == .goesOn)
        #expect(silence.verdict(on: gone, at: 1_300, grace: grace) == .over)
    }

    @Test("is not over because the scheduler cannot be asked, however long")
    func unreachable() {
        var silence = JobSilence(since: nil)
        for time in stride(from: 1_000.0, to: 100_000, by: 10_000) {
            let verdict = silence.verdict(on: .unknown(reason: "down"), at: time, grace: grace)
            #expect(verdict == .doubtful(reason: "down"))
        }
        #expect(silence.since == nil)
    }

    @Test(
        "waits anew after a word of it, or after a clock was set back",
        arguments: [JobState.running, .pending(reason: nil)])
    func anew(state: JobState) {
        var silence = JobSilence(since: 1_000)
        #expect(silence.verdict(on: state, at: 1_200, grace: grace) == .goesOn)
        #expect(silence.since == nil)
        silence = JobSilence(since: 5_000)
        let gone = JobState.missing(reason: "gone")
        #expect(silence.verdict(on: gone, at: 1_000, grace: grace) == .doubtful(reason: "gone"))
        #expect(silence.since == 1_000)
        #expect(silence.verdict(on: .ended, at: 1_001, grace: grace) == .over)
    }

    @Test("two jobs that are silent for different reasons, in turn, leave one event each")
    func twoReasons() async throws {
        try await TemporaryFolder.with { folder in
            let hpl = try FaultyHPL(in: folder, mode: .good)
            try hpl.createStudy(budget: 2)
            let (study, driver) = (try hpl.store.study(named: "test"), hpl.driver())
            await #expect(throws: StoreError.self, "only who holds the lease") {
                try await driver.tellSilence(of: "round 1", "a", study)
            }
            try hpl.store.takeLease(ofStudy: study, for: driver.holder, isGone: { _ in true })
            func warnings() throws -> Int {
                try hpl.store.events(ofStudy: study.id).count { $0.event.kind == .warned }
            }
            for _ in 1...3 {
                try await driver.tellSilence(of: "round 1", "a", study)
                try await driver.tellSilence(of: "round 2", "b", study)
            }
            #expect(try warnings() == 2)
            try hpl.store.add(Event(kind: .measured, text: "run #1"), toStudy: study.id, at: 1_001)
            try await driver.tellSilence(of: "round 1", "a", study)
            #expect(try warnings() == 3)
        }
    }
}
