import HPL
import Search
import TestSupport
import Testing

@testable import Tuning

/// Results from elsewhere, into a study and to its strategy.
@Suite("Importing into a study")
struct StudyImportTests {
    private static let space =
        "NB: [32, 64, 96]\ngrid: [1x2, 2x1]\nBCAST: [1ring, 2ringM]\nRFACT: [left, right]\n"
    private let store: StudyStore
    private let me = TestStudy.holder()

    init() throws {
        store = try StudyStore.inMemory()
    }

    private func study(
        named name: String = "test", strategy: String = "kind: random\n",
        problemSize: ProblemSize = .fixed([500])
    ) throws -> LoadedStudy {
        let draft = TestStudy.draft(
            named: name, setUp: TestStudy.setUp(space: Self.space, problemSize: problemSize),
            strategy: strategy)
        let record = try store.create(draft, at: 1)
        try store.takeLease(ofStudy: record, for: me) { _ in false }
        return try LoadedStudy(record)
    }

    private func recorded(into study: LoadedStudy) throws -> StudyImport {
        let (name, bytes) = try TestFiles.recorded("outputs/passed-48-combinations.out")
        var imports = try StudyImport(into: study, after: try store.trials(ofStudy: study.record.id))
        imports.add(try ImportReader.read(bytes, file: name))
        return imports
    }

    @Test("a real output: the rows of the study's N become trials of a round of their own")
    func real() throws {
        let study = try study()
        let imports = try recorded(into: study)
        #expect(imports.trials.count == 24)
        #expect(imports.refused.count == 24)
        #expect(imports.refused.allSatisfy { $0.message.hasPrefix("N 300 is not the study's 500") })
        let added = try store.add(imports.trials, toStudy: study.record, heldBy: me, at: 5)
        let trials = try store.trials(ofStudy: study.record.id)
        #expect(trials.count == 24)
        #expect(added.map(\.number) == trials.map(\.number))
        for trial in trials {
            #expect(trial.isImported && trial.round == 1 && trial.attempts.isEmpty && trial.hosts.isEmpty)
            #expect(trial.queuedAt == 5 && trial.finishedAt == nil)
            #expect(trial.candidate.why.hasPrefix("imported from outputs/passed-48-combinations.out, line "))
            #expect(study.space.searchSpace.isValid(trial.candidate.point))
            #expect(trial.measurement?.n == 500)
        }
        #expect(trials.compactMap(\.measurement) == imports.trials.map(\.measurement))
        // With two columns all rings are one message: BCAST does nothing, and its runs repeat one another.
        #expect(trials.allSatisfy { $0.candidate.point["BCAST"] == "1ring" })
        #expect(Set(trials.map(\.candidate.point.hash)).count == 12)
        #expect(trials.count { $0.candidate.replicate == 1 } == 12)
        let event = try store.lastEvent(ofStudy: study.record.id)?.event
        #expect(event?.kind == .imported)
        #expect(event?.text == "24 results imported from outputs/passed-48-combinations.out")
    }

    @Test("once more adds nothing, not even a round, and the generator stays")
    func again() throws {
        let study = try study()
        let generator = study.record.generator
        try store.add(try recorded(into: study).trials, toStudy: study.record, heldBy: me, at: 5)
        let events = try store.events(ofStudy: study.record.id).count
        let added = try store.add(try recorded(into: study).trials, toStudy: study.record, heldBy: me, at: 6)
        #expect(added.isEmpty)
        #expect(try store.trials(ofStudy: study.record.id).count == 24)
        #expect(try store.events(ofStudy: study.record.id).count == events)
        #expect(try store.study(named: "test").generator == generator)
    }

