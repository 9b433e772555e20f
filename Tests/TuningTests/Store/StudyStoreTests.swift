import Execution
import Search
import Testing
import Tuning

@Suite("The store")
struct StudyStoreTests {
    let store: StudyStore
    let study: StudyRecord
    let me = TestStudy.holder()

    init() throws {
        store = try StudyStore.inMemory()
        study = try store.create(TestStudy.draft(), at: 1_000)
        try store.takeLease(ofStudy: study, for: me) { _ in false }
    }

    @Test("a study comes back as it was stored")
    func roundTrip() throws {
        let draft = TestStudy.draft(
            named: "other", setUp: TestStudy.setUp(budget: Budget(trials: 7, nodeHours: 1.5)))
        let stored = try store.create(draft, at: 2_000)
        #expect(stored.setUp == draft.setUp)
        #expect(stored.strategy == draft.strategy)
        #expect(stored.generator == SeededGenerator(seed: 1))
        #expect(stored.state == .open)
        #expect(try store.studies().map(\.name) == ["test", "other"])
    }

    @Test("a name is taken once, and an unknown one is answered with the known ones")
    func names() throws {
        #expect(throws: StoreError.studyExists(name: "test")) { try store.create(TestStudy.draft(), at: 1) }
        #expect(throws: StoreError.noStudy(name: "tset", known: ["test"])) { try store.study(named: "tset") }
    }

    @Test("a round is planned whole: trials, attempts, job and generator in one step")
    func planning() throws {
        let plan = TestStudy.plan([TestStudy.point, TestStudy.point.replacing("NB", with: 64)])
        let job = try store.plan(plan, forStudy: study, heldBy: me, at: 1_001)
        #expect(job.round == 1)
        #expect(job.state == .planned)
        #expect(job.schedulerID == nil)
        #expect(job.attempts.map(\.step) == ["trial-1-attempt-1", "trial-2-attempt-1"])
        #expect(job.attempts.map(\.directory) == job.attempts.map { "/results/test/round/" + $0.step })
        let trials = try store.trials(ofStudy: study.id)
        #expect(trials.map(\.candidate.point) == plan.trials.map(\.candidate.point))
        #expect(trials.allSatisfy { $0.isPending })
        #expect(try store.study(named: "test").generator == plan.generatorAfter)
        #expect(try store.openJobs(ofStudy: study.id).map(\.token) == [plan.job.token])
    }

    @Test("a plan that breaks a rule of the schema leaves nothing behind")
    func atomicPlanning() throws {
        let twice = TestStudy.plan([TestStudy.point, TestStudy.point])
        #expect(throws: (any Error).self) { try store.plan(twice, forStudy: study, heldBy: me, at: 1) }
        #expect(try store.trials(ofStudy: study.id).isEmpty)
        #expect(try store.openJobs(ofStudy: study.id).isEmpty)
        #expect(try store.study(named: "test").generator == SeededGenerator(seed: 1))
    }

