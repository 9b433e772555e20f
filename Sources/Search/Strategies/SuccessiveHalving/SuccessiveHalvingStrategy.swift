import Glibc

/// Many points at a small size, the best part of them at a larger one, and so on up to full size (Jamieson and Talwalkar
/// 2016), asynchronously: a point is promoted as soon as it is among the best 1/η of those done on its rung (ASHA; Li and
/// others, A System for Massively Parallel Hyperparameter Tuning, 2020).
///
/// Small sizes rank points only partly as the full one does. Once enough points have been measured on two rungs, Kendall's
/// τ tells how far; when it is too low, nothing more begins on the lower of them.
public struct SuccessiveHalvingStrategy: Strategy {
    /// Lowest first; the last one is full size.
    public let levels: [FidelityLevel]
    let valid: ValidSet
    let eta: Double
    let minimumTau: Double
    let minimumPoints: Int
    /// The points to begin with, in order.
    let plan: [PlannedPoint]

    /// - Parameters:
    ///   - valid: the valid set of `space`.
    ///   - levels: what can be run, full size among them; empty: any size can, and `rungs` of them are taken, each η times as
    ///     expensive as the one below (the time of a run grows with the cube of its level).
    ///   - rungs: at most so many levels are used, the largest ones.
    ///   - eta: the best 1/η of a rung are promoted.
    ///   - minimumTau: below this agreement a rung is given up.
    ///   - minimumPoints: from so many points in common on two rungs are compared.
    ///   - expert, sobol, seed: as for `RandomStrategy`.
    public init(
        space: SearchSpace, valid: ValidSet, levels: [FidelityLevel] = [.full], rungs: Int = 3,
        eta: Double = 3,
        minimumTau: Double = 0.5, minimumPoints: Int = 6, expert: Int, sobol: Int, seed: UInt64
    ) {
        precondition(rungs > 0 && eta > 1, "there is a rung, and fewer points on each than below")
        self.valid = valid
        self.eta = eta
        self.minimumTau = minimumTau
        self.minimumPoints = minimumPoints
        let known = levels.isEmpty ? Self.derived(rungs: rungs, eta: eta) : Set(levels + [.full]).sorted()
        self.levels = Array(known.suffix(rungs))
        plan = PlannedPoint.initial(expert: expert, sobol: sobol, of: space, in: valid, seed: seed)
    }

    private static func derived(rungs: Int, eta: Double) -> [FidelityLevel] {
        (0..<rungs).reversed().map { FidelityLevel(pow(eta, -Double($0) / 3)) }
    }

    public func propose(
        _ count: Int, after history: History, using generator: inout SeededGenerator
    ) -> Proposal {
        var ladder = Ladder(self, history)
        var candidates: [Candidate] = []
        while candidates.count < count, let candidate = ladder.next(using: &generator) {
            candidates.append(candidate)
        }
        guard candidates.isEmpty, count > 0 else { return .candidates(candidates) }
        let isWaiting = ladder.rungs.contains { $0.entries.contains { $0.pending > 0 } }
        return isWaiting ? .waitForResults : .finished(.spaceExhausted)
    }
}

extension SuccessiveHalvingStrategy {
    /// The keys of `kind: successive-halving`.
    struct Settings: StrategySettings {
        let expert: Int
        let sobol: Int
        let eta: Double
        let rungs: Int
        let minimumTau: Double
        let minimumPoints: Int

        init(reading reader: inout SettingsReader) throws(FileError) {
            expert = try reader.integer("initial.expert", default: 2, in: 0...1_000)
            sobol = try reader.integer("initial.sobol", default: 25, in: 0...10_000)
            eta = try reader.number("fidelity.eta", default: 3, in: 1.5...100)
            rungs = try reader.integer("fidelity.rungs", default: 3, in: 1...20)
            minimumTau = try reader.number("fidelity.minimum_tau", default: 0.5, in: -1...1)
            minimumPoints = try reader.integer("fidelity.minimum_points", default: 6, in: 3...1_000)
        }

        func strategy(
            for space: SearchSpace, valid: ValidSet, seed: UInt64, levels: [FidelityLevel]
        ) -> any Strategy {
            SuccessiveHalvingStrategy(
                space: space, valid: valid, levels: levels, rungs: rungs, eta: eta, minimumTau: minimumTau,
                minimumPoints: minimumPoints, expert: expert, sobol: sobol, seed: seed)
        }
    }
}
