import Search
import Testing

@testable import Tuning

@Suite("Progress as the database counts it")
struct StoredProgressTests {
    private func expectSame(_ store: StudyStore, _ name: String) throws {
        let study = try store.study(named: name)
        let counted = try store.progress(of: study)
        let read = StudyProgress(
            trials: try store.trials(ofStudy: study.id),
            calibrations: try store.calibrations(ofStudy: study.id),
            nodes: study.setUp.resources.nodes, expertDefault: nil)
        #expect(counted.pending == read.pending)
        #expect(counted.measured == read.measured)
        #expect(counted.failures == read.failures)
        #expect(counted.taught == read.taught)
        #expect(counted.retries == read.retries)
        #expect(abs(counted.nodeSeconds - read.nodeSeconds) < 1e-9)
        #expect(counted.best?.number == read.best?.number)
        #expect(counted.expertDefault == nil)
    }

    @Test(
        "is what is counted from the trials: nothing yet, runs under way, failures of all classes, lost attempts"
    )
    func same() async throws {
        try await TemporaryFolder.with { folder in
            let store = try StudyStore(path: try DatabaseCheckTests.database(in: folder))
            try expectSame(store, "test")
            try store.create(TestStudy.draft(named: "new"), at: 1)
            try expectSame(store, "new")
            #expect(try store.progress(of: store.study(named: "test")).best?.number == 1)

            let me = TestStudy.holder()
            let study = try store.create(TestStudy.draft(named: "mixed"), at: 1)
            try store.takeLease(ofStudy: study, for: me) { _ in false }
            let points = [32, 48, 64, 80, 96].map { TestStudy.point.replacing("NB", with: .integer($0)) }
            let job = try store.plan(TestStudy.plan(points), forStudy: study, heldBy: me, at: 2)
            func record(_ index: Int, _ outcome: AttemptOutcome) throws {
                try store.record(
                    outcome, of: job.attempts[index], facts: RunFacts(startedAt: 1, finishedAt: 3.5),
                    forStudy: study, heldBy: me, at: 4)
                try expectSame(store, "mixed")
            }
            // Not alone on the machine; then two equally fast ones that were.
            let measurement = TestStudy.measurement(gflops: 7)
            try record(
                0,
                .measured(
                    Measurement(
                        variant: "W", n: 1, nb: 1, p: 1, q: 1, seconds: 1, gflops: measurement.gflops,
                        residual: 0,
                        isContaminated: true)))
            try record(1, .measured(TestStudy.measurement(gflops: 7)))
            try record(2, .measured(TestStudy.measurement(gflops: 7)))
            #expect(try store.progress(of: study).best?.number == 2)
            try record(
                3,
                .failed(
                    TrialFailure(kind: "node-fail", failureClass: .infrastructure, message: "gone; again")))
            try store.end(
                job, losing: [LostAttempt(job.attempts[4], wallSeconds: 2, fate: .again)], retryAs: .random(),
                in: "/again", forStudy: study, heldBy: me, at: 5)
            try expectSame(store, "mixed")
            #expect(try store.progress(of: study).retries == 1)
        }
    }
}
