import ArgumentParser

/// `--set key=value`: changes a key of the strategy's file.
enum StrategySetting {
    static func parse(_ settings: [String]) throws -> [(key: String, value: String)] {
        try settings.map { setting in
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError(
                    "--set takes key=value, as in `--set initial.sobol=8`; got `\(setting)`")
            }
            return (key: String(parts[0]), value: String(parts[1]))
        }
    }
}
