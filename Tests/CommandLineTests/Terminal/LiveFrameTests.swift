import Search
import Testing

@testable import Execution
@testable import Tuning
@testable import hpltune

@Suite("The live view")
struct LiveFrameTests {
    private func trial(_ number: Int, _ state: TrialRecord.State, nb: Int = 192) -> TrialRecord {
        let attempt = AttemptRecord(
            id: 1, number: 1, step: "s", directory: "/d", outputName: "stdout", limitSeconds: 10,
            wallSeconds: state == .pending ? nil : 4, schedulerID: nil)
        let point = Point(["NB": .integer(nb), "DEPTH": 1, "BCAST": "1ringM"])
        return TrialRecord(
            id: Int64(number), number: number, round: 1, candidate: Candidate(point: point, why: "a test"),
            n: 100,
            state: state, attempts: [attempt], queuedAt: 0, startedAt: 0, finishedAt: Double(number),
            hosts: [])
    }

    private func measured(_ gflops: Double, contaminated: Bool = false) -> TrialRecord.State {
        .measured(
            Measurement(
                variant: "W", n: 100, nb: 192, p: 1, q: 2, seconds: 3.5, gflops: gflops, residual: 0.002,
                isContaminated: contaminated))
    }

    private func frame(
        _ trials: [TrialRecord], note: String? = nil, budget: Int = 10, cluster: String? = nil,
        jobs: [JobText] = []
    ) -> LiveFrame {
        LiveFrame(
            study: "local", strategy: "random", size: "N = 100",
            progress: StudyProgress(
                trials: trials, nodes: 1, expertDefault: trials.first?.candidate.point.hash),
            trials: trials, budget: budget, varying: ["NB", "BCAST"], note: note, expectedGain: 0.012,
            cluster: cluster, jobs: jobs, elapsed: 90)
    }

