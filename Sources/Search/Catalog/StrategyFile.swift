/// A strategy as a file describes it: which kind, with which settings.
public struct StrategyFile: Sendable {
    /// What it is called: the file's name without folder and ending, unless another was given.
    public let name: String
    public let kind: StrategyKind
    /// One line for lists; empty when the file has none.
    public let description: String
    /// The YAML this file amounts to, with overrides and defaults written out. Reading it again gives the same strategy:
    /// this is what is stored with a study.
    public let text: String
    private let settings: any StrategySettings

    /// - Parameters:
    ///   - text: YAML; the keys are explained in strategies/README.md.
    ///   - file: its path, for messages and the name.
    ///   - name: what to call it, when the file's name is not it.
    ///   - overrides: values put in place of the file's, as `--set key=value` does; a key is a path such as
    ///     `initial.sobol`. The last one for a key wins.
    /// - Throws: whatever is wrong, with line and column: not YAML, an unknown key or kind (with the nearest one), a
    ///   value of the wrong type or out of bounds.
    public init(
        text: String, file: String, name: String? = nil, overrides: [(key: String, value: String)] = []
    ) throws(FileError) {
        var root = try YAMLNode.parse(text, file: file)
        for (key, value) in overrides { root = try root.setting(key, to: value) }
        var reader = try SettingsReader(root)
        kind = try reader.word("kind")
        description = try reader.text("description", default: "")
        settings = try kind.settings.init(reading: &reader)
        try reader.finish()
        self.text = reader.resolvedText
        self.name = name ?? Self.name(of: file)
    }

    /// - Parameters:
    ///   - valid: the valid set of `space`.
    ///   - seed: the study's. It decides what must stay the same from round to round, such as the initial design; the
    ///     generator given to each round decides the rest.
    ///   - levels: the fidelity levels that can be run, the full one among them; empty when any level can.
    public func strategy(
        for space: SearchSpace, valid: ValidSet, seed: UInt64 = 0, levels: [FidelityLevel] = [.full]
    ) -> any Strategy {
        settings.strategy(for: space, valid: valid, seed: seed, levels: levels)
    }

    static func name(of file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".yaml") && last.count > 5 ? String(last.dropLast(5)) : last
    }
}
