import Search
import Testing

@testable import Tuning
@testable import hpltune

@Suite("show")
struct TrialTextTests {
    private func trial(_ number: Int, _ attempts: [AttemptRecord]) -> TrialRecord {
        TrialRecord(
            id: Int64(number), number: number, round: 1,
            candidate: Candidate(point: Point(["NB": .integer(64)]), why: "a test"), n: 100, state: .pending,
            attempts: attempts, queuedAt: 0, startedAt: nil, finishedAt: nil, hosts: [])
    }

    private func attempt(
        _ id: Int64, number: Int = 1, job: String?, isArray: Bool = true, loss: String? = nil
    ) -> AttemptRecord {
        AttemptRecord(
            id: id, number: number, step: "s\(id)", directory: "/d/s\(id)", outputName: "stdout",
            limitSeconds: 10, predictedSeconds: 2, wallSeconds: nil, schedulerID: job,
            queuedJob: job.map { AttemptRecord.QueuedJob(id: $0, isArray: isArray) }, loss: loss)
    }

    private func attempts(of trial: TrialRecord, among trials: [TrialRecord]) -> [[String]] {
        TrialText(trial: trial, trials: trials).lines
            .drop { !$0.name.hasPrefix("attempt") }.map { [$0.name, $0.value] }
    }

    @Test("a run in a job array is told by its task, lost attempts with what became of them")
    func arrays() {
        let loss = "lost: it was preempted"
        let trials = [
            trial(1, [attempt(11, job: "17")]),
            trial(2, [attempt(12, job: "17", loss: loss), attempt(14, number: 2, job: "18")]),
            trial(3, [attempt(13, job: "17")]),
        ]
        #expect(
            attempts(of: trials[1], among: trials) == [
                ["attempt 1", "job 17_1, limit 10 s, predicted 2.00 s, /d/s12"], ["", loss],
                ["attempt 2", "job 18_0, limit 10 s, predicted 2.00 s, /d/s14"],
            ])
        #expect(attempts(of: trials[2], among: trials)[0][1].hasPrefix("job 17_2, "))
    }

    @Test("a run in a job with others is told by the job, one of no queue by none")
    func jobs() {
        let packed = [
            trial(1, [attempt(11, job: "17", isArray: false)]),
            trial(2, [attempt(12, job: "17", isArray: false)]),
        ]
        #expect(attempts(of: packed[1], among: packed)[0][1].hasPrefix("job 17, limit 10 s"))
        let local = [trial(1, [attempt(11, job: nil)])]
        #expect(attempts(of: local[0], among: local)[0][1] == "limit 10 s, predicted 2.00 s, /d/s11")
    }
}
