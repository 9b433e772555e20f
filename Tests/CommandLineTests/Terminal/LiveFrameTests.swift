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
        _ trials: [TrialRecord], note: String? = nil, budget: Int = 10, jobs: [JobText] = []
    ) -> LiveFrame {
        LiveFrame(
            study: "local", strategy: "random", size: "N = 100",
            progress: StudyProgress(
                trials: trials, nodes: 1, expertDefault: trials.first?.candidate.point.hash),
            trials: trials, budget: budget, varying: ["NB", "BCAST"], note: note, expectedGain: 0.012,
            jobs: jobs, elapsed: 90)
    }

    @Test("shows the best with its gain, the last runs, and what is running")
    func wholeFrame() {
        let failure = TrialFailure(kind: "crashed", failureClass: .configuration, message: "x; y")
        let lines = frame([
            trial(1, measured(40)), trial(2, measured(50), nb: 64), trial(3, .failed(failure), nb: 96),
            trial(4, measured(9.5, contaminated: true), nb: 128), trial(5, .pending, nb: 256),
            trial(6, .pending),
        ]).lines(columns: 100, rows: 24)
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
        #expect(lines[2].style == .strong)
        #expect(lines[6].style == .bad)
    }

    @Test("before the first result it says so, and shows what is going on")
    func empty() {
        let lines = frame([], note: "calibrating: a run of N=1000").lines(columns: 80, rows: 24)
        #expect(lines.map(\.text).suffix(2) == ["no result yet", "calibrating: a run of N=1000"])
    }

    private func job(startedAt: Double? = nil, waits reason: String? = nil) throws -> JobText {
        JobText(
            JobRecord(
                id: 1, roundID: 1, round: 2, token: try #require(JobToken("abcdefghijklmnopqrst")),
                directory: "/d",
                study: "local", plannedAt: 0, submittingAt: nil, submittedAt: 100, silentSince: nil,
                schedulerID: JobID("17"),
                state: .submitted, limitSeconds: 300, isArray: false, reservedNodeSeconds: nil,
                startedAt: startedAt, waitReason: reason, stoppedAt: nil, askedAt: nil, attempts: []),
            now: 112)
    }

    @Test("what waits in the queue is not said to run")
    func waiting() throws {
        func last(_ jobs: JobText...) -> String? {
            frame([trial(1, .pending)], jobs: jobs).lines(columns: 100, rows: 24).last?.text
        }
        #expect(
            last(try job(waits: "it waits for free nodes (Resources)"))
                == "job 17 of round 2, 0 runs to come: queued for 0:12: it waits for free nodes (Resources)")
        #expect(last(try job()) == "job 17 of round 2, 0 runs to come: submitted 0:12 ago")
        #expect(last(try job(), try job())?.hasSuffix("(and 1 more job)") == true)
        #expect(last(try job(startedAt: 105))?.hasPrefix("running #1") == true)
        #expect(last(try job(), try job(startedAt: 105))?.hasPrefix("running #1") == true)
    }

    @Test("fits the terminal", arguments: [(40, 24), (80, 10), (200, 50), (20, 5)])
    func fits(columns: Int, rows: Int) {
        let trials = (1...30).map { trial($0, measured(Double($0)), nb: 32 * $0) }
        let lines = frame(trials, budget: 40).lines(columns: columns, rows: rows)
        #expect(lines.count < rows)
        for line in lines { #expect(line.rendered(columns: columns, colour: false).count <= columns) }
    }
}
