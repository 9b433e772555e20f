/// What a strategy file of `kind: bayes` says.
struct BayesSettings: Sendable {
    var expert = 2
    /// Nil goes by the number of valid points (`BayesStrategy.designSize`).
    var sobol: Int?
    var surrogate = SurrogateSettings()
    /// The shares of the arms; they need not add up to one.
    var shares: [(arm: BayesArm, share: Double)] = []
    /// At most this share of all runs repeats a point before the confirmation.
    var repeats = 0.1
    /// How many of the last runs of the budget confirm, and how many points they confirm.
    var confirmRuns = 8
    var confirmTop = 3
}

extension BayesStrategy {
    /// The keys of `kind: bayes`.
    struct Settings: StrategySettings {
        private let settings: BayesSettings

        init(reading reader: inout SettingsReader) throws(FileError) {
            var settings = BayesSettings()
            settings.expert = try reader.integer("initial.expert", default: 2, in: 0...1_000)
            settings.sobol = try reader.integer("initial.sobol", in: 0...10_000)
            settings.surrogate.ordinals = try reader.word("surrogate.ordinals", default: .index)
            settings.surrogate.special = try reader.integer(
                "surrogate.special_levels", default: 40, in: 0...1_000)
            reader.retired("surrogate.indicators")
            reader.retired("surrogate.length_scales")
            settings.surrogate.outlier = try reader.number("surrogate.outlier", default: 4, in: 0...1_000)
            let standard: [(BayesArm, Double)] = [
                (.improvement, 0.5), (.neighbours, 0.2), (.recombination, 0.15), (.uncertainty, 0.05),
            ]
            for (arm, share) in standard {
                let key = "acquisition.\(arm.rawValue)"
                settings.shares.append((arm, try reader.number(key, default: share, in: 0...1)))
            }
            settings.repeats = try reader.number("acquisition.repeats", default: 0.1, in: 0...1)
            settings.confirmRuns = try reader.integer("confirm.runs", default: 8, in: 0...1_000)
            settings.confirmTop = try reader.integer("confirm.top", default: 3, in: 1...100)
            self.settings = settings
        }

        func strategy(
            for space: SearchSpace, valid: ValidSet, seed: UInt64, levels: [FidelityLevel]
        ) -> any Strategy {
            BayesStrategy(space: space, valid: valid, settings: settings, seed: seed)
        }
    }
}
