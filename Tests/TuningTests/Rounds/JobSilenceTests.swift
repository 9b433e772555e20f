import Execution
import SlurmStandInPlan
import Testing

@testable import Tuning

@Suite("A job of which nothing is told")
struct JobSilenceTests {
    private let grace = Duration.seconds(300)

    /// What is told of a job that nobody has known since then. Unix seconds.
    private func gone(since time: Double) -> JobSilence.Verdict {
        .doubtful(.init(reason: "gone, since \(TimeText.local(time).suffix(8))", until: time + 300))
    }

    @Test(
        "is over once nobody has known it for long enough; until then it is told since when, and when that will be"
    )
    func lost() {
        var silence = JobSilence(since: nil)
        let missing = JobState.missing(reason: "gone")
        #expect(silence.verdict(on: missing, at: 1_000, grace: grace) == gone(since: 1_000))
        #expect(silence.since == 1_000)
        #expect(silence.verdict(on: missing, at: 1_299, grace: grace) == gone(since: 1_000))
        #expect(silence.verdict(on: missing, at: 1_300, grace: grace) == .over)
        #expect(
            JobSilence.consequence(until: 1_300)
                == "if that stays so, its runs are taken for lost at the first look after "
                + TimeText.local(1_300).suffix(8))
    }

    @Test("is not over because the scheduler cannot be asked, however long")
    func unreachable() {
        var silence = JobSilence(since: nil)
        for time in stride(from: 1_000.0, to: 100_000, by: 10_000) {
            let verdict = silence.verdict(on: .unknown(reason: "down"), at: time, grace: grace)
            #expect(verdict == .doubtful(.init(reason: "down")))
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
        let missing = JobState.missing(reason: "gone")
        #expect(silence.verdict(on: missing, at: 1_000, grace: grace) == gone(since: 1_000))
        #expect(silence.since == 1_000)
        #expect(silence.verdict(on: .ended, at: 1_001, grace: grace) == .over)
    }

    @Test(
        "a job that SLURM has forgotten: every pass says until when it is waited for, and the last event does"
    )
    func forgotten() async throws {
        try await TemporaryFolder.with { folder in
            var plan = StandInPlan()
            (plan.accountingLag, plan.minJobAge) = (1e6, 0)
            var job = JobPlan(submissions: 1...1)
            (job.runs, job.ending) = (false, "NODE_FAIL")
            plan.jobs = [job]
            let study = try ScriptedStudy(plan, in: folder)
            try await study.submit()
            for seconds in [100.0, 399] { try await study.pass(at: seconds) }
            let since = TimeText.local(study.start + 100).suffix(8)
            let until = TimeText.local(study.start + 400).suffix(8)
            let text = "SLURM does not know job 101 any more, since \(since)"
            #expect(study.silences.texts == [text, text])
            let id = try study.hpl.store.study(named: "test").id
            let events = try study.hpl.store.events(ofStudy: id).map(\.event).filter { $0.kind == .warned }
            #expect(
                events.map(\.text) == [
                    "round 1: \(text); if that stays so, its runs are taken for lost at the first look after "
                        + "\(until), it is asked again"
                ])
        }
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
