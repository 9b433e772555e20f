/// A strategy file that is compiled in, so that the command works from any folder.
struct Preset: Sendable {
    let name: String
    let text: String

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// One line for each file of strategies/ that Package.swift embeds.
    static let all = [
        Preset("bayes", PackageResources.bayes_yaml),
        Preset("grid", PackageResources.grid_yaml),
        Preset("random", PackageResources.random_yaml),
        Preset("successive-halving", PackageResources.successive_halving_yaml),
    ]

    func file(overrides: [(key: String, value: String)] = []) throws(FileError) -> StrategyFile {
        try StrategyFile(text: text, file: "\(name).yaml", overrides: overrides)
    }
}
