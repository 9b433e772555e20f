/// What a strategy file of `kind: bayes` says.
struct BayesSettings: Sendable {
    var expert = 2
    var sobol = 8
    var surrogate = SurrogateSettings()
    /// The shares of the arms; they need not add up to one.
    var shares: [(arm: BayesArm, share: Double)] = [
        (.improvement, 0.5), (.neighbours, 0.2), (.recombination, 0.15), (.uncertainty, 0.05),
    ]
    /// How many of the last runs of the budget confirm, and how many points they confirm.
    var confirmRuns = 6
    var confirmTop = 3
    var replicateShare = 0.1
    var replicateAt = 0.7
    var localBest = 2
    var adjacent = 0
    var localBy = 0
}

extension BayesStrategy {
    /// The keys of `kind: bayes`.
    struct Settings: StrategySettings {
        let settings: BayesSettings

        init(reading reader: inout SettingsReader) throws(FileError) {
            var settings = BayesSettings()
            settings.expert = try reader.integer("initial.expert", default: 2, in: 0...1_000)
            settings.sobol = try reader.integer("initial.sobol", default: 8, in: 0...10_000)
            settings.surrogate.ordinals = try reader.word("surrogate.ordinals", default: .index)
            settings.surrogate.lengthScales = try reader.word("surrogate.length_scales", default: .gamma)
            settings.surrogate.clip = try reader.number("surrogate.clip", default: 0, in: 0...1)
            settings.surrogate.impute = try reader.number("surrogate.impute", default: 0, in: 0...1)
            settings.surrogate.outlier = try reader.number("surrogate.outlier", default: 4, in: 0...100)
            settings.shares = [
                (.improvement, try reader.number("acquisition.improvement", default: 0.5, in: 0...1)),
                (.neighbours, try reader.number("acquisition.neighbours", default: 0.2, in: 0...1)),
                (.recombination, try reader.number("acquisition.recombination", default: 0.15, in: 0...1)),
                (.uncertainty, try reader.number("acquisition.uncertainty", default: 0.05, in: 0...1)),
            ]
            settings.replicateShare = try reader.number("acquisition.replicate", default: 0.1, in: 0...1)
            settings.replicateAt = try reader.number("acquisition.replicate_at", default: 0.7, in: 0...100)
            settings.localBest = try reader.integer("acquisition.local_best", default: 2, in: 1...100)
            settings.adjacent = try reader.integer("acquisition.adjacent", default: 0, in: 0...100)
            settings.localBy = try reader.integer("acquisition.local_by", default: 0, in: 0...100)
            settings.confirmRuns = try reader.integer("confirm.runs", default: 6, in: 0...1_000)
            settings.confirmTop = try reader.integer("confirm.top", default: 3, in: 1...100)
            self.settings = settings
        }

        func strategy(for space: SearchSpace, valid: ValidSet, seed: UInt64) -> any Strategy {
            BayesStrategy(space: space, valid: valid, settings: settings, seed: seed)
        }
    }
}