    @Test("without the lease, or with one broken row, nothing is stored")
    func atomic() throws {
        let study = try study()
        let trials = try recorded(into: study).trials
        #expect(throws: StoreError.leaseLost(study: "test")) {
            try store.add(trials, toStudy: study.record, heldBy: TestStudy.holder("another"), at: 5)
        }
        let broken = ImportedTrial(
            point: trials[0].point, level: .full, measurement: TestStudy.measurement(gflops: -1), file: "x",
            line: 1, column: nil)
        #expect(throws: (any Error).self) {
            try store.add(trials + [broken], toStudy: study.record, heldBy: me, at: 5)
        }
        #expect(try store.trials(ofStudy: study.record.id).isEmpty)
    }

    @Test("imports race, but spend no budget, take no time and claim no gain over a default nobody measured")
    func progress() throws {
        let study = try study()
        try store.add(try recorded(into: study).trials, toStudy: study.record, heldBy: me, at: 5)
        let trials = try store.trials(ofStudy: study.record.id)
        let progress = study.progress(trials)
        #expect(progress.imported == 24 && progress.measured == 0 && progress.taught == 0)
        #expect(progress.retries == 0 && progress.nodeSeconds == 0)
        #expect(progress.best?.measurement?.gflops == trials.compactMap(\.measurement?.gflops).max())
        #expect(study.isExhausted(by: trials))
        #expect(RunTimeModel(fitting: [], trials) == nil)
        let ring = TestStudy.trial(
            1, .measured(10), point: Point(["NB": 32, "grid": "1x2", "BCAST": "1ring"]))
        #expect(
            BestConfiguration(
                of: [ring], progress: StudyProgress(trials: [ring], nodes: 1, expertDefault: nil))?
                .gainOverDefault == nil)
    }

    @Test("rounds that follow an import are numbered on")
    func planning() throws {
        let study = try study()
        let imports = try recorded(into: study).trials
        try store.add(imports, toStudy: study.record, heldBy: me, at: 5)
        let known = try store.trials(ofStudy: study.record.id)
        let candidates = known.distinct([Candidate(point: imports[0].point, why: "again")])
        #expect(candidates.map(\.replicate) == [2])
        let plan = RoundPlan(
            job: PlannedJob(token: .random(), directory: "/r"),
            trials: [.init(candidate: candidates[0], n: 500, limitSeconds: 1, outputName: "stdout")],
            generatorBefore: study.record.generator, generatorAfter: study.record.generator)
        let job = try store.plan(plan, forStudy: study.record, heldBy: me, at: 6)
        #expect(job.round == 2)
        #expect(job.attempts.first?.trial.number == 25)
        #expect(try store.trials(ofStudy: study.record.id).last?.isImported == false)
    }

    @Test("the model uses them: it proposes otherwise, and never as new what was imported")
    func model() throws {
        let strategy = "kind: bayes\ninitial: {expert: 1, sobol: 2}\n"
        let study = try study(strategy: strategy)
        func propose(after trials: [TrialRecord]) throws -> [Candidate] {
            var generator = study.record.generator
            let proposal = try study.strategy.propose(
                4, after: trials.history(remaining: 20), using: &generator)
            guard case .candidates(let candidates) = proposal else { return [] }
            return candidates
        }
        let alone = try propose(after: [])
        let imports = try recorded(into: study).trials.filter { $0.point["NB"] != 96 }
        try store.add(imports, toStudy: study.record, heldBy: me, at: 5)
        let informed = try propose(after: try store.trials(ofStudy: study.record.id))
        #expect(informed.map(\.point) != alone.map(\.point))
        #expect(informed.contains { $0.expectation != nil })
        let known = Set(imports.map(\.point.hash))
        #expect(!informed.isEmpty)
        for candidate in informed where candidate.replicate == 0 {
            #expect(!known.contains(candidate.point.hash), "\(candidate.point)")
        }
    }

    @Test("successive halving takes results of its rungs")
    func rungs() throws {
        let study = try study(strategy: "kind: successive-halving\n", problemSize: .fixed([300, 500]))
        let imports = try recorded(into: study)
        #expect(imports.refused.isEmpty)
        #expect(Set(imports.trials.map(\.level)) == [FidelityLevel(0.6), .full])
    }

    @Test("time is computed where a file has none, and numbers that do not fit are refused")
    func seconds() throws {
        let study = try study()
        var imports = try StudyImport(into: study, after: [])
        let text =
            "NB,grid,BCAST,RFACT,N,gflops,seconds\n32,1x2,1ring,left,500,40,\n32,1x2,1ring,left,500,40,9\n"
        imports.add(try ImportReader.read(Array(text.utf8), file: "f.csv"))
        #expect(imports.trials.count == 1)
        let measurement = try #require(imports.trials.first).measurement
        #expect(abs(measurement.seconds - ResultRow.operations(n: 500) / 40e9) < 1e-12)
        #expect(measurement.variant == "WR10L2R4" && measurement.residual == nil)
        #expect(
            imports.refused.map(\.description) == [
                "f.csv:3:23: 40.0 Gflops in 9.0 s do not fit to N 500; check these numbers"
            ])
    }
}