    @Test("shows the best with its gain, the last runs, and what is running")
    func wholeFrame() throws {
        let failure = TrialFailure(kind: "crashed", failureClass: .configuration, message: "x; y")
        let trials = [
            trial(1, measured(40)), trial(2, measured(50), nb: 64), trial(3, .failed(failure), nb: 96),
            trial(4, measured(9.5, contaminated: true), nb: 128), trial(5, .pending, nb: 256),
            trial(6, .pending),
        ]
        let lines = frame(trials, jobs: [try job(of: trials.suffix(2), hasQueue: false)])
            .lines(columns: 100, rows: 24)
        #expect(
            lines.map(\.text) == [
                "local · random · N = 100",
                "████████████████░░░░░░░░░░░░░░░░░░░░░░░░ 4/10 runs · 1 failed · 1:30 gone · about 0:24 left",
                "fastest run 50.00 Gflops, +25.0 % over the expert default  #2 NB=64 BCAST=1ringM",
                "",
                "  run  Gflops  seconds  residual  configuration",
                "   #4    9.50     3.50   2.0e-03  NB=128 BCAST=1ringM  (shared the machine)",
                "   #3  failed                     crashed  NB=96 BCAST=1ringM",
                "   #2   50.00     3.50   2.0e-03  NB=64 BCAST=1ringM",
                "   #1   40.00     3.50   2.0e-03  NB=192 BCAST=1ringM",
                "running #5 NB=256 BCAST=1ringM, then 1 more · expected gain +1.2 %",
            ])
        var left = frame(trials)
        left.undriven = "nobody drives the study"
        let shown = left.lines(columns: 100, rows: 24).map(\.text)
        #expect(shown[1].hasSuffix(" · 1:30 gone") && shown.contains("nobody drives the study"), "\(shown)")
        #expect(lines[2].style == .strong)
        #expect(lines[6].style == .bad)
    }

    @Test("before the first result it says so, and shows what is going on")
    func empty() {
        let lines = frame([], note: "calibrating: a run of N=1000").lines(columns: 80, rows: 24)
        #expect(lines.map(\.text).suffix(2) == ["no result yet", "calibrating: a run of N=1000"])
    }

    @Test("with fewer columns, words stay whole, and so does what is to be known of a run")
    func narrow() throws {
        let failure = TrialFailure(kind: "crashed", failureClass: .configuration, message: "x; y")
        let lines = frame(
            [
                trial(1, measured(40)), trial(2, measured(50), nb: 64), trial(3, .failed(failure), nb: 96),
                trial(4, measured(9.5, contaminated: true), nb: 128), trial(5, .pending, nb: 256),
            ], note: "warning: squeue failed: it does not answer", cluster: "toy",
            jobs: [try job(waits: "it waits for free nodes (Resources)")]
        ).lines(columns: 50, rows: 24)
        #expect(
            lines.map { $0.rendered(columns: 50, colour: false) } == [
                "local · cluster toy · random · N = 100",
                "███████░░░░░░░░░░ 4/10 runs · 1 failed · 1:30 gone",
                "fastest run 50.00 Gflops, +25.0 % over the expert",
                "  default  #2 NB=64 BCAST=1ringM",
                "",
                "  run  Gflops  seconds  residual  configuration",
                "   #4    9.50     3.50   2.0e-03  …  (shared)",
                "   #3  failed                     crashed  NB=96 …",
                "   #2   50.00     3.50   2.0e-03  NB=64 …",
                "   #1   40.00     3.50   2.0e-03  NB=192 …",
                "warning: squeue failed: it does not answer",
                "job 17 of round 2, 0 runs to come: queued for",
                "  0:12: it waits for free nodes (Resources)",
            ])
    }

    private func job(
        of trials: some Sequence<TrialRecord> = [], hasQueue: Bool = true, isArray: Bool = false,
        id: String? = "17", startedAt: Double? = nil, waits reason: String? = nil
    ) throws -> JobText {
        let attempts = trials.map { trial in
            OpenAttempt(
                id: trial.id, number: 1, step: "s", directory: "/d", outputName: "stdout", limitSeconds: 10,
                predictedSeconds: nil, failedBefore: 0, trial: trial)
        }
        return JobText(
            JobRecord(
                id: 1, roundID: 1, round: 2, token: try #require(JobToken("abcdefghijklmnopqrst")),
                directory: "/d",
                study: "local", plannedAt: 0, submittingAt: nil, submittedAt: id == nil ? nil : 100,
                silentSince: nil, schedulerID: id.map { JobID($0) },
                state: id == nil ? .planned : .submitted, limitSeconds: hasQueue ? 300 : nil,
                isArray: isArray, reservedNodeSeconds: nil,
                startedAt: startedAt, waitReason: reason, stoppedAt: nil, askedAt: nil, attempts: attempts),
            now: 112)
    }

    @Test("what waits in the queue is not said to run")
    func waiting() throws {
        let trials = [trial(1, .pending), trial(2, .pending, nb: 64)]
        func last(_ jobs: JobText..., note: String? = nil) -> String? {
            frame(trials, note: note, jobs: jobs).lines(columns: 160, rows: 24).last?.text
        }
        #expect(
            last(try job(waits: "it waits for free nodes (Resources)"))
                == "job 17 of round 2, 0 runs to come: queued for 0:12: it waits for free nodes (Resources)")
        #expect(last(try job()) == "job 17 of round 2, 0 runs to come: submitted 0:12 ago")
        #expect(last(try job(), try job())?.hasSuffix("(and 1 more job)") == true)
        #expect(last(try job(), note: "driven by a test") == last(try job()), "a note hides no job")
        let both = try job(of: trials, startedAt: 105)
        #expect(
            last(both)
                == "running #1 NB=192 BCAST=1ringM, then 1 more · expected gain +1.2 % · job 17 for 0:07 of at most 5:00"
        )
        #expect(last(try job(), both)?.hasSuffix(" of at most 5:00 (and 1 more job)") == true)
        #expect(
            last(try job(), try job(of: trials.suffix(1), startedAt: 105))?.hasPrefix("running #2 NB=64")
                == true, "the other job's run waits")
        #expect(
            last(try job(of: trials, isArray: true, startedAt: 105))
                == "job 17 of round 2, 2 runs to come: running for 0:07 of at most 5:00",
            "which of an array's runs have begun is not known")
    }

    @Test("what is not submitted yet is not said to run, with a queue or without")
    func planned() throws {
        let trials = [trial(1, .pending), trial(2, .pending)]
        func last(_ job: JobText) -> String? {
            frame(trials, jobs: [job]).lines(columns: 100, rows: 24).last?.text
        }
        #expect(last(try job(of: trials, id: nil)) == "round 2, 2 runs: not submitted yet")
        #expect(last(try job(of: trials, hasQueue: false, id: nil)) == "round 2, 2 runs: not submitted yet")
        #expect(
            last(try job(of: trials, hasQueue: false))
                == "running #1 NB=192 BCAST=1ringM, then 1 more · expected gain +1.2 %")
    }

    @Test("in a small terminal, too, it says why a job waits")
    func small() throws {
        let lines = frame(
            [trial(1, .pending)], note: "driven by hpltune with process id 17 on login1 since 12:00",
            jobs: [try job(waits: "it waits for free nodes (Resources)")]
        ).lines(columns: 40, rows: 10)
        #expect(
            lines.map(\.text).suffix(4) == [
                "driven by hpltune with process id 17 …", "job 17 of round 2, 0 runs to come:",
                "  queued for 0:12: it waits for free", "  nodes (Resources)",
            ])
    }

    @Test("fits the terminal", arguments: [(40, 24), (80, 10), (200, 50), (20, 5)])
    func fits(columns: Int, rows: Int) {
        let trials = (1...30).map { trial($0, measured(Double($0)), nb: 32 * $0) }
        let lines = frame(trials, budget: 40).lines(columns: columns, rows: rows)
        #expect(lines.count < rows)
        for line in lines { #expect(line.rendered(columns: columns, colour: false).count <= columns) }
    }
}