    @Test("an outcome is stored once and read back exactly")
    func outcomes() throws {
        let points = [TestStudy.point, TestStudy.point.replacing("NB", with: 64)]
        let job = try store.plan(TestStudy.plan(points), forStudy: study, heldBy: me, at: 1_001)
        try store.recordSubmission(of: job, as: JobID("job:1"), forStudy: study, heldBy: me, at: 1_002)
        let measurement = TestStudy.measurement(gflops: 12.5)
        let facts = RunFacts(startedAt: 1_003, finishedAt: 1_005.5, hosts: ["node1", "node2"])
        try store.record(
            .measured(measurement), of: job.attempts[0], facts: facts, forStudy: study, heldBy: me, at: 1_006)
        let failure = TrialFailure(
            kind: "residual-failed", failureClass: .configuration, message: "wrong; mend")
        try store.record(
            .failed(failure), of: job.attempts[1], facts: facts, forStudy: study, heldBy: me, at: 1_006)

        let trials = try store.trials(ofStudy: study.id)
        #expect(trials[0].measurement == measurement)
        #expect(trials[0].hosts == ["node1", "node2"])
        #expect(trials[0].wallSeconds == 2.5)
        #expect(trials[0].attempts.last?.schedulerID == "job:1")
        #expect(trials[1].failure == failure)
        #expect(throws: (any Error).self) {
            try store.record(
                .measured(measurement), of: job.attempts[1], facts: facts, forStudy: study, heldBy: me,
                at: 1_007)
        }
        #expect(try store.trials(ofStudy: study.id)[1].failure == failure)
    }

    @Test("what a job left undone gets another attempt in the moment the job ends")
    func retries() throws {
        let points = [32, 64].map { TestStudy.point.replacing("NB", with: .integer($0)) }
        let job = try store.plan(TestStudy.plan(points), forStudy: study, heldBy: me, at: 1)
        let failure = TrialFailure(kind: "lost", failureClass: .infrastructure, message: "gone; look")
        let lost = [
            LostAttempt(job.attempts[0], wallSeconds: 3, fate: .again),
            LostAttempt(job.attempts[1], wallSeconds: 0, fate: .givenUp(failure)),
        ]
        let token = JobToken.random()
        try store.end(
            job, losing: lost, retryAs: token, in: "/results/again", forStudy: study, heldBy: me, at: 3)
        let trials = try store.trials(ofStudy: study.id)
        #expect(trials.count == 2)
        #expect(trials[0].isPending)
        #expect(trials[0].attempts.map(\.number) == [1, 2])
        #expect(trials[0].attempts[0].wallSeconds == 3)
        #expect(trials[1].failure == failure)
        let open = try store.openJobs(ofStudy: study.id)
        #expect(open.map(\.token) == [token])
        #expect(open.first?.round == 1)
        #expect(open.first?.attempts.map(\.directory) == ["/results/again/trial-1-attempt-2"])
    }

    @Test("every pending trial has exactly one attempt that a job will run")
    func invariant() throws {
        let job = try store.plan(TestStudy.plan([TestStudy.point]), forStudy: study, heldBy: me, at: 1)
        for round in 1...3 {
            let open = try #require(try store.openJobs(ofStudy: study.id).first)
            #expect(open.attempts.map(\.number) == [round])
            #expect(open.attempts.map(\.trial.number) == [1])
            try store.end(
                open, losing: open.attempts.map { LostAttempt($0, wallSeconds: 0, fate: .again) },
                retryAs: .random(), in: "/results/\(round)", forStudy: study, heldBy: me, at: 2)
        }
        #expect(job.attempts.count == 1)
    }

    @Test("a change starts from what is stored, not from what the caller once read")
    func changing() throws {
        try store.update(study, heldBy: me) { $0.problemSize = .fixed([4_000]) }
        let changed = try store.update(study, heldBy: me) { $0.budget.trials = 99 }
        #expect(changed.setUp.problemSize == .fixed([4_000]))
        #expect(changed.setUp.budget.trials == 99)
        #expect(throws: StoreError.leaseLost(study: "test")) {
            try store.update(study, heldBy: TestStudy.holder("other")) { $0.budget.trials = 1 }
        }
    }

    @Test("what strategies see follows the outcomes")
    func history() throws {
        let points = [32, 64].map { TestStudy.point.replacing("NB", with: .integer($0)) }
        let job = try store.plan(TestStudy.plan(points), forStudy: study, heldBy: me, at: 1)
        try store.record(
            .measured(TestStudy.measurement(gflops: 9)), of: job.attempts[1],
            facts: RunFacts(startedAt: 1, finishedAt: 3), forStudy: study, heldBy: me, at: 4)
        let history = try store.trials(ofStudy: study.id).history(remaining: nil)
        #expect(history.trials.map(\.state) == [.pending, .measured(value: 9, seconds: 2)])
    }

    @Test("events are kept in order and can be read from any point on")
    func events() throws {
        let first = try #require(try store.lastEvent(ofStudy: study.id))
        #expect(first.event.kind == .created)
        try store.add(Event(kind: .warned, text: "one"), toStudy: study.id, at: 5)
        try store.add(Event(kind: .warned, text: "two"), toStudy: study.id, at: 6)
        let later = try store.events(ofStudy: study.id, after: first.id)
        #expect(later.map(\.event.text) == ["one", "two"])
    }
}
