/// The kinds of strategies: what `kind:` in a strategy file may say.
///
/// The one place where a new strategy is entered: a case here, beside its own file in Strategies/ with the `Strategy`
/// and the `StrategySettings` that read its keys. strategies/README.md tells the whole way.
public enum StrategyKind: String, Sendable, CaseIterable {
    case bayes
    case grid
    case random
    case successiveHalving = "successive-halving"

    var settings: any StrategySettings.Type {
        switch self {
        case .bayes: BayesStrategy.Settings.self
        case .grid: GridStrategy.Settings.self
        case .random: RandomStrategy.Settings.self
        case .successiveHalving: SuccessiveHalvingStrategy.Settings.self
        }
    }
}

/// What one kind of strategy file says.
protocol StrategySettings: Sendable {
    /// Asks for each of its keys once, in the order in which they are to be written out.
    init(reading reader: inout SettingsReader) throws(FileError)

    /// - Parameters:
    ///   - valid: the valid set of `space`.
    ///   - seed: for what must be random and yet the same in every round, such as an initial design.
    ///   - levels: the fidelity levels that can be run, the full one among them; empty when any level can.
    func strategy(
        for space: SearchSpace, valid: ValidSet, seed: UInt64, levels: [FidelityLevel]
    ) -> any Strategy
}
