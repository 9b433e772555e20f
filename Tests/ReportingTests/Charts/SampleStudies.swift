import Search

@testable import Reporting
@testable import Tuning

/// Studies to draw, made by hand: what real ones look like, and everything that is hard to draw.
enum SampleStudies {
    static let expert = Point(["NB": 192, "grid": "1x2", "BCAST": "1ringM", "DEPTH": 1])

    static func point(_ nb: Int, depth: Int = 0) -> Point {
        Point(["NB": .integer(nb), "grid": "1x2", "BCAST": "1ringM", "DEPTH": .integer(depth)])
    }

    static func measured(_ gflops: Double, contaminated: Bool = false) -> TrialRecord.State {
        .measured(
            Measurement(
                variant: "WR11C2R4", n: 5000, nb: 192, p: 1, q: 2, seconds: 2, gflops: gflops,
                residual: 0.004, isContaminated: contaminated))
    }

    static func failed(
        _ kind: String = "crashed", _ failureClass: FailureClass = .configuration
    ) -> TrialRecord.State {
        .failed(TrialFailure(kind: kind, failureClass: failureClass, message: "it crashed; mend it"))
    }

    static func trial(
        _ number: Int, _ state: TrialRecord.State, at point: Point = expert, level: Double = 1,
        round: Int? = nil,
        seconds: Double = 2, isImported: Bool = false
    ) -> TrialRecord {
        let attempt = AttemptRecord(
            id: Int64(number), number: 1, step: "s", directory: "/results/\(number)", outputName: "stdout",
            limitSeconds: 10, wallSeconds: state == .pending ? nil : seconds, schedulerID: "id")
        return TrialRecord(
            id: Int64(number), number: number, round: round ?? (number + 3) / 4,
            candidate: Candidate(point: point, level: FidelityLevel(level), why: "a test"), n: 5000,
            state: state, attempts: isImported ? [] : [attempt], queuedAt: 0, startedAt: 1, finishedAt: 2,
            hosts: ["node1"])
    }

    /// - Parameter recommended: the point the answer is; the one with the best run when left out.
    static func study(
        _ trials: [TrialRecord], named name: String = "epyc-4-nodes", budget: Int = 40, nodes: Int = 1,
        calibration: Double = 0, recommended: Point? = nil, expert: Point = expert
    ) -> ChartedStudy {
        let progress = StudyProgress(trials: trials, nodes: nodes, expertDefault: expert.hash)
        return ChartedStudy(
            name: name, strategy: "bayes", trials: trials, nodes: nodes, calibrationNodeSeconds: calibration,
            budget: budget,
            best: BestConfiguration(of: trials, progress: progress, recommended: recommended?.hash),
            expertDefault: expert.hash)
    }

    /// The same numbers everywhere, without a generator: the golden ratio's fractions.
    static func noise(_ index: Int) -> Double {
        let value = Double(index) * 0.618_033_988_749_895
        return value - value.rounded(.down)
    }

    /// A search as they go: the expert first, a few bad ones, better ones, then repetitions of the best.
    static func search(_ count: Int, scale: Double = 1) -> [TrialRecord] {
        (1...count).map { number in
            if number == 1 { return trial(number, measured(25.2 * scale)) }
            let share = Double(number) / Double(count)
            let isRepeat = number > 10 && number % 9 == 0
            let nb = isRepeat ? 256 : 36 + 8 * (number * 7 % 97)
            let value =
                isRepeat ? 30.6 + noise(number) : 17 + 12 * noise(number) * (0.4 + 0.6 * share) + 2 * share
            return trial(number, measured(value * scale), at: point(nb), seconds: 1 + 3 * noise(number * 3))
        }
    }

    /// Every kind of run at once.
    static var everything: ChartedStudy {
        var trials = search(40)
        for number in [7, 19, 20] { trials[number - 1] = trial(number, failed(), at: point(32)) }
        trials[29] = trial(30, failed("timed-out", .timeout), at: point(40), seconds: 12)
        trials[24] = trial(25, failed("node-failure", .infrastructure), at: point(48))
        for number in [3, 4, 5] {
            trials[number - 1] = trial(
                number, measured(14 + Double(number)), at: point(64), level: 0.5, seconds: 0.4)
        }
        trials[12] = trial(13, measured(22, contaminated: true), at: point(72))
        for (number, value) in [(41, 29.0), (42, 28.4), (43, 16)] {
            trials.append(trial(number, measured(value), at: point(80), round: 11, isImported: true))
        }
        trials.append(trial(44, .pending, at: point(88), round: 12))
        return study(trials, budget: 60, calibration: 6, recommended: point(256))
    }

