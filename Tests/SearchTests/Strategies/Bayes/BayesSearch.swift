import Glibc

@testable import Search

/// A search by a strategy file of `kind: bayes` on a function, with noise that is the same in every process.
struct BayesSearch {
    let space: SearchSpace
    let valid: ValidSet
    let strategy: any Strategy
    private(set) var trials: [Trial] = []
    private(set) var proposals: [Proposal] = []
    var generator = SeededGenerator(seed: 1)
    private var noise = SeededGenerator(seed: 7)
    private let deviation: Double
    private let function: (Point) -> Double?

    /// - Parameters:
    ///   - deviation: the standard deviation of the noise, as a share of the value.
    ///   - function: `nil` for a point that fails.
    init(
        _ space: SearchSpace, settings: String = "", deviation: Double = 0,
        function: @escaping (Point) -> Double?
    ) throws {
        self.space = space
        self.deviation = deviation
        self.function = function
        valid = try ValidSet(enumerating: space)
        strategy = try StrategyFile(text: "kind: bayes\n" + settings, file: "bayes.yaml")
            .strategy(for: space, valid: valid, seed: 1)
    }

    mutating func run(_ budget: Int, batch: Int = 1, knowsBudget: Bool = false) throws {
        let end = trials.count + budget
        while trials.count < end {
            let history = History(trials, remaining: knowsBudget ? end - trials.count : nil)
            let proposal = try strategy.propose(
                min(batch, end - trials.count), after: history, using: &generator)
            proposals.append(proposal)
            guard case .candidates(let candidates) = proposal else { return }
            for candidate in candidates { observe(candidate) }
        }
    }

    mutating func observe(_ candidate: Candidate) {
        guard let value = function(candidate.point) else {
            trials.append(Trial(candidate, .failed(.configuration)))
            return
        }
        // Near enough to a normal distribution.
        let draw = (0..<12).reduce(-6.0) { sum, _ in sum + Double(noise.next() >> 11) / 9_007_199_254_740_992
        }
        add(candidate, value * exp(deviation * draw))
    }

    mutating func add(_ candidate: Candidate, _ value: Double) {
        trials.append(Trial(candidate, .measured(value: value, seconds: 1)))
    }

    var recommended: Point? { strategy.recommend(after: History(trials)) }

    /// Like Gflops over NB, grid shape and two more knobs: best at x = 10, y = 0.5, z = 4.
    static func hill(_ point: Point) -> Double {
        let x = ((point["x"]?.number ?? 0) - 10) / 16
        let y = (point["y"]?.number ?? 0) - 0.5
        let z = log2(point["z"]?.number ?? 1) - 2
        return 500 * exp(-2 * x * x - y * y - 0.1 * z * z - 0.5 * x * y)
    }

    static let best = Point(["x": 10, "y": 0.5, "z": 4])
}