    static let longName = String(repeating: "W", count: 64)
    static let longPoint = Point(
        names: (1...13).map { "PARAMETER_\($0)" },
        values: (1...13).map { .text("a-value-of-thirty-characters-\($0)") })

    static var slowOutliers: [TrialRecord] {
        search(40).map { run in
            [6, 17].contains(run.number) ? trial(run.number, measured(0.4), at: point(40)) : run
        }
    }

    /// Any number of runs of any kind, at any rate, of points with long and short names.
    static func random(seed: UInt64) -> ChartedStudy {
        var generator = SeededGenerator(seed: seed)
        func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let count = [0, 1, 2, 5, 17, 60, 300][pick(0...6)]
        let scale = [1e-3, 1, 40, 3e3, 2e5, 9e7][pick(0...5)]
        let kinds = [
            "crashed", "timed-out", "killed-out-of-memory", "residual-failed", "mpi-network", "lost",
        ]
        let odd = pick(0...3)
        let size = pick(1...8)
        let trials = (1...max(count, 1)).prefix(count).map { number in
            let chance = pick(0...19)
            let state: TrialRecord.State =
                switch chance {
                case 0...odd: failed(kinds[pick(0...5)], [.configuration, .infrastructure][pick(0...1)])
                case 19 where number == count: .pending
                default: measured(scale * Double(pick(1...1000)) / 1000, contaminated: chance == 18)
                }
            let point =
                pick(0...9) == 0
                ? Point(["launch": .text(String(repeating: "x", count: pick(1...120)))])
                : point(32 * pick(1...9))
            return trial(
                number, state, at: point, level: chance == 17 ? 0.5 : 1, round: (number - 1) / size + 1,
                seconds: Double(pick(1...10_000)) / 10, isImported: chance == 16)
        }
        return study(
            Array(trials), named: String(repeating: "m", count: pick(1...64)), budget: pick(1...400),
            nodes: pick(1...5000), calibration: Double(pick(0...1)))
    }

    static let all: [(name: String, study: ChartedStudy)] = {
        [
            ("none", study([])),
            ("pending", study([trial(1, .pending), trial(2, .pending)])),
            ("one", study([trial(1, measured(25.2))])),
            ("three", study(search(3), budget: 3)),
            ("search", study(search(40), recommended: point(256))),
            ("everything", everything),
            ("all failed", study((1...6).map { trial($0, failed($0 % 2 == 0 ? "crashed" : "timed-out")) })),
            ("one failed", study([trial(1, failed())])),
            ("flat", study((1...12).map { trial($0, measured(31.1), at: point(32 * $0)) })),
            ("one point", study((1...12).map { trial($0, measured(31.1)) })),
            ("two runs", study([trial(1, measured(20)), trial(2, measured(30))])),
            ("huge", study(search(30, scale: 5.6e7 / 31), nodes: 9408)),
            ("tiny", study(search(30, scale: 1e-4))),
            ("slow outliers", study(slowOutliers, recommended: point(256))),
            ("fast outlier", study(search(30) + [trial(31, measured(300), at: point(512))])),
            ("long name", study(search(40), named: longName, recommended: point(256))),
            ("long point", study([trial(1, measured(25.2)), trial(2, measured(31), at: longPoint)])),
            ("large budget", study(search(8), budget: 100_000)),
            (
                "single runs",
                study(search(40).map { trial($0.number, $0.state, at: $0.candidate.point, round: $0.number) })
            ),
            ("ten thousand", study(search(10_000), budget: 10_000, recommended: point(256))),
            (
                "smaller only",
                study((1...9).map { trial($0, measured(Double($0)), at: point(32 * $0), level: 0.25) })
            ),
            (
                "imported only",
                study(
                    (1...9).map {
                        trial($0, measured(20 + Double($0)), at: point(32 * $0), round: 1, isImported: true)
                    })
            ),
            (
                "many repeated",
                study((1...60).map { trial($0, measured(25 + noise($0)), at: point(32 * ($0 % 20))) })
            ),
        ]
    }()
}
